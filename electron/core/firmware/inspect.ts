import type { Firmware, FirmwareCheck, FirmwareVersion, ImageRole } from './image.ts';

/** A firmware as plain JSON: what `airdock inspect --json` prints. */
export interface FirmwareReport {
  /** Container by content. */
  readonly kind: Firmware['container'];
  readonly archive: '7z' | 'zip' | null;
  readonly chip: Firmware['chip'];
  readonly chipEvidence: readonly string[];
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The best first; empty when nothing names a version. */
  readonly versions: readonly FirmwareVersion[];
  readonly parts: readonly {
    readonly name: string;
    readonly role: ImageRole;
    readonly address: number;
    readonly sizeBytes: number;
    readonly zoneSizeBytes: number;
    readonly sha256: string;
  }[];
  readonly checks: readonly FirmwareCheck[];
  readonly otherMembers: Firmware['otherMembers'];
}

/** The report of a firmware; holds no bytes. */
export function inspectFirmware(firmware: Firmware): FirmwareReport {
  const { version } = firmware;
  return {
    kind: firmware.container,
    archive: firmware.archive ?? null,
    chip: firmware.chip,
    chipEvidence: firmware.chipEvidence ?? [],
    fileName: firmware.fileName,
    sizeBytes: firmware.sizeBytes,
    sha256: firmware.sha256,
    versions: firmware.versions ?? (version === null ? [] : [version]),
    parts: firmware.images.map((image) => ({
      name: image.name,
      role: image.role,
      address: image.address,
      sizeBytes: image.bytes.length,
      zoneSizeBytes: image.zoneSizeBytes,
      sha256: image.sha256,
    })),
    checks: firmware.checks,
    otherMembers: firmware.otherMembers,
  };
}
