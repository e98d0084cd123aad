/** Only what stands for itself: ASCII without control characters and without the backslash. */
const plain = /^[\t\n\r\x20-\x5b\x5d-\x7e]*$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether bytes read as Latin-1 are as `printable` would write them. */
export function isPlain(latin1: string): boolean {
  return plain.test(latin1);
}

/**
 * Bytes as text that can be turned back into the same bytes: valid UTF-8 as it is, line ends and tabs too, everything else
 * (invalid sequences, control characters, and the backslash itself) as `\xNN`. Safe to show in a terminal.
 */
export function printable(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  // Nearly every head is; character by character it would cost more than all of the rest of a request.
  if (isPlain(latin1)) return latin1;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const character = length === 0 ? undefined : decode(bytes.subarray(at, at + length));
    if (character === undefined) text += escapeByte(bytes[at] ?? 0);
    else text += character;
    at += character === undefined ? 1 : length;
  }
  return text;
}

/** Bytes of the UTF-8 sequence that starts with this byte; 0 where none may be shown as it is. */
function sequenceLength(lead: number): 0 | 1 | 2 | 3 | 4 {
  if (lead === 0x09 || lead === 0x0a || lead === 0x0d) return 1;
  if (lead < 0x20 || lead === 0x5c || lead === 0x7f) return 0;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

function decode(sequence: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(sequence);
    // U+0080..U+009F are control characters too, and a terminal obeys them.
    const code = text.codePointAt(0) ?? 0;
    return code >= 0x80 && code <= 0x9f ? undefined : text;
  } catch {
    return undefined;
  }
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
