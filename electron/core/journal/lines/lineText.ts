import { isAscii } from 'node:buffer';
import { decodeAtBytes } from '../../../../shared/domain/atText.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unusual = /[\x00-\x08\x0a-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with ESC; C1 forms do not occur in UTF-8 logs.
const ansi = /\x1b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])/g;

/** The bytes of a line as text: UTF-8, else GB18030, else byte by byte; ANSI escapes stay, other controls become visible signs. */
export function lineText(bytes: Uint8Array): string {
  if (isAscii(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (!unusual.test(text)) return text;
  }
  // The escape character comes back where it begins a sequence: a view shows colours, and a search leaves them out.
  return decodeAtBytes(bytes).replace(/\u241b(?=[[\]])/g, '\u001b');
}

/** The text that a person reads, without colours: what search looks at and exports write. */
export function withoutAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(ansi, '') : text;
}
