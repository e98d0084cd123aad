import type { Parts } from '../kit/parts.ts';
import type { QuecthingKnobs } from './knobs.ts';

/** First number of `+QIOTEVT` (at-commands 2.2). */
export const eventTypes = { auth: 1, connect: 2, subscribe: 3, logout: 6, ota: 7 } as const;

/** Codes that the simulator gives by itself; all others are a knob. */
export const eventCodes = {
  ok: 10_200,
  productUnknown: 10_423,
  secretWrong: 10_424,
  internal: 10_450,
  networkLost: 10_474,
  offer: 10_700,
  downloadStarts: 10_701,
  downloading: 10_702,
  downloaded: 10_703,
  updating: 10_704,
  success: 10_705,
  failed: 10_706,
} as const;

/** Says `+QIOTEVT: <type>,<code>[,<data>]`; texts among the data get their quotes. */
export function sayEvent(
  { at, knobs }: Parts<QuecthingKnobs>,
  type: number,
  code: number,
  ...data: readonly (number | string)[]
): void {
  const { eventBlank, offerQuotes } = knobs.get();
  const fields = data.map((field) => (typeof field === 'string' && offerQuotes ? `"${field}"` : `${field}`));
  at.urc(`+QIOTEVT:${eventBlank ? ' ' : ''}${[type, code, ...fields].join(',')}`);
}

/** The OTA events, type 7. */
export function sayOta(
  parts: Parts<QuecthingKnobs>,
  code: number,
  ...data: readonly (number | string)[]
): void {
  sayEvent(parts, eventTypes.ota, code, ...data);
}
