import { AppError } from '../../../../shared/errors.ts';
import { viewOf } from '../bytes.ts';
import { createNorFlash, type NorFlash } from '../flash/norFlash.ts';
import { type PacFile, readPac } from '../flash/pac.ts';
import type { LuatStorage } from '../luatAt/chip.ts';
import { createStorage } from '../luatAt/storage.ts';
import { blockBytes } from './pack.ts';

/** Flash in the memory map (luat-formats 6.1). */
const flashStart = 0x6000_0000;
/** Room behind the last file of the flash; the real partition table is not in a PAC. */
const spareBytes = 0x200000;
const largestZoneBytes = 16 * 1024 * 1024;

/** A part of the flash that updates may rewrite. */
export interface FlashZone {
  /** From the start of the flash chip. */
  readonly base: number;
  readonly zoneBytes: number;
  readonly nor: NorFlash;
}

export interface Uis8910Flash {
  readonly ap: FlashZone;
  /** Null where the PAC brought no script. */
  readonly script: FlashZone | null;
  readonly storage: LuatStorage;
  readonly backup: NorFlash;
}

/** @throws AppError `virtual.badFirmware` {fileName, reason} for what is no PAC of this chip */
export function createFlash(
  firmware: Uint8Array,
  fileName: string,
  fotaAreaBytes: () => number,
): Uis8910Flash {
  const files = readPac(firmware, fileName).filter((file) => isInFlash(file) && file.bytes.length > 0);
  const ap = files.find(({ id }) => id === 'AP');
  if (!ap) throw new AppError('virtual.badFirmware', { fileName, reason: 'expected a file AP in the flash' });
  const script = files.find(({ id }) => id === 'LUA');
  const storage = createStorage(fotaAreaBytes, () => null);
  return {
    ap: zoneOf(ap, files),
    script: script ? zoneOf(script, files) : null,
    storage,
    backup: createNorFlash(blockBytes),
  };
}

function isInFlash({ address }: PacFile): boolean {
  return address >= flashStart && address < flashStart + largestZoneBytes;
}

/** A zone ends where the next file begins. */
function zoneOf(file: PacFile, files: readonly PacFile[]): FlashZone {
  const ends = files.map(({ address }) => address).filter((address) => address > file.address);
  const end = Math.min(...ends, file.address + file.bytes.length + spareBytes);
  const zoneBytes = Math.max(end - file.address, file.bytes.length);
  const nor = createNorFlash(Math.ceil(zoneBytes / blockBytes) * blockBytes);
  nor.program(0, file.bytes);
  return { base: file.address - flashStart, zoneBytes, nor };
}

const uimageMark = 0x2705_1956;
const uimageHeadBytes = 64;

/** The AP image by the length in its own head, or the whole zone without one. */
export function apImage({ nor, zoneBytes }: FlashZone): Uint8Array {
  const head = viewOf(nor.read(0, uimageHeadBytes));
  const length = uimageHeadBytes + head.getUint32(12);
  return nor.read(0, head.getUint32(0) === uimageMark && length <= zoneBytes ? length : zoneBytes);
}
