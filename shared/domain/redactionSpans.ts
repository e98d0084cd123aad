/** Where in a text identities stand: the rules of the redaction as places instead of replacements. */
import { keyPlaces } from './keyMask.ts';

export const pseudonymKinds = ['imei', 'imsi', 'iccid', 'phone', 'key', 'token', 'coordinate'] as const;
export type PseudonymKind = (typeof pseudonymKinds)[number];

export interface IdentitySpan {
  /** Half-open, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly kind: PseudonymKind;
}

interface Rule {
  /** Group 1 is context that stays; what follows it is the value. */
  readonly pattern: RegExp;
  kindOf(value: string): PseudonymKind | null;
}

const always = (kind: PseudonymKind) => (): PseudonymKind => kind;
const of = (kind: PseudonymKind, ...patterns: readonly RegExp[]): Rule[] =>
  patterns.map((pattern) => ({ pattern, kindOf: always(kind) }));

/** Most specific first: what one rule has claimed, the next ones leave. */
const rules: readonly Rule[] = [
  ...of('key', ...keyPlaces),
  ...of(
    'token',
    /(\bauthorization\s*[:=]\s*(?:bearer|token)\s+)[\w.~+/=-]+/gi,
    /(\bauthorization\s*[:=]\s*basic\s+)[A-Za-z0-9+/]+=*/gi,
    /(\b(?:set-)?cookie\s*:\s*)[^\r\n]+/gi,
    /((?:^|[^\w])(?:access|refresh|auth|api|session)?[_-]?(?:token|ticket|sign|signature)"?\s*[=:]\s*"?)[^"&\s,;}]{4,}/gi,
    /((?:^|[^\w])(?:pass(?:word|wd)?|pwd|secret|app[_-]?secret|api[_-]?key|access[_-]?key|device[_-]?secret)"?\s*[=:]\s*"?)[^"&\s,;}]+/gi,
    /(\+MCONFIG=[^,\r\n]*,[^,\r\n]*,\s*"?)[^",\r\n]+/gi,
    /(\+CGAUTH=\d+,\d+,\s*")[^"\r\n]+/gi,
    /()\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  ),
  ...of(
    'coordinate',
    /()(?<![\d.])\d{4,5}\.\d{2,8}(?=,[NSEW])/g,
    /(\b(?:lat|lng|lon|latitude|longitude)"?\s*[=:]\s*"?-?)\d{1,3}\.\d+/gi,
    /(\+(?:CIPGSMLOC|CLBS|QGPSLOC|CGNSINF|CGPSINFO)[^\r\n]*?[,: ]-?)\d{1,3}\.\d{3,}/gi,
    /()(?<![\d.-])\d{1,3}\.\d{4,}(?=\s*,\s*-?\d{1,3}\.\d{4,})/g,
    /(\d{1,3}\.\d{4,}\s*,\s*-?)\d{1,3}\.\d{4,}(?!\d)/g,
  ),
  ...of('iccid', /()(?<![0-9A-Za-z])89\d{2}[0-9A-Fa-f]{15,16}(?![0-9A-Za-z])/g),
  ...of('imsi', /(imsi"?\s*[=:]\s*"?)\d{14,15}(?!\d)/gi),
  ...of('imei', /(imei"?\s*[=:]\s*"?)\d{14,16}(?!\d)/gi),
  { pattern: /()(?<![0-9A-Za-z.])\d{15}(?![0-9A-Za-z])/g, kindOf: kindOf15Digits },
  // The country code stays: the same number with and without it is one number.
  ...of('phone', /(?<![0-9A-Za-z.:])((?:(?:\+|00)?86)?)1[3-9]\d{9}(?![0-9A-Za-z])/g),
  ...of('phone', /((?:\+CNUM|\+CLIP|\+CMT|ATD)[^+\d]*\+?)\d{7,15}(?!\d)/gi),
  { pattern: /()(?<![0-9A-Za-z])[A-Za-z0-9]{32}(?![0-9A-Za-z])/g, kindOf: kindOf32 },
];

/** Non-overlapping, in order. */
export function findIdentities(text: string): IdentitySpan[] {
  const spans: IdentitySpan[] = [];
  for (const { pattern, kindOf } of rules) {
    for (const found of text.matchAll(pattern)) {
      const lead = found[1] ?? '';
      const value = found[0].slice(lead.length);
      const kind = kindOf(value);
      if (kind === null || value === '') continue;
      const from = found.index + lead.length;
      const span = { from, to: from + value.length, kind };
      if (!spans.some((other) => other.from < span.to && span.from < other.to)) spans.push(span);
    }
  }
  return spans.sort((left, right) => left.from - right.from);
}

/** As in redaction.ts: right check digit or the beginnings of IMEIs; 460 is the country code of China's SIMs. */
function kindOf15Digits(value: string): PseudonymKind {
  if (value.startsWith('460')) return 'imsi';
  return hasLuhnDigit(value) || /^(01|35|86|99)/.test(value) ? 'imei' : 'imsi';
}

/** Digests of 32 hexadecimal digits are evidence and stay. */
function kindOf32(value: string): PseudonymKind | null {
  if (/^[0-9a-f]{32}$/.test(value) || /^[0-9A-F]{32}$/.test(value)) return null;
  return /\d/.test(value) && /[A-Za-z]/.test(value) ? 'key' : null;
}

export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
