import type { ComparedImage, ComparedSide, Comparison } from '../../../shared/contract/firmware.ts';
import { compareFirmware, type ImageSummary } from '../firmware/compare.ts';
import type { Firmware } from '../firmware/image.ts';
import { judgeFormats } from './judgeFormats.ts';

/** What differs between two firmwares, with every format's own word on the pair: one judgement for all chips. */
export function describeComparison(old: Firmware, fresh: Firmware): Comparison {
  const { identical, versions, images, scriptFiles } = compareFirmware(old, fresh);
  return {
    old: sideOf(old),
    new: sideOf(fresh),
    identical,
    order: versions.order,
    parts: images.map((image) => ({
      name: image.name,
      role: image.role,
      change: image.state,
      moved: image.addressDiffers,
      zoneChanged: image.zoneDiffers,
      ...(image.old === null ? {} : { old: imageOf(image.old) }),
      ...(image.new === null ? {} : { new: imageOf(image.new) }),
    })),
    scriptFiles: (scriptFiles ?? []).map(({ name, state, oldSizeBytes, newSizeBytes }) => ({
      name,
      change: state,
      ...(oldSizeBytes === null ? {} : { oldSizeBytes }),
      ...(newSizeBytes === null ? {} : { newSizeBytes }),
    })),
    formats: judgeFormats(old, fresh),
  };
}

function sideOf({ fileName, container, chip, sizeBytes, sha256, version }: Firmware): ComparedSide {
  return { fileName, kind: container, chip, sizeBytes, sha256, version };
}

/** A zone of 0 bytes is one that the container does not name. */
function imageOf({ address, sizeBytes, sha256, zoneSizeBytes }: ImageSummary): ComparedImage {
  const zone = zoneSizeBytes === 0 ? {} : { zoneSizeBytes, freeBytes: zoneSizeBytes - sizeBytes };
  return { address, sizeBytes, sha256, ...zone };
}
