/**
 * Bytes of an AT port as text. Modules send ASCII, UTF-8, GB18030 or noise without saying which; a line must survive as text in
 * every case (its bytes are in the journal anyway).
 */

// Kept as a character, so that a byte order mark in the middle of a log is not swallowed.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * Decodes one line: strict UTF-8 (ASCII among it), else strict GB18030, else piece by piece, so that one bad byte does not spoil
 * the words around it. Control bytes other than the tab become their visible signs (U+2400 ...), so that a NUL of a boot loader
 * is seen and cannot break a terminal.
 */
export function decodeAtBytes(bytes: Uint8Array): string {
  return showControls(strictly(utf8, bytes) ?? strictly(gb18030, bytes) ?? decodeMixed(bytes));
}

/** The text without the visible signs of control bytes at its ends: what a rule should match against. */
export function trimNoise(text: string): string {
  return text.replace(/^[\s\u2400-\u2421]+|[\s\u2400-\u2421]+$/g, '');
}

/**
 * How many bytes at the end begin a character whose rest has not come yet, 0 to 3: where a line is shown before its end, it is
 * not cut inside a character.
 */
export function incompleteTail(bytes: Uint8Array): number {
  const inUtf8 = walk(bytes, utf8Length);
  if (inUtf8 !== null) return inUtf8;
  return walk(bytes, gb18030Length) ?? 0;
}

/** A TextDecoder; its type has another name in each of the places where this runs. */
interface Decoder {
  decode(bytes: Uint8Array): string;
}

type CharacterLength = (bytes: Uint8Array, at: number) => number | 'incomplete' | null;

/** Bytes of an unfinished last character; null where something is not a character of this encoding. */
function walk(bytes: Uint8Array, lengthAt: CharacterLength): number | null {
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (length === 'incomplete') return bytes.length - at;
    if (length === null) return null;
    at += length;
  }
  return 0;
}

function utf8Length(bytes: Uint8Array, at: number): number | 'incomplete' | null {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return null;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let index = at + 1; index < at + length; index++) {
    const byte = bytes[index];
    if (byte === undefined) return 'incomplete';
    if (byte < 0x80 || byte > 0xbf) return null;
  }
  return length;
}

/** One byte, two (second 40 to FE without 7F), or four (digit in the second and fourth place). */
function gb18030Length(bytes: Uint8Array, at: number): number | 'incomplete' | null {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead === 0x80 || lead === 0xff) return null;
  const second = bytes[at + 1];
  if (second === undefined) return 'incomplete';
  if (second >= 0x40 && second <= 0xfe && second !== 0x7f) return 2;
  if (second < 0x30 || second > 0x39) return null;
  return at + 4 > bytes.length ? 'incomplete' : 4;
}

function strictly(decoder: Decoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The everyday part of GB18030: noise rarely looks like it, while almost any two bytes are a rare character of the rest. */
function gb2312Length(bytes: Uint8Array, at: number): number | null {
  const lead = bytes[at] ?? 0;
  return lead >= 0xa1 && lead <= 0xf7 && (bytes[at + 1] ?? 0) >= 0xa1 ? 2 : null;
}

/** Character by character: UTF-8 where it is valid, GB2312 where not, else the byte by its number. */
function decodeMixed(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const piece = characterAt(bytes, at, utf8Length, utf8) ?? characterAt(bytes, at, gb2312Length, gb18030);
    text += piece?.text ?? String.fromCharCode(bytes[at] ?? 0);
    at += piece?.length ?? 1;
  }
  return text;
}

function characterAt(bytes: Uint8Array, at: number, lengthAt: CharacterLength, decoder: Decoder) {
  const length = lengthAt(bytes, at);
  if (typeof length !== 'number') return null;
  const text = strictly(decoder, bytes.subarray(at, at + length));
  return text === null ? null : { text, length };
}

function showControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this function is about.
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}
