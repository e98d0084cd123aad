/**
 * Takes out of a text what names a device, a SIM, a person or opens a project: IMEI, IMSI, ICCID, phone number, product key.
 * The same value gets the same placeholder, so a reader still sees that two lines speak of one device.
 */

import { keyPlaces } from './keyMask.ts';

export type RedactedKind = 'imei' | 'imsi' | 'iccid' | 'phone' | 'key';

export interface Redactor {
  /** The text with placeholders like `<imei-1>`. */
  redact(text: string): string;
  /** How many different values of each kind were taken out so far. */
  counts(): Readonly<Record<RedactedKind, number>>;
}

/** @param secrets values that must not appear whatever they look like, e.g. the keys of all projects */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const seen: Record<RedactedKind, Map<string, string>> = {
    imei: new Map(),
    imsi: new Map(),
    iccid: new Map(),
    phone: new Map(),
    key: new Map(),
  };
  const placeholder = (kind: RedactedKind, value: string): string => {
    const known = seen[kind].get(value);
    if (known !== undefined) return known;
    const made = `<${kind}-${seen[kind].size + 1}>`;
    seen[kind].set(value, made);
    return made;
  };
  const known = [...new Set(secrets)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  return {
    redact(text) {
      let result = text;
      for (const secret of known)
        result = result.replaceAll(finderOf(secret), () => placeholder('key', secret));
      for (const rule of rules) {
        result = result.replace(rule.pattern, (match: string, ...groups: unknown[]) => {
          const lead = typeof groups[0] === 'string' ? groups[0] : '';
          const value = match.slice(lead.length);
          const kind = rule.kindOf(value);
          return kind === null ? match : lead + placeholder(kind, value);
        });
      }
      return result;
    },
    counts: () => ({
      imei: seen.imei.size,
      imsi: seen.imsi.size,
      iccid: seen.iccid.size,
      phone: seen.phone.size,
      key: seen.key.size,
    }),
  };
}

/** A secret of one to three characters is a word of many texts: it goes where it stands alone. */
function finderOf(secret: string): string | RegExp {
  if (secret.length >= 4) return secret;
  const exact = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![0-9A-Za-z<-])${exact}(?![0-9A-Za-z>])`, 'g');
}

interface Rule {
  /** Group 1, if it is one, is context that stays. */
  readonly pattern: RegExp;
  kindOf(value: string): RedactedKind | null;
}

const always = (kind: RedactedKind) => (): RedactedKind => kind;

/** Most specific first: a rule sees what the ones before it left. */
const rules: readonly Rule[] = [
  // A key where its name stands before it, whatever its length.
  ...keyPlaces.map((pattern) => ({ pattern, kindOf: always('key') })),
  // ICCIDs start with 89 and have 19 or 20 digits; some cards have hexadecimal ones among them.
  { pattern: /()(?<![0-9A-Za-z])89\d{2}[0-9A-Fa-f]{15,16}(?![0-9A-Za-z])/g, kindOf: always('iccid') },
  { pattern: /(imsi"?\s*[=:]\s*"?)\d{14,15}(?!\d)/gi, kindOf: always('imsi') },
  { pattern: /(imei"?\s*[=:]\s*"?)\d{14,16}(?!\d)/gi, kindOf: always('imei') },
  { pattern: /()(?<![0-9A-Za-z.])\d{15}(?![0-9A-Za-z])/g, kindOf: kindOf15Digits },
  { pattern: /()(?<![0-9A-Za-z.:])(?:(?:\+|00)?86)?1[3-9]\d{9}(?![0-9A-Za-z])/g, kindOf: always('phone') },
  { pattern: /((?:\+CNUM|\+CLIP|\+CMT|ATD)[^+\d]*)\+?\d{7,15}(?!\d)/gi, kindOf: always('phone') },
  // A bare key: 32 letters and digits. Digests of 32 or more hexadecimal digits are evidence and stay.
  { pattern: /()(?<![0-9A-Za-z])[A-Za-z0-9]{32}(?![0-9A-Za-z])/g, kindOf: kindOf32 },
];

/**
 * 15 digits are an IMEI when their check digit is right or they begin as IMEIs do (01, 35, 86, 99), else an IMSI; 460 is the
 * country code of China's SIMs. Either way they leave.
 */
function kindOf15Digits(value: string): RedactedKind {
  if (value.startsWith('460')) return 'imsi';
  return hasLuhnDigit(value) || /^(01|35|86|99)/.test(value) ? 'imei' : 'imsi';
}

function kindOf32(value: string): RedactedKind | null {
  if (/^[0-9a-f]{32}$/.test(value) || /^[0-9A-F]{32}$/.test(value)) return null;
  return /\d/.test(value) && /[A-Za-z]/.test(value) ? 'key' : null;
}

function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
