import type { Window } from '../../../matching/matchIndex.ts';

/** The module rewrites its flash by blocks of this size, each whole in RAM before it is written (luat-formats 6.2). */
export const blockBytes = 0x10000;

/** In which order the blocks are listed; the module follows the list. */
export type BlockOrder = 'ascending' | 'descending';

/** One block of NEW and what a module that arrives at it can read: offsets from the start of the image. */
export interface BlockView {
  readonly part: Window;
  /** Where OLD is still in place; the block itself counts, as it is replaced only when it is complete. */
  readonly oldWindow: Window;
  /** Where NEW is in place already. */
  readonly newWindow: Window;
}

/**
 * The blocks in the order in which they are rewritten. Descending keeps what an insertion pushes to higher addresses readable,
 * ascending what a removal pulls down.
 */
export function viewBlocks(oldBytes: number, newBytes: number, order: BlockOrder): BlockView[] {
  const count = Math.ceil(newBytes / blockBytes);
  const views = Array.from({ length: count }, (_, index): BlockView => {
    const start = index * blockBytes;
    const end = Math.min(newBytes, start + blockBytes);
    if (order === 'ascending') {
      const oldWindow = { start: Math.min(start, oldBytes), end: oldBytes };
      return { part: { start, end }, oldWindow, newWindow: { start: 0, end: start } };
    }
    const oldWindow = { start: 0, end: Math.min(oldBytes, start + blockBytes) };
    return { part: { start, end }, oldWindow, newWindow: { start: end, end: newBytes } };
  });
  return order === 'ascending' ? views : views.reverse();
}
