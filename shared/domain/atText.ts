/**
 * Bytes of an AT port as text. Modules send ASCII, UTF-8, GB18030 or noise without saying which; a line must survive as text in
 * every case (its bytes are in the journal anyway).
 */

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * Decodes one line: ASCII, else strict UTF-8, else strict GB18030, else one character per byte. Control bytes other than the
 * tab become their visible signs (U+2400 ...), so that a NUL of a boot loader is seen and cannot break a terminal.
 */
export function decodeAtBytes(bytes: Uint8Array): string {
  return showControls(decode(bytes));
}

/** The text without the visible signs of control bytes at its ends: what a rule should match against. */
export function trimNoise(text: string): string {
  return text.replace(/^[\s\u2400-\u2421]+|[\s\u2400-\u2421]+$/g, '');
}

function decode(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 0x80)) return latin1(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8: the next reading.
  }
  try {
    return gb18030.decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  // Pieces keep the argument list short: a line may have 64 KiB.
  for (let start = 0; start < bytes.length; start += 4096) {
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  }
  return text;
}

function showControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this function is about.
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}
