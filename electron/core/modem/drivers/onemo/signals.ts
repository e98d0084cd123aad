import { parseInteger, splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../../../shared/domain/atText.ts';
import { miplFailures } from '../../../../../shared/domain/miplEvents.ts';
import type { UpgradeDriver } from '../driver.ts';
import { failure, type UpgradeSignal } from '../signal.ts';

/** Domains of failures: an event, `+CIS ERROR`, a login of which nothing was heard. */
export const eventDomain = 'mipl';
export const cisDomain = 'cis';
export const loginDomain = 'login';

const loginEvent = 6;
const loginFailures: readonly number[] = [3, 7];

/** What Xinyi modules say in words instead of numbers (at-commands 5). */
const xinyiEvents: ReadonlyMap<string, number> = new Map([
  ['DOWNLOADING', 40],
  ['DOWNLOAD FAILED', 41],
  ['DOWNLOADED', 42],
  ['UPDATING', 43],
  ['UPDATE SUCCESS', 44],
  ['UPDATE FAILED', 45],
  ['UPDATE OVER', 46],
]);

interface MiplEvent {
  readonly number: number;
  readonly data: readonly (number | null)[];
}

/** `+MIPLEVENT: <id>,<n>[,...]` or `+FIRMWARE <words>`; null for every other line. */
export function readMiplEvent(line: string): MiplEvent | null {
  const text = trimNoise(line);
  const words = /^\+FIRMWARE ([A-Z ]+)$/.exec(text)?.[1];
  if (words !== undefined) {
    const number = xinyiEvents.get(words.trim());
    return number === undefined ? null : { number, data: [] };
  }
  const named = splitNamed(text);
  if (named?.name !== '+MIPLEVENT') return null;
  const [, number, ...data] = splitFields(named.body).map(parseInteger);
  return typeof number === 'number' ? { number, data } : null;
}

/** How a login ended: the platform has taken the module in, or not. */
export function readLogin(line: string): 'loggedIn' | 'failed' | null {
  const number = readMiplEvent(line)?.number;
  if (number === loginEvent) return 'loggedIn';
  return number !== undefined && loginFailures.includes(number) ? 'failed' : null;
}

export const decodeOnemo: UpgradeDriver['decode'] = (line) => {
  if (/^\+MATREADY\b/.test(trimNoise(line))) return [{ kind: 'moduleReady' }];
  const event = readMiplEvent(line);
  if (event === null) return [];
  const said = { kind: 'remarked', event: 'upgrade.miplSaid', code: String(event.number) } as const;
  return [said, ...signalsOf(event)];
};

function signalsOf({ number, data }: MiplEvent): readonly UpgradeSignal[] {
  switch (number) {
    case 40:
      return [{ kind: 'downloadStarted', facts: {} }];
    case 41:
      return [{ kind: 'failed', failure: failure(eventDomain, number) }];
    case 45:
      return [{ kind: 'applyEnded', code: number }];
    case 42:
      return [{ kind: 'downloadDone' }];
    case 43:
      return [{ kind: 'applyStarted', restarts: true }];
    case 44:
      return [{ kind: 'applyEnded', code: 0 }];
    case 46:
      // Whatever came of it: the platform has closed its task.
      return [{ kind: 'cloudReached' }];
    case 47:
      return [{ kind: 'downloadInterrupted' }];
    case 51: {
      const [total = null, done = null] = data;
      return done === null ? [] : [{ kind: 'downloadProgressed', amount: { unit: 'bytes', done, total } }];
    }
    default:
      return miplFailures.has(number) ? [{ kind: 'troubled', failure: failure(eventDomain, number) }] : [];
  }
}
