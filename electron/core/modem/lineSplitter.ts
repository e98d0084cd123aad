/** A line, or the part of one that is worth showing already. */
export interface LinePiece {
  /** Bytes that were not part of an earlier piece, terminator left out; may be empty when the rest was shown before. */
  readonly fresh: Uint8Array;
  /** The whole line so far: what its meaning is read from. */
  readonly whole: Uint8Array;
  /** `ended`: a CR or LF came. `quiet`: unfinished, but nothing came for a while. `capped`: too long to wait for its end. */
  readonly why: 'ended' | 'quiet' | 'capped';
  /** The start of the line was given out by the cap before: no meaning may be read from this piece. */
  readonly headless: boolean;
}

export interface LineSplitter {
  push(bytes: Uint8Array): LinePiece[];
  /** The unfinished line as a piece; null when there is nothing that was not shown. It can still be continued. */
  flush(): LinePiece | null;
  /** The unfinished line: the part not yet given out. */
  unfinished(): Uint8Array;
  /** Forgets the unfinished line; its bytes are dealt with. */
  drop(): void;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts bytes into lines at CR and LF in any combination; empty lines are not lines. Every byte of a line is in the `fresh` part
 * of exactly one piece.
 *
 * @param capBytes longest line that is waited for; a longer one comes in pieces of this size
 */
export function createLineSplitter(capBytes: number): LineSplitter {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let shown = 0;
  let headless = false;

  const piece = (why: LinePiece['why']): LinePiece => {
    const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concat(chunks, length);
    chunks = [whole];
    return { fresh: whole.subarray(shown), whole, why, headless };
  };
  const reset = (): void => {
    chunks = [];
    length = 0;
    shown = 0;
  };
  const take = (bytes: Uint8Array, out: LinePiece[]): void => {
    let rest = bytes;
    while (length + rest.length > capBytes) {
      const room = capBytes - length;
      chunks.push(rest.subarray(0, room));
      length = capBytes;
      rest = rest.subarray(room);
      out.push(piece('capped'));
      reset();
      headless = true;
    }
    if (rest.length === 0) return;
    chunks.push(rest);
    length += rest.length;
  };
  return {
    push(bytes) {
      const out: LinePiece[] = [];
      let start = 0;
      for (let i = 0; i < bytes.length; i++) {
        if (bytes[i] !== lineFeed && bytes[i] !== carriageReturn) continue;
        take(bytes.subarray(start, i), out);
        if (length > 0) out.push(piece('ended'));
        reset();
        headless = false;
        start = i + 1;
      }
      take(bytes.subarray(start), out);
      return out;
    },
    flush() {
      if (length === shown) return null;
      const result = piece('quiet');
      shown = length;
      return result;
    },
    unfinished: () => (length === shown ? new Uint8Array() : concat(chunks, length).subarray(shown)),
    drop: reset,
  };
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
