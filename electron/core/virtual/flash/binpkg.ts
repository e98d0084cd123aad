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

const fileHeaderBytes = 0x34;
const entryHeaderBytes = 364;
const mostImages = 16;
/** No flash of this chip family is larger; keeps a damaged header from asking for gigabytes. */
const largestZoneBytes = 16 * 1024 * 1024;

/**
 * The images of a legacy (EC618) binpkg, every SHA-256 checked (luat-formats 2.1-2.3).
 * @throws AppError `virtual.badFirmware` {fileName, reason}
 */
export function readFactoryImages(file: Uint8Array, fileName: string): readonly FactoryImage[] {
  const refuse = (reason: string): never => {
    throw new AppError('virtual.badFirmware', { fileName, reason });
  };
  if (file.length < fileHeaderBytes || cString(file.subarray(8, 12)) !== 'bpkg')
    return refuse('expected the mark bpkg at byte 8');
  if (cString(file.subarray(0x38, 0x38 + 8)) === 'pkgmode')
    return refuse('expected a legacy binpkg of EC618, found the pkgmode header of EC7xx');
  const count = viewOf(file).getUint32(0x10, true);
  if (count < 1 || count > mostImages) return refuse(`expected 1 to ${mostImages} images, found ${count}`);
  const images: FactoryImage[] = [];
  let offset = fileHeaderBytes;
  for (let index = 0; index < count; index += 1) {
    const image = readEntry(file, offset, refuse);
    images.push(image);
    offset += entryHeaderBytes + image.bytes.length;
  }
  if (offset !== file.length) return refuse(`expected ${offset} bytes, found ${file.length}`);
  return images;
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
