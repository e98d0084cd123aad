import { type Layout, type LayoutFault, readLayout, type Zone } from './layout.ts';

/** Both images taken apart, in a shape that the module can follow. */
export interface SectionPair {
  readonly old: Layout;
  readonly fresh: Layout;
  /** Zones by group id. */
  readonly zones: readonly { readonly old: Zone; readonly fresh: Zone }[];
}

/** Why a pair has to travel as raw bytes; stable ids. */
export type RawReason =
  | LayoutFault
  | 'sectionsUnchanged'
  | 'groupsDiffer'
  | 'zoneMoved'
  | 'rawOverlap'
  | 'groupBuffers'
  | 'rawWanted';

/** Judges a pair by ec7xx-delta 4 and 6 (b); the reason where it has to travel as raw bytes. */
export function pairSections(oldImage: Uint8Array, newImage: Uint8Array): SectionPair | RawReason {
  const fresh = readLayout(newImage);
  if (typeof fresh === 'string') return fresh;
  const old = readLayout(oldImage);
  if (typeof old === 'string') return old;
  if (Buffer.compare(oldImage.subarray(old.tableAt), newImage.subarray(fresh.tableAt)) === 0) {
    return 'sectionsUnchanged';
  }
  if (old.zones.length !== fresh.zones.length) return 'groupsDiffer';
  const zones = fresh.zones.flatMap((zone, i) => {
    const before = old.zones[i];
    return before === undefined ? [] : [{ old: before, fresh: zone }];
  });
  // only the zone with the table, the lowest, may move or change its size
  const fixed = zones.slice(0, -1);
  if (fixed.some((zone) => zone.old.from !== zone.fresh.from || zone.old.to !== zone.fresh.to))
    return 'zoneMoved';
  const lowest = zones.at(-1);
  if (zones.length > 1 && lowest?.old.to !== lowest?.fresh.to) return 'zoneMoved';
  if (fresh.rawBytes > old.tableAt || old.rawBytes > fresh.tableAt) return 'rawOverlap';
  return { old, fresh, zones };
}
