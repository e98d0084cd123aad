import { sha256Hex } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { type ParImage, readParFile } from './parFile.ts';
import { decodePart } from './partDecoder.ts';
import { type Ec618Flash, imageOf } from './storage.ts';

/**
 * Whether the package in the FOTA area may be applied to this flash (luat-formats 5.9): mark, lengths, SHA-256, each
 * old image's SHA-256, sizes; with `decode` also every stream and its block size.
 * @throws PackageRefused
 */
export function checkPackage(flash: Ec618Flash, depth: 'decode' | 'header'): readonly ParImage[] {
  const par = flash.storage.area.package();
  if (!par) throw new PackageRefused('format', 'the FOTA area does not start with a delta.par that fits it');
  const images = readParFile(par, 'fresh');
  for (const image of images) checkImage(flash, image);
  if (depth === 'decode') for (const image of images) for (const part of image.parts) decodePart(part);
  return images;
}

function checkImage(flash: Ec618Flash, image: ParImage): void {
  const zone = flash.zones[image.role];
  if (image.address !== zone.address)
    throw new PackageRefused(
      'base',
      `${image.name} is for another address than 0x${zone.address.toString(16)}`,
    );
  if (image.newSizeBytes > zone.zoneBytes)
    throw new PackageRefused('tooLarge', `${image.name} does not fit ${zone.zoneBytes} bytes`);
  if (
    image.oldSizeBytes > zone.zoneBytes ||
    sha256Hex(zone.nor.read(0, image.oldSizeBytes)) !== image.oldSha256
  )
    throw new PackageRefused(
      'base',
      `${image.name} was made for another image of ${image.oldSizeBytes} bytes`,
    );
  if (sha256Hex(imageOf(zone)) !== image.oldSha256)
    throw new PackageRefused('base', `${image.name} covers only the head of the image`);
}
