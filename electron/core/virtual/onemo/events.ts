import type { Parts } from '../kit/parts.ts';
import type { OnemoKnobs } from './knobs.ts';

/** Numbers of `+MIPLEVENT: <id>,<n>` (at-commands 5). */
export const miplEvents = {
  loginOk: 6,
  loginFailed: 7,
  updated: 11,
  loggedOut: 15,
  notifyAcknowledged: 26,
  deleted: 31,
  oversize: 33,
  downloadStarted: 40,
  downloadFailed: 41,
  downloaded: 42,
  updating: 43,
  succeeded: 44,
  failed: 45,
  finished: 46,
  interrupted: 47,
  counted: 51,
} as const;

/** What Xinyi modules say instead (at-commands 5, S); what they have no line for is not said. */
const xinyiLines: ReadonlyMap<number, string> = new Map([
  [40, '+FIRMWARE DOWNLOADING'],
  [41, '+FIRMWARE DOWNLOAD FAILED'],
  [42, '+FIRMWARE DOWNLOADED'],
  [43, '+FIRMWARE UPDATING'],
  [44, '+FIRMWARE UPDATE SUCCESS'],
  [45, '+FIRMWARE UPDATE FAILED'],
  [46, '+FIRMWARE UPDATE OVER'],
]);

/** Says an event of instance 0 in the module's own words. */
export function sayEvent({ at, knobs }: Parts<OnemoKnobs>, event: number, ...data: readonly number[]): void {
  const isState = event >= miplEvents.downloadStarted && event <= miplEvents.counted;
  if (knobs.get().stateLines === 'xinyi' && isState) {
    const line = xinyiLines.get(event);
    if (line !== undefined) at.urc(line);
    return;
  }
  at.urc(`+MIPLEVENT: ${[0, event, ...data].join(',')}`);
}
