import type { Window } from '../../../matching/matchIndex.ts';
import { ec7xxLimits } from '../limits.ts';

export type DirectionName = 'forward' | 'reverse';

/** In which order the module rewrites its raw segments, and what of OLD is there for one (ec7xx-delta 2). */
export interface WriteDirection {
  readonly name: DirectionName;
  /** Bit 4 of the package header, bit 0 of the payload flags. */
  readonly bit: 0 | 1;
  /** Window of OLD, and where the old pointer stands at the beginning relative to the segment's first byte. */
  rulesFor(segment: Window, oldBytes: number): { readonly window: Window; readonly pointer: number };
}

export const forward: WriteDirection = {
  name: 'forward',
  bit: 0,
  rulesFor: (segment, oldBytes) => ({
    window: { start: Math.min(segment.start, oldBytes), end: oldBytes },
    pointer: 0,
  }),
};

export const reverse: WriteDirection = {
  name: 'reverse',
  bit: 1,
  rulesFor: (segment, oldBytes) => ({
    window: { start: 0, end: Math.min(segment.start + ec7xxLimits.segmentBytes, oldBytes) },
    pointer: -segment.start,
  }),
};
