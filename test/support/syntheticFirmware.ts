import { createHash } from 'node:crypto';
import type { Firmware, FirmwareImage, ImageRole } from '../../electron/core/firmware/image.ts';

const addresses: Partial<Record<ImageRole, number>> = { bootloader: 0x4000, ap: 0x24000, cp: 0 };

/** Lower-case hex SHA-256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function syntheticImage(role: ImageRole, bytes: Uint8Array, name: string = role): FirmwareImage {
  return { name, role, address: addresses[role] ?? 0x300000, zoneSizeBytes: 0, bytes, sha256: sha256(bytes) };
}

/** An EC618 firmware as a reader would give it. */
export function syntheticFirmware(
  images: readonly FirmwareImage[],
  version: string | null = null,
  more: Partial<Firmware> = {},
): Firmware {
  return {
    fileName: 'synthetic.binpkg',
    sizeBytes: 0,
    sha256: '',
    container: 'binpkg',
    chip: 'ec618',
    version: version === null ? null : { text: version, source: 'user' },
    images,
    otherMembers: [],
    checks: [],
    ...more,
  };
}
