/** One row of a recording as a rule sees it: a line with its name and fields, or something that happened around it. */
import { parseFinal, splitFields, splitNamed } from '../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../shared/domain/atText.ts';

interface Place {
  /** Sequence number of the row, or number of the pasted line. */
  readonly seq: number;
  /** Wall clock in ms; null where a pasted line tells none. */
  readonly atMs: number | null;
  readonly port: string;
  /** What evidence quotes. */
  readonly text: string;
}

export type Observation = Place &
  (
    | { readonly kind: 'command'; readonly name: string }
    /** `name` is `+CREG`, `OK`, `ERROR`, or empty for a line of no such shape. */
    | {
        readonly kind: 'line';
        readonly name: string;
        readonly body: string;
        readonly fields: readonly string[];
      }
    | { readonly kind: 'port'; readonly event: string }
    | { readonly kind: 'answer'; readonly status: number; readonly body: string }
    | {
        readonly kind: 'event';
        readonly event: string;
        readonly params: Readonly<Record<string, string | number | boolean>>;
      }
    | { readonly kind: 'ended'; readonly outcome: string; readonly code: string }
  );

export type Line = Extract<Observation, { readonly kind: 'line' }>;

/** Longest line that rules look at; blocks of hex digits say nothing. */
const maxChars = 600;

/** `AT+UPGRADE="KEY",…` is `AT+UPGRADE`, `ATI` is `ATI`. */
export function observeCommand(place: Place): Observation {
  const name = /^AT[A-Z+*^#%$&]*[A-Z0-9]*/i.exec(place.text)?.[0] ?? '';
  return { ...place, text: place.text.slice(0, maxChars), kind: 'command', name: name.toUpperCase() };
}

export function observeLine(place: Place): Observation {
  const text = trimNoise(place.text.slice(0, maxChars));
  const final = parseFinal(text);
  if (final !== null) {
    const name = final.kind === 'cmeError' ? '+CME ERROR' : final.kind.toUpperCase();
    return { ...place, text, kind: 'line', name, body: final.code ?? '', fields: [final.code ?? ''] };
  }
  // These two have a blank in their names, which no other line has.
  const error = /^(\+CIS ERROR|\+UARTUPGRA(?:D)?E ERROR)[ \t]*:?[ \t]*(-?\d+)/i.exec(text);
  if (error !== null) {
    const name = /CIS/i.test(error[1] ?? '') ? '+CIS ERROR' : '+UARTUPGRADE ERROR';
    return { ...place, text, kind: 'line', name, body: error[2] ?? '', fields: [error[2] ?? ''] };
  }
  const named = splitNamed(text);
  if (named === null) return { ...place, text, kind: 'line', name: '', body: text, fields: [] };
  return { ...place, text, kind: 'line', ...named, fields: splitFields(named.body) };
}

/** A whole number in a field; null for anything else. */
export function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^[+-]?\d{1,9}%?$/.test(text) ? Number.parseInt(text, 10) : null;
}
