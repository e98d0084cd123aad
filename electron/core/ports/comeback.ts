import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Holding, isReleased } from './holding.ts';
import type { Lease } from './lease.ts';
import { waitUntilReopened } from './returning.ts';

/** A module that was unplugged for a shift is not coming back by itself. */
const reopenLimitMs = 8 * 3600 * 1000;

/** What the way back needs of the registry. */
export interface ComebackOptions {
  readonly clock: Clock;
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly repeatedSerials: () => ReadonlySet<string>;
  readonly list: () => readonly PortInfo[];
  readonly look: () => Promise<void>;
  /** Opens under the name that the port has now, and moves the holding there. */
  readonly reopen: (holding: Holding, port: PortInfo, signal: AbortSignal) => Promise<void>;
  readonly announce: (portId: string) => void;
  /** The port is open again: writes it down and gives the lease of this opening. */
  readonly returned: (holding: Holding) => Lease;
}

/** The way back of a port that vanished, whoever waits for it. */
export interface Comeback {
  /** Throws what `PortRegistry.waitForReturn` throws. */
  wait(holding: Holding, timeoutMs: number, signal: AbortSignal | undefined): Promise<Lease>;
  /** The visible switch: who listens for it gets the port again without doing anything. */
  byItself(holding: Holding): void;
}

export function createComeback(options: ComebackOptions): Comeback {
  const { clock, holdings, list, look, announce } = options;
  const wait: Comeback['wait'] = async (holding, timeoutMs, signal) => {
    const ended = AbortSignal.any([holding.ended.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      await waitUntilReopened({
        ...{ holding, timeoutMs, signal: ended, clock, before: list() },
        look: async () => {
          await look();
          return list();
        },
        isFree: (id) => (holdings.get(id) ?? holding) === holding,
        around: () => ({
          rivals: [...holdings.values()].filter((other) => other !== holding && isAway(other)),
          repeatedSerials: options.repeatedSerials(),
        }),
        open: (port) => options.reopen(holding, port, ended),
        onWaiting: () => announce(holding.portId),
      });
    } catch (error) {
      if (isReleased(holding)) throw new AppError('port.unknown', { id: holding.portId });
      delete holding.waiting;
      announce(holding.portId);
      throw error;
    }
    return options.returned(holding);
  };
  const byItself = (holding: Holding): void => {
    const wanting = holding.returned;
    const port = list().find(({ id }) => id === holding.portId);
    if (wanting.size() === 0 || port?.reopen === false) return;
    const stop = new AbortController();
    holding.stopReopening = stop;
    // After the loss has been told to everybody, the holder's own listeners included.
    queueMicrotask(() => {
      if (holding.state !== 'lost') return;
      wait(holding, reopenLimitMs, stop.signal)
        .then((lease) => {
          wanting.emit(lease);
          if (holding.state === 'lost') byItself(holding);
        })
        // Switched off, released, or gone for good: the port says so.
        .catch(() => undefined);
    });
  };
  return { wait, byItself };
}

function isAway({ state }: Holding): boolean {
  return state === 'lost' || state === 'reopening';
}
