import type { Window } from '../../../matching/matchIndex.ts';
import { ec618Limits } from '../limits.ts';

export type DirectionName = 'forward' | 'reverse';

/**
 * In which order the module rewrites its parts, and what of OLD is therefore still there for a part (luat-formats 5.3):
 * forward what lies ahead, reverse what lies behind, this part's own place included because it is backed up.
 */
export interface WriteDirection {
  readonly name: DirectionName;
  /** Tag in the payload. */
  readonly tag: 'NorO' | 'RvsO';
  /** Bit 4 of the package header. */
  readonly bit: 0 | 1;
  /** Window of OLD, and where the old pointer stands at the beginning relative to the part's first byte. */
  rulesFor(part: Window, oldBytes: number): { readonly window: Window; readonly pointer: number };
}

const forward: WriteDirection = {
  name: 'forward',
  tag: 'NorO',
  bit: 0,
  rulesFor: (part, oldBytes) => ({
    window: { start: Math.min(part.start, oldBytes), end: oldBytes },
    pointer: 0,
  }),
};

const reverse: WriteDirection = {
  name: 'reverse',
  tag: 'RvsO',
  bit: 1,
  rulesFor: (part, oldBytes) => ({
    window: { start: 0, end: Math.min(part.start + ec618Limits.partBytes, oldBytes) },
    pointer: -part.start,
  }),
};

export const directions: Readonly<Record<DirectionName, WriteDirection>> = { forward, reverse };
