import { AppError } from '../../../shared/errors.ts';

/**
 * What an attempt to open a port ran into, as an AppError. The binding's errors carry no code, only the system's words:
 * `Error: Permission denied, cannot open /dev/ttyUSB0`, `Error Resource temporarily unavailable Cannot lock port`; Windows says
 * `Access denied` when another program has the port.
 */
export function toOpenError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (
    /temporarily unavailable|cannot lock|resource busy|device or resource busy|access (is )?denied/i.test(
      reason,
    )
  ) {
    return new AppError('port.busy', { id: path, owner: 'otherProgram' }, { retry: 'later', cause: error });
  }
  if (/permission denied|operation not permitted|EACCES|EPERM/i.test(reason)) {
    return new AppError('port.noPermission', { path, group: 'dialout' }, { retry: 'later', cause: error });
  }
  if (/no such (file|device)|file not found|ENOENT|ENODEV|ENXIO|input\/output error|\bEIO\b/i.test(reason)) {
    return new AppError('port.notReady', { path }, { retry: 'later', cause: error });
  }
  return new AppError('port.openFailed', { path, reason }, { retry: 'yes', cause: error });
}
