import type { Inspection } from '../../../shared/contract/firmware.ts';
import type { Firmware } from './image.ts';

/** A firmware as plain JSON, without its bytes: what the window lists and `airdock inspect --json` prints. */
export function inspectFirmware(firmware: Firmware): Inspection {
  const { version } = firmware;
  return {
    kind: firmware.container,
    ...(firmware.archive === undefined ? {} : { archive: firmware.archive }),
    chip: firmware.chip,
    ...(firmware.chipEvidence === undefined ? {} : { chipEvidence: [...firmware.chipEvidence] }),
    fileName: firmware.fileName,
    sizeBytes: firmware.sizeBytes,
    sha256: firmware.sha256,
    versions: [...(firmware.versions ?? (version === null ? [] : [version]))],
    parts: firmware.images.map((image) => ({
      name: image.name,
      role: image.role,
      address: image.address,
      sizeBytes: image.bytes.length,
      zoneSizeBytes: image.zoneSizeBytes,
      sha256: image.sha256,
    })),
    checks: [...firmware.checks],
    otherMembers: [...firmware.otherMembers],
  };
}
