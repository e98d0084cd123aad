import { AppError } from '../../../../shared/errors.ts';
import { cString, sha256Hex, viewOf } from '../bytes.ts';

/** One image as the factory would put it into the module. */
export interface FactoryImage {
  /** `BL`, `AP` or `CP`; other types are kept but not used. */
  readonly type: string;
  /** Address relative to the flash base; what a delta calls its load address. */
  readonly address: number;
  /** Bytes of flash kept for the image. */
  readonly zoneBytes: number;
  readonly bytes: Uint8Array;
}

/** A whole binpkg. */
export interface FactoryPackage {
  readonly images: readonly FactoryImage[];
  /** With the arguments that only EC7xx packages carry (luat-formats 2.2). */
  readonly hasArguments: boolean;
  /** e.g. `EC718P_PRD`; null without that argument. */
  readonly productName: string | null;
}

const legacyHeaderBytes = 0x34;
/** Three arguments of 140 bytes behind the legacy header. */
const argumentBytes = 140;
const argumentCount = 3;
const entryHeaderBytes = 364;
const mostImages = 16;
/** No flash of these chip families is larger; keeps a damaged header from asking for gigabytes. */
const largestZoneBytes = 16 * 1024 * 1024;

/**
 * A binpkg of EC618 or EC7xx, every SHA-256 checked (luat-formats 2.1-2.3).
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function readFactoryPackage(file: Uint8Array, fileName: string): FactoryPackage {
  const refuse = (reason: string): never => {
    throw new AppError('virtual.badFirmware', { fileName, reason });
  };
  if (file.length < legacyHeaderBytes || cString(file.subarray(8, 12)) !== 'bpkg')
    return refuse('expected the mark bpkg at byte 8');
  const hasArguments = cString(file.subarray(0x38, 0x40)) === 'pkgmode';
  const count = viewOf(file).getUint32(0x10, true);
  if (count < 1 || count > mostImages) return refuse(`expected 1 to ${mostImages} images, found ${count}`);
  const images: FactoryImage[] = [];
  let offset = legacyHeaderBytes + (hasArguments ? argumentBytes * argumentCount : 0);
  for (let index = 0; index < count; index += 1) {
    const image = readEntry(file, offset, refuse);
    images.push(image);
    offset += entryHeaderBytes + image.bytes.length;
  }
  if (offset !== file.length) return refuse(`expected ${offset} bytes, found ${file.length}`);
  return { images, hasArguments, productName: hasArguments ? readProductName(file) : null };
}

/**
 * The images of a legacy (EC618) binpkg.
 * @throws AppError `virtual.badFirmware` {fileName, reason}, also for one of EC7xx
 */
export function readFactoryImages(file: Uint8Array, fileName: string): readonly FactoryImage[] {
  const { images, hasArguments } = readFactoryPackage(file, fileName);
  if (!hasArguments) return images;
  const reason = 'expected a legacy binpkg of EC618, found the pkgmode header of EC7xx';
  throw new AppError('virtual.badFirmware', { fileName, reason });
}

/** Arguments are `u16 type, u16, char[64] name, char[64] value, 8 bytes`. */
function readProductName(file: Uint8Array): string | null {
  for (let index = 0; index < argumentCount; index += 1) {
    const at = legacyHeaderBytes + index * argumentBytes;
    if (cString(file.subarray(at + 4, at + 68)) === 'productname')
      return cString(file.subarray(at + 68, at + 132));
  }
  return null;
}

function readEntry(file: Uint8Array, offset: number, refuse: (reason: string) => never): FactoryImage {
  if (offset + entryHeaderBytes > file.length) return refuse(`image header at ${offset} is cut off`);
  const header = file.subarray(offset, offset + entryHeaderBytes);
  const view = viewOf(header);
  const name = cString(header.subarray(0, 64));
  const sizeBytes = view.getUint32(76, true);
  const start = offset + entryHeaderBytes;
  if (start + sizeBytes > file.length) return refuse(`image ${name} is cut off`);
  const bytes = file.slice(start, start + sizeBytes);
  const expected = cString(header.subarray(80, 336)).toLowerCase();
  if (sha256Hex(bytes) !== expected) return refuse(`image ${name} does not have its SHA-256`);
  const zoneBytes = view.getUint32(68, true);
  if (zoneBytes < sizeBytes) return refuse(`image ${name} is larger than its zone of ${zoneBytes} bytes`);
  if (zoneBytes > largestZoneBytes) return refuse(`image ${name} asks for a zone of ${zoneBytes} bytes`);
  return { type: cString(header.subarray(336, 352)), address: view.getUint32(64, true), zoneBytes, bytes };
}
