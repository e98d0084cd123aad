/** Bytes as people write them in hexadecimal. */

/**
 * `41 54 0D`, `0x41,0x54`, `41540d`; null for anything else, an odd number of digits included. An empty text is no bytes, which
 * nobody wants to send: null too.
 */
export function parseHex(text: string): Uint8Array | null {
  const digits = text.replace(/0x/gi, ' ').replace(/[\s,;:-]/g, '');
  if (digits === '' || digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

/** `41 54 0D` */
export function formatHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

/** One row of a dump. */
export interface HexRow {
  /** `41 54 0D` */
  readonly hex: string;
  /** The same bytes as ASCII, a point for what cannot be shown. */
  readonly text: string;
}

export const bytesPerRow = 16;

/** Bytes in rows of sixteen, as a terminal shows them. */
export function hexRows(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerRow) {
    const part = bytes.subarray(at, at + bytesPerRow);
    const text = String.fromCharCode(...part).replace(/[^\x20-\x7e]/g, '.');
    rows.push({ hex: formatHex(part), text });
  }
  return rows;
}
