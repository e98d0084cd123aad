import type { Inspection } from '../../../shared/contract/firmware.ts';
import type { Firmware, FirmwareImage } from './image.ts';
import type { SocZone } from './socZones.ts';

export type FlashZone = NonNullable<Inspection['flash']>[number];

/** Zones of the flash by device and address: one per image, and those that info.json reserves for something else. */
export function flashZones(firmware: Firmware): FlashZone[] {
  const zones = firmware.images.filter(({ outsideFlash }) => outsideFlash !== true).map(imageZone);
  const taken = new Set(zones.map(({ address, device }) => `${device ?? ''}@${address}`));
  const reserved = (firmware.info?.zones ?? []).flatMap(reservedZone);
  return [...zones, ...reserved.filter(({ address }) => !taken.has(`@${address}`))].sort(
    (a, b) => (a.device ?? '').localeCompare(b.device ?? '') || a.address - b.address,
  );

  function imageZone(image: FirmwareImage): FlashZone {
    // The EC618's modem core lives in a flash of its own, which starts at 0 as well (luat-formats 2.3).
    const device = firmware.chip === 'ec618' && image.role === 'cp' ? { device: 'cp' } : {};
    const usedBytes = image.bytes.length;
    return {
      name: image.name,
      role: image.role,
      address: image.address,
      sizeBytes: Math.max(image.zoneSizeBytes, usedBytes),
      usedBytes,
      ...device,
    };
  }
}

/** A zone without an image: its content is the module's own. */
function reservedZone({ name, offset, sizeBytes }: SocZone): FlashZone[] {
  if (offset === null || sizeBytes === null || sizeBytes === 0) return [];
  const role = name === 'script' ? 'script' : name === 'filesystem' ? 'filesystem' : 'data';
  return [{ name, role, address: offset, sizeBytes, usedBytes: 0 }];
}
