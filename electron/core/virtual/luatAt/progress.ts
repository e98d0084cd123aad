import type { NorFlash } from '../flash/norFlash.ts';

type Note = 'backedUp' | 'written';

/** Two bits per step, cleared one after the other in flash, so that every instant can be resumed; the real layout is not known. */
export interface Progress {
  has(step: number, note: Note): boolean;
  note(step: number, note: Note): void;
  /** Steps that can be noted. */
  readonly capacity: number;
}

/** @param at first byte, FF in a fresh package @param sizeBytes bytes for it */
export function createProgress(nor: NorFlash, at: number, sizeBytes: number): Progress {
  const locate = (step: number, note: Note): { at: number; mask: number } => {
    const bit = step * 2 + (note === 'written' ? 1 : 0);
    return { at: at + (bit >> 3), mask: 1 << (bit & 7) };
  };
  return {
    capacity: sizeBytes * 4,
    has(step, note) {
      const place = locate(step, note);
      return ((nor.read(place.at, 1)[0] ?? 0) & place.mask) === 0;
    },
    note(step, note) {
      const place = locate(step, note);
      nor.program(place.at, Uint8Array.of(0xff & ~place.mask));
    },
  };
}
