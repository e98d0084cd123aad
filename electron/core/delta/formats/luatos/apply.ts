/** The proof: opens an update file as the module does (luat-formats 3) by code that shares nothing with the writer. */
import { createHash } from 'node:crypto';
import { applyEc618, type BaseImage, type RebuiltImage } from '../ec618/apply.ts';
import { damagedOta } from './apply/damaged.ts';
import { type OtaHeader, readOtaHeader } from './apply/readHeader.ts';
import { type OtaSector, readSector } from './apply/readSector.ts';

export interface OpenedOta extends OtaHeader {
  readonly sectors: readonly (OtaSector & { readonly sha256: string })[];
  /** The bare par, empty when there is none. */
  readonly par: Uint8Array;
  /** What was checked on the way, by the ids that errors carry. */
  readonly checkedRules: readonly string[];
}

/** No flash of these chips is larger; all sectors of a file together stay below it. */
const flashBytes = 16 * 1024 * 1024;

const checkedRules = ['ota.crc', 'ota.length', 'ota.commonMd5', 'ota.sdkMd5', 'sector.md5'] as const;

/**
 * Opens a file without a base: header, sectors unpacked, the core delta as it stands. Whole or nothing: throws
 * `delta.damagedPackage` {check, offset, expected, found}.
 */
export function openOta(file: Uint8Array): OpenedOta {
  const header = readOtaHeader(file);
  const sectors: OpenedOta['sectors'][number][] = [];
  let left = flashBytes;
  for (let at = header.common.start; at < header.common.end; ) {
    const sector = readSector(file, at, header, left);
    left -= sector.bytes.length;
    const twice = sectors.some(({ startAddress }) => startAddress === sector.startAddress);
    if (twice) throw damagedOta('sector.address', at + 32, 'each address once', sector.startAddress);
    sectors.push({ ...sector, sha256: createHash('sha256').update(sector.bytes).digest('hex') });
    at = sector.end;
  }
  const par = file.subarray(header.sdk.start, header.sdk.end);
  return { ...header, sectors, par, checkedRules };
}

export interface AppliedOta extends OpenedOta {
  /** Core images rebuilt from OLD; empty when the file has no core delta. */
  readonly core: readonly RebuiltImage[];
}

/** Opens a file and rebuilds the core images that it changes. Throws as openOta and applyEc618 do. */
export function applyOta(base: readonly BaseImage[], file: Uint8Array): AppliedOta {
  const opened = openOta(file);
  if (opened.par.length === 0) return { ...opened, core: [] };
  if (opened.chip !== 'ec618') throw damagedOta('ota.sdk', 56, 'no delta', `${opened.par.length} bytes`);
  const applied = applyEc618(base, opened.par.slice());
  if (applied.envelope !== 'bare')
    throw damagedOta('ota.sdk', opened.sdk.start, 'a bare par', applied.envelope);
  return { ...opened, core: applied.images, checkedRules: [...checkedRules, ...applied.checkedRules] };
}
