/**
 * Keys where their name stands before them. A key leaves the core in clear on three roads only: to the module, into the journal
 * on this computer's disk, and to a person who asks to see it; lists, previews, screens, exports and the command line show its last
 * four characters, or a placeholder.
 */

/**
 * What stands before a key, and what may belong to one; a key of any length counts. Group 1 stays.
 * `AT+UPGRADE="KEY","..."`, `+UPGRADE: KEY,...` (at-commands 1.1), `project_key=...` (platform-apis 2), `"productKey": "..."`,
 * `AT+QIOTCFG="productinfo","<key>","<secret>"` (at-commands 2.1).
 */
export const keyPlaces: readonly RegExp[] = [
  /((?:\+UPGRADE[=:]\s*"?KEY"?|"KEY")\s*,\s*"?)(?!<key-)[^"\s,]+/gi,
  /((?:project|product)[_-]?(?:key|secret)"?\s*[=:]\s*"?)(?!<key-)[^"&\s,;}]+/gi,
  /("productinfo"\s*,\s*"[^"\r\n]*"\s*,\s*")(?!<key-)[^"\r\n]+/gi,
  /("productinfo"\s*,\s*")(?!<key-)[^"\r\n]+/gi,
];

/**
 * What may be shown and stored of a project key: its last four characters, or an empty text when the key is so short that
 * four characters would give half of it away.
 */
export function keyHint(key: string): string {
  return key.length >= 8 ? key.slice(-4) : '';
}

/** A key as lists and previews show it: `••••aB4f`; nothing of a short one, and an empty one stays empty. */
export function maskKey(key: string): string {
  return key === '' ? '' : `••••${keyHint(key)}`;
}

/** A text with every key in it as `maskKey` shows it; what is masked already stays. */
export function maskKeys(text: string): string {
  let result = text;
  for (const place of keyPlaces) {
    result = result.replace(place, (match: string, lead: string) => {
      const key = match.slice(lead.length);
      return key.startsWith('••••') ? match : lead + maskKey(key);
    });
  }
  return result;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  // In steps: the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** Longest line whose beginning is remembered; no line with a key is longer. */
const contextBytes = 1024;
const star = 0x2a;

/**
 * Masks keys in bytes that come in pieces, a key in two writes among them: the same number of bytes comes out, a key as asterisks.
 * One per port and direction; a part of a name that has not ended yet is seen when its key comes.
 */
export function createKeyByteMask(): (piece: Uint8Array) => Uint8Array {
  let line = '';
  return (piece) => {
    const before = line.length;
    const text = line + latin1(piece);
    const masked = piece.slice();
    for (const place of keyPlaces) {
      for (const { 0: match, 1: lead = '', index } of text.matchAll(place)) {
        const from = Math.max(index + lead.length - before, 0);
        masked.fill(star, from, Math.max(index + match.length - before, from));
      }
    }
    const lastEnd = Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\n'));
    line = text.slice(lastEnd + 1).slice(-contextBytes);
    return masked;
  };
}
