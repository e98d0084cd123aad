import { incompleteTail } from '../../../shared/domain/atText.ts';

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

/** What one step has found: where it stopped, and the piece that is complete there. */
export interface SplitStep {
  readonly next: number;
  readonly piece: LinePiece | null;
}

export interface LineSplitter {
  /** Reads from `start` up to the end of one piece, or to the end of the bytes. */
  take(bytes: Uint8Array, start: number): SplitStep;
  /**
   * The unfinished line as a piece; null when there is nothing that was not shown. It can still be continued. A character that
   * is not whole is kept back once; asked again without news in between, it is shown too.
   */
  flush(): LinePiece | null;
  /** Whether the next byte begins a line. */
  atStart(): boolean;
  /** Whether bytes of the unfinished line were not given out yet. */
  hasUnshown(): boolean;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts bytes into lines at CR and LF in any combination; empty lines are not lines. Every byte of a line is in the `fresh` part
 * of exactly one piece, and no piece but the last of a silence ends inside a character.
 *
 * @param capBytes longest line that is waited for, at least 4; a longer one comes in pieces of about this size
 */
export function createLineSplitter(capBytes: number): LineSplitter {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let shown = 0;
  let headless = false;
  let heldBack = false;

  const gather = (): Uint8Array => {
    const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concat(chunks, length);
    chunks = [whole];
    return whole;
  };
  const reset = (): void => {
    chunks = [];
    length = 0;
    shown = 0;
    heldBack = false;
  };
  const add = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    chunks.push(bytes);
    length += bytes.length;
    heldBack = false;
  };
  const end = (): LinePiece | null => {
    const whole = length > 0 ? gather() : null;
    const piece: LinePiece | null =
      whole === null ? null : { fresh: whole.subarray(shown), whole, why: 'ended', headless };
    reset();
    headless = false;
    return piece;
  };
  /** The line is as long as the cap: all of it but an unfinished character, which begins the next piece. */
  const cap = (): LinePiece => {
    const whole = gather();
    const cut = Math.max(shown, length - incompleteTail(whole.subarray(shown)));
    const piece: LinePiece = {
      fresh: whole.subarray(shown, cut),
      whole: whole.subarray(0, cut),
      why: 'capped',
      headless,
    };
    const rest = whole.subarray(cut);
    reset();
    headless = true;
    add(rest);
    return piece;
  };
  return {
    take(bytes, start) {
      const limit = start + capBytes - length;
      for (let at = start; at < bytes.length; at++) {
        const ended = bytes[at] === lineFeed || bytes[at] === carriageReturn;
        if (!ended && at < limit) continue;
        add(bytes.subarray(start, at));
        // An empty line, or the second half of CR LF, gives no piece.
        return ended ? { next: at + 1, piece: end() } : { next: at, piece: cap() };
      }
      add(bytes.subarray(start));
      return { next: bytes.length, piece: null };
    },
    flush() {
      if (length === shown) return null;
      const whole = gather();
      const tail = heldBack ? 0 : incompleteTail(whole.subarray(shown));
      heldBack = tail > 0;
      const until = length - tail;
      if (until === shown) return null;
      const piece: LinePiece = {
        fresh: whole.subarray(shown, until),
        whole: whole.subarray(0, until),
        why: 'quiet',
        headless,
      };
      shown = until;
      return piece;
    },
    atStart: () => length === 0 && !headless,
    hasUnshown: () => length > shown,
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
