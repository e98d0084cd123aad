/**
 * Stand-ins for identities: the same value gets the same stand-in of the same length and kinds of characters, so that a replay
 * still parses and lengths in protocols stay right. Salted, so that two bundles cannot be compared.
 */
import { hasLuhnDigit, type PseudonymKind } from './redactionSpans.ts';

export interface Pseudonyms {
  of(kind: PseudonymKind, value: string): string;
  /** True for what `of` has given out. */
  isStandIn(value: string): boolean;
  /** Every value so far with its stand-in. */
  list(): readonly { readonly kind: PseudonymKind; readonly value: string; readonly standIn: string }[];
}

/** What may stay: it names a kind of module, a network or a country, and never one of them. */
const kept: Readonly<Record<PseudonymKind, number>> = {
  imei: 2,
  imsi: 5,
  iccid: 4,
  phone: 1,
  key: 0,
  token: 0,
  coordinate: 0,
};

/** @param digest at least 32 unpredictable bytes for a text, e.g. HMAC-SHA-256 with the bundle's salt */
export function createPseudonyms(digest: (text: string) => Uint8Array): Pseudonyms {
  const known = new Map<string, { kind: PseudonymKind; value: string; standIn: string }>();
  const standIns = new Set<string>();
  const make = (kind: PseudonymKind, value: string): string => {
    for (let round = 0; ; round += 1) {
      const made = shaped(kind, value, (index) => {
        const block = digest(`${kind}\n${value}\n${round}\n${Math.floor(index / 32)}`);
        return block[index % 32] ?? 0;
      });
      // Very short values have few stand-ins; after a while any but the value itself will do.
      if (made !== value && (!standIns.has(made) || round > 20)) return made;
      if (round > 40) return made;
    }
  };
  return {
    of(kind, value) {
      // By value alone: a number found as IMEI here and without its name there is the same number.
      const found = known.get(value);
      if (found !== undefined) return found.standIn;
      const standIn = make(kind, value);
      known.set(value, { kind, value, standIn });
      standIns.add(standIn);
      return standIn;
    },
    isStandIn: (value) => standIns.has(value),
    list: () => [...known.values()],
  };
}

function shaped(kind: PseudonymKind, value: string, byteAt: (index: number) => number): string {
  if (kind === 'coordinate') return coordinate(value, byteAt);
  const chars = [...value].map((char, index) =>
    index < kept[kind] ? char : sameClass(char, byteAt(index), kind),
  );
  if (kind === 'phone' && /^1[3-9]/.test(value)) chars[1] = String(3 + (byteAt(1) % 7));
  const made = chars.join('');
  const hasCheck = (kind === 'imei' || kind === 'iccid') && /^\d{15,20}$/.test(value) && hasLuhnDigit(value);
  return hasCheck ? withLuhnDigit(made) : made;
}

function sameClass(char: string, byte: number, kind: PseudonymKind): string {
  if (/\d/.test(char)) return String(byte % 10);
  const letters = kind === 'iccid' ? 6 : 26;
  if (/[a-z]/.test(char)) return String.fromCharCode(97 + (byte % letters));
  if (/[A-Z]/.test(char)) return String.fromCharCode(65 + (byte % letters));
  return char.charCodeAt(0) > 0x7f ? '*' : char;
}

function withLuhnDigit(digits: string): string {
  const head = digits.slice(0, -1);
  for (let digit = 0; digit < 10; digit += 1) if (hasLuhnDigit(`${head}${digit}`)) return `${head}${digit}`;
  return digits;
}

/** Stays on the globe: degrees below 80 or from 100 to 179, minutes of NMEA below 60. */
function coordinate(value: string, byteAt: (index: number) => number): string {
  const point = value.indexOf('.');
  const whole = point < 0 ? value.length : point;
  const minutesFrom = whole >= 4 ? whole - 2 : whole;
  return [...value]
    .map((char, index) => {
      if (!/\d/.test(char)) return char;
      const byte = byteAt(index);
      if (minutesFrom === 3 && index === 0) return '1';
      if (minutesFrom === 3 && index === 1) return String(byte % 8);
      if (minutesFrom === 2 && index === 0) return String(1 + (byte % 7));
      if (index === minutesFrom && whole >= 4) return String(byte % 6);
      return String(byte % 10);
    })
    .join('');
}
