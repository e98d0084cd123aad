import { AppError } from '../../../shared/errors.ts';

/**
 * What an attempt to open a port ran into, as an AppError. The binding's errors carry no code, only the system's words:
 * `Error: Permission denied, cannot open /dev/ttyUSB0`, `Error Resource temporarily unavailable Cannot lock port`; Windows says
 * `Access denied` when another program has the port. Who that is, and which group is missing, is found out in explainOpen.ts.
 */
export function toOpenError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const later = { retry: 'later', cause: error } as const;
  if (/temporarily unavailable|cannot lock|resource busy|access (is )?denied/i.test(reason))
    return new AppError('port.heldElsewhere', { path }, later);
  if (/permission denied|operation not permitted|EACCES|EPERM/i.test(reason))
    return new AppError('port.noPermission', { path, group: 'dialout' }, later);
  if (/no such (file|device)|file not found|ENOENT|ENODEV|ENXIO|input\/output error|\bEIO\b/i.test(reason))
    return new AppError('port.notReady', { path }, later);
  return new AppError('port.openFailed', { path, reason }, { retry: 'yes', cause: error });
}
