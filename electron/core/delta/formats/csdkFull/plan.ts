import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import type { DeltaWarning, NotCovered } from '../../result.ts';
import type { FormatOptions, FormatPlan, PackageLimit } from '../format.ts';
import { otaHeadBytes } from '../luatos/limits.ts';
import { otaMagic } from '../luatos/write/magic.ts';

export interface CsdkFullPlan extends FormatPlan {
  readonly magic: number;
  /** The user's own number for this release. */
  readonly appVersion: number;
  /** AP, then CP. */
  readonly sectors: readonly { readonly image: FirmwareImage; readonly startAddress: number }[];
}

const format = 'csdk-full';
/** A marker instead of an address: CP has a flash of its own on EC618 (luat-formats 3.3). */
const ec618CpAddress = 0x80000000;

/**
 * AP and CP whole, whatever the module has now (luat-formats 3.3). With OLD the pair is still checked for one chip.
 * Throws `delta.wrongChip`, `delta.otaSetting`, `delta.missingImage` {role: ap, format}, `delta.zoneExceeded`.
 */
export function planCsdkFull(old: Firmware | null, fresh: Firmware, options: FormatOptions): CsdkFullPlan {
  const magic = otaMagic(old, fresh, format);
  const ap = fresh.images.find((image) => image.role === 'ap');
  if (ap === undefined) throw new AppError('delta.missingImage', { role: 'ap', format });
  const cp = fresh.images.find((image) => image.role === 'cp');
  const images = cp === undefined ? [ap] : [ap, cp];
  for (const image of images) checkZone(image);
  const { appVersion } = options;
  const notCovered = fresh.images.flatMap((image) => leftOut(image, old));
  const notSet: DeltaWarning[] = appVersion === undefined ? [{ code: 'appVersionNotSet', params: {} }] : [];
  return {
    magic,
    appVersion: appVersion ?? 0,
    sectors: images.map((image) => ({ image, startAddress: addressOf(image, fresh) })),
    covered: images.map(({ name, role }) => ({ name, role })),
    notCovered,
    warnings: notSet,
    limits: zoneOf(fresh),
    workBytes: images.reduce((sum, image) => sum + image.bytes.length, 0),
  };
}

function addressOf(image: FirmwareImage, { chip }: Firmware): number {
  return chip === 'ec618' && image.role === 'cp' ? ec618CpAddress : image.address;
}

/** What OLD has as well is no loss; without OLD nobody knows. */
function leftOut({ name, role, sha256 }: FirmwareImage, old: Firmware | null): NotCovered[] {
  if (role === 'ap' || role === 'cp') return [];
  if (old === null) return [{ name, role, severity: 'warning', reason: 'imageStays' }];
  if (old.images.some((image) => image.sha256 === sha256)) return [];
  if (role === 'bootloader') return [{ name, role, severity: 'warning', reason: 'bootloaderNotInFormat' }];
  return [{ name, role, severity: 'error', reason: 'imageNotInPackage' }];
}

/**
 * The vendor's tool takes both ends from mem_map.txt (FULL_OTA_SAVE_ADDR, FLASH_FS_REGION_START) and refuses sectors that fill
 * the zone. That info.json names the same two places is inferred; the file's header is not stored there.
 */
function zoneOf({ luatOta }: Firmware): PackageLimit[] {
  const start = luatOta?.fullAddress ?? null;
  const end = luatOta?.filesystemAddress ?? null;
  if (start === null || end === null || end <= start) return [];
  return [
    {
      bytes: otaHeadBytes + end - start - 1,
      source: 'info.json fota.full_addr, download.fs_addr (inferred)',
    },
  ];
}

function checkZone({ name, bytes, zoneSizeBytes }: FirmwareImage): void {
  if (zoneSizeBytes === 0 || bytes.length <= zoneSizeBytes) return;
  const sizes = { sizeBytes: bytes.length, zoneBytes: zoneSizeBytes };
  throw new AppError('delta.zoneExceeded', { image: name, ...sizes });
}
