import type { GroupPart } from './group.ts';

/** Old bytes that a part may use, and where its pointer starts in them. */
export interface OldWindow {
  readonly bytes: Uint8Array;
  readonly pointer: number;
}

/** Makes one part; outside the window a byte to add stands alone. */
export function rebuildPart(part: GroupPart, { bytes, pointer: start }: OldWindow): Uint8Array {
  const made = new Uint8Array(part.sizeBytes);
  let pointer = start;
  let offset = 0;
  for (const { diff, extra, jump } of part.records) {
    // An index outside of the window reads undefined, which adds nothing.
    for (const [index, byte] of diff.entries()) made[offset + index] = byte + (bytes[pointer + index] ?? 0);
    made.set(extra, offset + diff.length);
    offset += diff.length + extra.length;
    pointer += diff.length + jump;
  }
  return made;
}
