import { AppError } from '../../../shared/errors.ts';

/** Somebody else has the port. */
export function busy(id: string, owner: string): AppError {
  return new AppError('port.busy', { id, owner }, { retry: 'later' });
}
