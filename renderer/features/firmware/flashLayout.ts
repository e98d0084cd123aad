/** A map of the flash to scale, from the top down by address: pure geometry, drawn by FlashMap. */
import type { Inspection } from '../../../shared/contract/firmware.ts';

export type FlashZone = NonNullable<Inspection['flash']>[number];

export interface ZoneSpan {
  readonly zone: FlashZone;
  /** Pixels from the top of the chip. */
  readonly top: number;
  readonly height: number;
  readonly usedHeight: number;
  /** Middle of the label, moved so that no two lie on each other. */
  readonly labelAt: number;
}

/** One flash chip, or one stretch of it that is far from the rest. */
export interface FlashChip {
  readonly device: string | null;
  readonly start: number;
  readonly end: number;
  readonly height: number;
  readonly spans: readonly ZoneSpan[];
}

/** Least distance between two labels. */
export const labelStep = 22;
/** Everything has to stay visible: the only place where the map is not to scale. */
const thinnest = 2;
/** A hole this many times larger than all zones together would leave nothing of them to see. */
const widestHole = 3;

/** All chips to one scale, the largest `height` pixels tall; more labels than fit make a chip taller. */
export function layoutFlash(zones: readonly FlashZone[], height: number): readonly FlashChip[] {
  const groups = groupZones(zones);
  const largest = Math.max(...groups.map(lengthOf));
  return groups.map((group) => layoutChip(group, (height * lengthOf(group)) / largest));
}

function lengthOf(zones: readonly FlashZone[]): number {
  return endOf(zones) - Math.min(...zones.map(({ address }) => address));
}

function endOf(zones: readonly FlashZone[]): number {
  return Math.max(...zones.map(({ address, sizeBytes }) => address + sizeBytes));
}

function groupZones(zones: readonly FlashZone[]): readonly (readonly FlashZone[])[] {
  const groups: FlashZone[][] = [];
  const devices = new Set(zones.map(({ device }) => device));
  for (const device of devices) {
    const own = zones.filter((zone) => zone.device === device && zone.sizeBytes > 0);
    const total = own.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    let end = Number.NEGATIVE_INFINITY;
    for (const zone of own.toSorted((a, b) => a.address - b.address)) {
      if (zone.address - end > total * widestHole) groups.push([]);
      groups.at(-1)?.push(zone);
      end = Math.max(end, zone.address + zone.sizeBytes);
    }
  }
  return groups;
}

function layoutChip(zones: readonly FlashZone[], wanted: number): FlashChip {
  const start = Math.min(...zones.map(({ address }) => address));
  const end = endOf(zones);
  const height = Math.max(wanted, zones.length * labelStep);
  const scale = height / (end - start);
  const tops = zones.map(({ address }) => (address - start) * scale);
  const heights = zones.map(({ sizeBytes }) => Math.max(thinnest, sizeBytes * scale));
  const labels = spread(
    zones.map((_, at) => (tops[at] ?? 0) + (heights[at] ?? 0) / 2),
    height,
  );
  const spans = zones.map((zone, at) => {
    const own = heights[at] ?? 0;
    return {
      zone,
      top: tops[at] ?? 0,
      height: own,
      usedHeight: own * Math.min(1, zone.usedBytes / zone.sizeBytes),
      labelAt: labels[at] ?? 0,
    };
  });
  return { device: zones[0]?.device ?? null, start, end, height, spans };
}

/** Moves ascending places apart: down first, then up again where they ran over the end. */
function spread(places: readonly number[], height: number): readonly number[] {
  const moved: number[] = [];
  for (const place of places) {
    moved.push(Math.max(place, (moved.at(-1) ?? Number.NEGATIVE_INFINITY) + labelStep, labelStep / 2));
  }
  let limit = height - labelStep / 2;
  for (let at = moved.length - 1; at >= 0; at -= 1) {
    limit = Math.min(limit, moved[at] ?? limit);
    moved[at] = limit;
    limit -= labelStep;
  }
  return moved;
}

/** The zones to draw: those that the core names, else those of the parts, where they do not lie on each other. */
export function zonesOf(inspection: Inspection): readonly FlashZone[] {
  if (inspection.flash !== undefined) return inspection.flash;
  if (inspection.class !== undefined && inspection.class !== 'firmware') return [];
  const zones = inspection.parts
    .filter(({ sizeBytes }) => sizeBytes > 0)
    .map(({ name, role, address, sizeBytes, zoneSizeBytes }) => ({
      name,
      role,
      address,
      sizeBytes: Math.max(sizeBytes, zoneSizeBytes),
      usedBytes: sizeBytes,
    }))
    .toSorted((a, b) => a.address - b.address);
  const overlap = zones.some((zone, at) => {
    const next = zones[at + 1];
    return next !== undefined && next.address < zone.address + zone.sizeBytes;
  });
  return overlap ? [] : zones;
}
