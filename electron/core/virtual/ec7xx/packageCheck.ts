import { PackageRefused } from '../luatAt/refusal.ts';
import { partOf } from './applier.ts';
import { digestOf, type Ec7xxFlash, type ImageZone } from './flash.ts';
import { type ParImage, readParFile } from './parFile.ts';

/**
 * Whether the package in the FOTA area may be applied to this flash (luat-formats 5.9): mark, lengths, SHA-256, each
 * old image's SHA-256, sizes; with `decode` also every group.
 * @throws PackageRefused
 */
export function checkPackage(flash: Ec7xxFlash, depth: 'decode' | 'header'): readonly ParImage[] {
  const par = flash.storage.area.package();
  if (!par) throw new PackageRefused('format', 'the FOTA area does not start with a delta.par that fits it');
  const images = readParFile(par, 'fresh');
  for (const image of images) checkImage(flash.zones[image.role], image);
  if (depth === 'decode') for (const { payload } of images) for (const step of payload.steps) partOf(step);
  return images;
}

function checkImage(zone: ImageZone, image: ParImage): void {
  if (image.address !== zone.address)
    throw new PackageRefused(
      'base',
      `${image.name} is for another address than 0x${zone.address.toString(16)}`,
    );
  if (image.newSizeBytes > zone.zoneBytes)
    throw new PackageRefused('tooLarge', `${image.name} does not fit ${zone.zoneBytes} bytes`);
  if (image.oldSizeBytes !== zone.imageBytes || digestOf(zone) !== image.oldSha256)
    throw new PackageRefused(
      'base',
      `${image.name} was made for another image of ${image.oldSizeBytes} bytes`,
    );
}
