import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { sleep } from './wait.ts';

/**
 * Systems list a port before it can be opened: after a restart of the module Windows refuses it for seconds (flash-protocols 1,
 * seen: try every 250 ms for 10 s), Linux sets its permissions a moment later, and ModemManager asks every newcomer what it is.
 */
export const openRetryMs = 250;
export const openLimitMs = 10_000;

/** Always worth another try. */
const notYet: ReadonlySet<ErrorCode> = new Set(['port.notReady']);
/** Worth another try only at a port that has just appeared; otherwise a person has to do something. */
const newcomersOnly: ReadonlySet<ErrorCode> = new Set([
  'port.noPermission',
  'port.heldElsewhere',
  'port.heldByProgram',
  'port.heldByModemManager',
]);

export interface PatientOpening {
  readonly open: () => Promise<void>;
  /** Whether the port appeared within the limit. */
  readonly isNew: boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called once, before the first wait. */
  readonly onWaiting: () => void;
}

/** Opens, trying again where that can help. Throws what the last attempt threw, and rpc.cancelled. */
export async function openPatiently({
  open,
  isNew,
  clock,
  signal,
  onWaiting,
}: PatientOpening): Promise<void> {
  const startMs = clock.monoMs();
  let waited = false;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const failure = AppError.from(error);
      const hopeful = notYet.has(failure.code) || (isNew && newcomersOnly.has(failure.code));
      if (!hopeful || clock.monoMs() - startMs + openRetryMs > openLimitMs) throw failure;
      if (!waited) onWaiting();
      waited = true;
    }
    await sleep(clock, openRetryMs, signal);
  }
}
