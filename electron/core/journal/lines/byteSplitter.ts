/**
 * Cuts the bytes of one direction of a port into lines. A line ends at LF, at CR, or at both together; empty lines are none. What
 * is longer than the cap goes on in the next line. Pure, and its state is data, so that any stretch of a record can be cut again.
 */

/** Longer lines are binary noise or a runaway print; in pieces they can be shown. */
export const maxLineBytes = 4096;

/** The row in which something begins. */
export interface Place {
  readonly wallMs: number;
  readonly monoMs: number;
}

export interface SplitterState {
  pending: Uint8Array;
  /** Where `pending` begins; null while it is empty. */
  begun: Place | null;
}

export interface ByteLine {
  readonly bytes: Uint8Array;
  readonly begun: Place;
  readonly capped: boolean;
}

export function emptySplitter(): SplitterState {
  return { pending: new Uint8Array(0), begun: null };
}

const lf = 0x0a;
const cr = 0x0d;

/** Takes the bytes of one row; gives the lines that end in it and keeps the rest. */
export function splitBytes(state: SplitterState, bytes: Uint8Array, place: Place): ByteLine[] {
  const lines: ByteLine[] = [];
  const here: Place = { wallMs: place.wallMs, monoMs: place.monoMs };
  const all = state.pending.length === 0 ? bytes : joined(state.pending, bytes);
  let begun = state.begun ?? here;
  let start = 0;
  const emit = (end: number, capped: boolean): void => {
    if (end > start) lines.push({ bytes: all.subarray(start, end), begun, capped });
    begun = here;
  };
  for (let at = state.pending.length; at < all.length; at += 1) {
    const byte = all[at];
    if (byte === lf || byte === cr) {
      emit(at, false);
      start = at + 1;
    } else if (at - start === maxLineBytes) {
      emit(at, true);
      start = at;
    }
  }
  // A copy: what stays must not keep a whole block of the file in memory.
  state.pending = all.slice(start);
  state.begun = state.pending.length === 0 ? null : begun;
  return lines;
}

/** Gives up the line that has begun, e.g. because its port was closed. */
export function takePending(state: SplitterState): ByteLine | null {
  const { pending, begun } = state;
  state.pending = new Uint8Array(0);
  state.begun = null;
  return begun === null ? null : { bytes: pending, begun, capped: false };
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const all = new Uint8Array(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}
