import type { Window } from './matchIndex.ts';
import type { Seeds } from './seeds.ts';

/**
 * Adds the equal stretches at one given offset. In padding and other runs every place of OLD fits, the suffix array offers only some
 * of them, and the best is usually the obvious one: the same address, or the same distance from the end.
 */
export function findSeedsAtOffset(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  offset: number,
  part: Window,
  window: Window,
  minLength: number,
  into: Seeds,
): void {
  const end = Math.min(part.end, window.end - offset);
  let newStart = Math.max(part.start, window.start - offset);
  for (let at = newStart; at <= end; at++) {
    if (at < end && oldBytes[at + offset] === newBytes[at]) continue;
    if (at - newStart >= minLength) into.push(newStart, offset);
    newStart = at + 1;
  }
}
