import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Holding } from './holding.ts';
import { isSamePort, type PortIdentity } from './lease.ts';
import { sleep } from './wait.ts';

/** How often a port that has gone is looked for, and an opening that failed is tried again. */
const retryMs = 500;

export interface ReturnTask {
  readonly holding: Holding;
  readonly identity: PortIdentity;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  /** Ports that were known before the first look. */
  readonly before: readonly PortInfo[];
  look(): Promise<readonly PortInfo[]>;
  isFree(id: string): boolean;
  open(port: PortInfo): Promise<void>;
}

/**
 * Looks for a lost port until it can be opened. A device is often listed before it can be opened and a moment after it has
 * gone, so every failure to open is only a reason to try again.
 *
 * @throws AppError port.notReady {path, waitedMs} after the time-out, port.busy when a wait is under way, rpc.cancelled
 */
export async function waitUntilReopened(task: ReturnTask): Promise<PortInfo> {
  const { holding, identity, timeoutMs, signal, clock } = task;
  if (holding.state !== 'lost')
    throw new AppError('port.busy', { id: identity.portId, owner: holding.lease.owner });
  holding.state = 'reopening';
  const strangers = strangersOf(identity, task.before);
  const startMs = clock.monoMs();
  let failure: unknown;
  try {
    while (clock.monoMs() - startMs < timeoutMs) {
      const candidate = choose(identity, await task.look(), strangers, task.isFree);
      if (signal?.aborted) throw new AppError('rpc.cancelled');
      if (candidate !== undefined) {
        try {
          await task.open(candidate);
          return candidate;
        } catch (error) {
          if (error instanceof AppError && error.code === 'rpc.cancelled') throw error;
          failure = error;
        }
      }
      await sleep(clock, retryMs, signal);
    }
  } finally {
    reset(holding);
  }
  const params = { path: identity.portId, waitedMs: timeoutMs };
  throw new AppError('port.notReady', params, { retry: 'later', cause: failure });
}

/** A wait that ended without an open port leaves the holding lost, so that another wait may follow. */
function reset(holding: Holding): void {
  if (holding.state === 'reopening') holding.state = 'lost';
}

/**
 * Ports that were there when ours was lost are other devices, even if they look the same: without a serial number two modules of
 * one make cannot be told apart by their ids.
 */
function strangersOf(identity: PortIdentity, before: readonly PortInfo[]): ReadonlySet<string> {
  if (identity.usb?.serialNumber !== undefined) return new Set();
  const present = before.filter((port) => port.presence === 'present' && port.id !== identity.portId);
  return new Set(present.map((port) => port.id));
}

function choose(
  identity: PortIdentity,
  ports: readonly PortInfo[],
  strangers: ReadonlySet<string>,
  isFree: (id: string) => boolean,
): PortInfo | undefined {
  const candidates = ports.filter(
    (port) =>
      port.presence === 'present' && !strangers.has(port.id) && isFree(port.id) && isSamePort(identity, port),
  );
  const sameName = candidates.find((port) => port.id === identity.portId);
  // Two newcomers that both fit: better to wait than to talk to the wrong one.
  return sameName ?? (candidates.length === 1 ? candidates[0] : undefined);
}
