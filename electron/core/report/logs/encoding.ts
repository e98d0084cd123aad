/** Which encoding a customer's log is in. Windows tools write GB18030 on a Chinese system and say so nowhere. */

export type LogEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface FoundEncoding {
  readonly encoding: LogEncoding;
  /** Bytes of the byte order mark at the start. */
  readonly markBytes: number;
}

/** Enough to see what a file is; the rest follows it. */
const sampleBytes = 4 * 1024 * 1024;

/**
 * By byte order mark; else UTF-8 where at least as many lines with foreign letters fit it as fit GB18030. A line of GB18030 is
 * seldom valid UTF-8 by chance, while a serial log of either holds single damaged lines: so lines are counted and none decides.
 */
export function findEncoding(bytes: Uint8Array): FoundEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  const fits = { 'utf-8': 0, gb18030: 0 };
  for (const line of linesOf(bytes.subarray(0, sampleBytes))) {
    if (line.every((byte) => byte < 0x80)) continue;
    for (const encoding of ['utf-8', 'gb18030'] as const) if (isValid(line, encoding)) fits[encoding] += 1;
  }
  return { encoding: fits.gb18030 > fits['utf-8'] ? 'gb18030' : 'utf-8', markBytes: 0 };
}

/** The file as UTF-8, so that the rest knows one encoding only; UTF-16 has no lines of bytes. */
export function asBytesOfLines(bytes: Uint8Array, { encoding, markBytes }: FoundEncoding): Uint8Array {
  const body = bytes.subarray(markBytes);
  if (encoding === 'utf-8' || encoding === 'gb18030') return body;
  return new TextEncoder().encode(new TextDecoder(encoding).decode(body));
}

/** Pieces between LF bytes, without them; the last one may be empty. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  while (from <= bytes.length) {
    const at = bytes.indexOf(0x0a, from);
    const end = at < 0 ? bytes.length : at;
    yield bytes.subarray(from, end);
    from = end + 1;
  }
}

export interface LineDecoder {
  /** `damaged`: bytes that are none of the encoding stand as U+FFFD. */
  decode(line: Uint8Array): { readonly text: string; readonly damaged: boolean };
  /** How many bytes the first `chars` UTF-16 units of the line take. */
  bytesOf(line: Uint8Array, text: string, chars: number): number;
}

export function createLineDecoder(found: LogEncoding): LineDecoder {
  const encoding = found === 'gb18030' ? 'gb18030' : 'utf-8';
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  return {
    decode(line) {
      try {
        return { text: strict.decode(line), damaged: false };
      } catch {
        return { text: lenient.decode(line), damaged: true };
      }
    },
    bytesOf(line, text, chars) {
      const head = text.slice(0, chars);
      if (encoding === 'utf-8') return Buffer.byteLength(head);
      let at = 0;
      for (const _ of head) at += widthAt(line, at);
      return at;
    },
  };
}

/** One character of GB18030: 1, 2 or 4 bytes. */
function widthAt(line: Uint8Array, at: number): number {
  const lead = line[at] ?? 0;
  const second = line[at + 1] ?? 0;
  if (lead < 0x81 || lead === 0xff) return 1;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}

function isValid(line: Uint8Array, encoding: 'utf-8' | 'gb18030'): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(line);
    // GB18030 maps what it does not know into the private area, and random bytes land there.
    return !/[\ue000-\uf8ff]/.test(text);
  } catch {
    return false;
  }
}
