import type { Match, Window } from './matchIndex.ts';

/**
 * Equal stretches at one given offset. In padding and other runs every place of OLD fits, the suffix array offers only some
 * of them, and the best is usually the obvious one: the same address, or the same distance from the end.
 */
export function matchesAtOffset(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  offset: number,
  part: Window,
  window: Window,
  minLength: number,
): Match[] {
  const found: Match[] = [];
  const end = Math.min(part.end, window.end - offset);
  let newStart = Math.max(part.start, window.start - offset);
  for (let at = newStart; at <= end; at++) {
    if (at < end && oldBytes[at + offset] === newBytes[at]) continue;
    if (at - newStart >= minLength) found.push({ newStart, offset, length: at - newStart });
    newStart = at + 1;
  }
  return found;
}
