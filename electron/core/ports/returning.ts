import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Holding, isReleased } from './holding.ts';
import { type Recognition, recognise, type Surroundings } from './recognise.ts';
import { sleep } from './wait.ts';

/** How often a port that has gone is looked for, and an opening that failed is tried again. */
const retryMs = 500;
/** After a minute somebody has unplugged it for good or went for a coffee: no reason to look twice a second. */
const patientRetryMs = 1500;
const patientAfterMs = 60_000;
/** How much longer a wait lasts when a person has to say which port it is. */
export const personMs = 10 * 60_000;

export interface ReturnTask {
  readonly holding: Holding;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
  /** Ports that were known before the first look. */
  readonly before: readonly PortInfo[];
  look(): Promise<readonly PortInfo[]>;
  isFree(id: string): boolean;
  /** Everything but the free ports and the strangers, as it is now. */
  around(): Pick<Surroundings, 'rivals' | 'repeatedSerials'>;
  open(port: PortInfo): Promise<void>;
  /** The holding waits for something else now. */
  onWaiting(): void;
}

/**
 * Looks for a lost port until it can be opened. A device is often listed before it can be opened and a moment after it has
 * gone, so every failure to open is only a reason to try again. Where two ports could be it, a person is asked and waited for.
 *
 * @throws AppError port.notReady {path, waitedMs} after the time-out, port.ambiguous {path, candidates} when nobody chose,
 * port.busy when a wait is under way, port.unknown when the holding was released meanwhile, rpc.cancelled
 */
export async function waitUntilReopened(task: ReturnTask): Promise<PortInfo> {
  const { holding, clock, signal } = task;
  if (holding.state !== 'lost')
    throw new AppError('port.busy', { id: holding.portId, owner: holding.lease.owner });
  holding.state = 'reopening';
  setWaiting(task, 'away', []);
  const strangers = strangersOf(holding, task.before);
  const startMs = clock.monoMs();
  let deadlineMs = startMs + task.timeoutMs;
  let failure: unknown;
  try {
    while (clock.monoMs() < deadlineMs) {
      const seen = chosenOrRecognised(task, await task.look(), strangers);
      if (signal?.aborted) throw new AppError('rpc.cancelled');
      if (isReleased(holding)) throw new AppError('port.unknown', { id: holding.portId });
      if (seen.kind === 'ambiguous' && holding.waiting?.for !== 'ambiguous')
        deadlineMs = Math.max(deadlineMs, clock.monoMs() + personMs);
      tell(task, seen);
      if (seen.kind === 'found') {
        try {
          await task.open(seen.port);
          delete holding.chosen;
          return seen.port;
        } catch (error) {
          if (error instanceof AppError && error.code === 'rpc.cancelled') throw error;
          failure = error;
        }
      }
      const patient = clock.monoMs() - startMs >= patientAfterMs;
      await sleep(clock, patient ? patientRetryMs : retryMs, signal);
    }
    throw timeoutError(task, failure);
  } finally {
    reset(holding);
  }
}

function chosenOrRecognised(
  task: ReturnTask,
  ports: readonly PortInfo[],
  strangers: ReadonlySet<string>,
): Recognition {
  const { holding } = task;
  const free = ports.filter(({ id, presence }) => presence === 'present' && task.isFree(id));
  const chosen = free.find(({ id }) => id === holding.chosen);
  if (chosen !== undefined) return { kind: 'found', port: chosen };
  return recognise(holding, { free, strangers, ...task.around() });
}

function tell(task: ReturnTask, seen: Recognition): void {
  if (seen.kind === 'none') setWaiting(task, 'away', []);
  else if (seen.kind === 'found') setWaiting(task, 'notReady', []);
  else
    setWaiting(
      task,
      'ambiguous',
      seen.candidates.map(({ id }) => id),
    );
}

function setWaiting(
  task: ReturnTask,
  reason: NonNullable<PortInfo['waiting']>['for'],
  candidates: string[],
): void {
  const { holding, clock } = task;
  const now = holding.waiting;
  if (now?.for === reason && now.candidates.join() === candidates.join()) return;
  holding.waiting = { for: reason, sinceMs: now?.sinceMs ?? clock.wallMs(), candidates };
  task.onWaiting();
}

function timeoutError({ holding, timeoutMs }: ReturnTask, failure: unknown): AppError {
  const { waiting, portId } = holding;
  if (waiting?.for === 'ambiguous') {
    const candidates = waiting.candidates.join(', ');
    return new AppError('port.ambiguous', { path: portId, candidates }, { retry: 'later' });
  }
  return new AppError(
    'port.notReady',
    { path: portId, waitedMs: timeoutMs },
    { retry: 'later', cause: failure },
  );
}

/** A wait that ended without an open port leaves the holding lost, so that another wait may follow. */
function reset(holding: Holding): void {
  if (holding.state === 'reopening') holding.state = 'lost';
}

/** Ports that were there when ours was lost are other devices, even if they look the same. */
function strangersOf(holding: Holding, before: readonly PortInfo[]): ReadonlySet<string> {
  const present = before.filter((port) => port.presence === 'present' && port.id !== holding.portId);
  return new Set(present.map((port) => port.id));
}
