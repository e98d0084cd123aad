import { AppError } from '../../../shared/errors.ts';

/** Where a container broke its own rules. */
export interface Damage {
  /** Stable id of the rule, e.g. `binpkg.entryOffset:ap`. */
  readonly check: string;
  /** Byte offset in the container (for an archive member: in the member). */
  readonly offset: number;
  readonly expected: string | number;
  readonly found: string | number;
}

/** `firmware.damaged` with its four parameters; `cause` is a library's own message, for the report. */
export function damaged(damage: Damage, cause?: unknown): AppError {
  return new AppError('firmware.damaged', { ...damage }, { cause });
}

/** `0x` and lower-case hex, the form in which people compare addresses and offsets. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
