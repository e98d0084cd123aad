/** Raw bytes of a line as people read them: two digits each, and beside them what can be read. Pure. */

/** Bytes shown of a line; the rest is counted. A line of the record has 4096 at most. */
export const shownBytes = 512;

export interface HexText {
  readonly hex: string;
  readonly text: string;
  /** Bytes that are not shown. */
  readonly left: number;
}

export function hexOf(base64: string): HexText {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const shown = bytes.subarray(0, shownBytes);
  return {
    hex: Array.from(shown, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' '),
    text: Array.from(shown, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(
      '',
    ),
    left: bytes.length - shown.length,
  };
}
