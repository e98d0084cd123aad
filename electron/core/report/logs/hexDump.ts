/** Bytes that a tool wrote as HEX. */

export type HexReading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Looks like HEX and is damaged. */
  | { readonly kind: 'damaged' };

const pairs = /^(?:[0-9A-Fa-f]{2}[ ,]+)+(?:[0-9A-Fa-f]{2})?$/;
/** `00000010: 41 54 2b …  |AT+|` and `0010  41 54 …  AT`. */
const withOffset = /^(?:0x)?[0-9A-Fa-f]{4,8}(?::|\s)\s*((?:[0-9A-Fa-f]{2}[ -]){1,16}(?:[0-9A-Fa-f]{2})?)/;

/**
 * @param always the whole file is in HEX: then two bytes are enough; else four, so that an answer `12 34` stays text
 * @returns null for text
 */
export function readHex(text: string, always: boolean): HexReading | null {
  const body = text.trim();
  const dump = withOffset.exec(body);
  if (dump?.[1] !== undefined && /^\S+[:\s]\s*(?:[0-9A-Fa-f]{2}[ -]){4}/.test(body)) {
    return { kind: 'bytes', bytes: bytesOf(dump[1]) };
  }
  if (pairs.test(`${body} `)) {
    const bytes = bytesOf(body);
    return bytes.length >= (always ? 1 : 4) ? { kind: 'bytes', bytes } : null;
  }
  return isAlmost(body) ? { kind: 'damaged' } : null;
}

export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replace(/[^0-9A-Fa-f]/g, ''), 'hex'));
}

/** Most of it is pairs, and the rest could have been. */
function isAlmost(body: string): boolean {
  const tokens = body.split(/[ ,]+/);
  if (tokens.length < 6 || tokens.some((token) => token.length > 3)) return false;
  const good = tokens.filter((token) => /^[0-9A-Fa-f]{2}$/.test(token)).length;
  return good * 4 >= tokens.length * 3;
}
