import { at, isRecord, numeric, text } from './jsonFields.ts';

/** One zone of `rom.fs` (luat-formats 1.3). */
export interface SocZone {
  /** `script`, `filesystem`, `kv`, `ap`, `fota`. */
  readonly name: string;
  readonly offset: number | null;
  readonly sizeBytes: number | null;
  /** e.g. `luadb`. */
  readonly type: string | null;
  readonly location: string | null;
  readonly blockCrc: boolean;
}

/** Sizes are KB in the file. */
export function readSocZones(zones: unknown): SocZone[] {
  if (!isRecord(zones)) return [];
  return Object.entries(zones)
    .filter(([, zone]) => isRecord(zone))
    .map(([name, zone]) => {
      const sizeKb = numeric(at(zone, 'size'));
      const blockCrc = at(zone, 'bkcrc');
      return {
        name,
        offset: numeric(at(zone, 'offset')),
        sizeBytes: sizeKb === null ? null : sizeKb * 1024,
        type: text(at(zone, 'type')),
        location: text(at(zone, 'location')),
        blockCrc: blockCrc === true || blockCrc === 1,
      };
    });
}

/** Every address of `download`, by its name. */
export function addressesOf(download: unknown): Readonly<Record<string, number>> {
  if (!isRecord(download)) return {};
  const addresses = Object.entries(download).flatMap(([name, value]) => {
    const address = name.endsWith('_addr') ? numeric(value) : null;
    return address === null ? [] : [[name, address] as const];
  });
  return Object.fromEntries(addresses);
}

/** `rom.files` lists names, or records that hold one. */
export function filesOf(files: unknown): string[] {
  if (!Array.isArray(files)) return [];
  return files.flatMap(
    (entry: unknown) => text(entry) ?? text(at(entry, 'file')) ?? text(at(entry, 'name')) ?? [],
  );
}
