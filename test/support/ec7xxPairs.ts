import type { Firmware, FirmwareImage } from '../../electron/core/firmware/image.ts';
import { buildCmarImage, type CmarPlan } from './buildCmarImage.ts';
import { sha256, syntheticFirmware } from './syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from './syntheticImage.ts';

/** An image as it lies in an EC718P. */
export function ec718Image(
  role: FirmwareImage['role'],
  bytes: Uint8Array,
  name: string = role,
): FirmwareImage {
  const address = role === 'cp' ? 0x1a000 : role === 'ap' ? 0x7e000 : 0x3000;
  return { name, role, address, zoneSizeBytes: 0, bytes, sha256: sha256(bytes) };
}

export function ec718Firmware(images: readonly FirmwareImage[], more: Partial<Firmware> = {}): Firmware {
  return syntheticFirmware(images, null, {
    chip: 'ec7xx',
    chipEvidence: ['productname=EC718P_PRD', 'ap@0x7e000'],
    ...more,
  });
}

const rawPart = codeLikeBytes(110_000, 61);
const sections = [codeLikeBytes(6000, 62), codeLikeBytes(900, 63), codeLikeBytes(8000, 64)] as const;

/** Two zones, the lower one with a packed and a stored section; every place can be overridden. */
export function cmarPlan(build: 'old' | 'new', more: Partial<CmarPlan> = {}): CmarPlan {
  const later = (bytes: Uint8Array, seed: number): Uint8Array =>
    build === 'old' ? bytes : laterBuild(bytes, seed, 4);
  return {
    raw: later(rawPart, 71),
    tableAt: 0x20000,
    zones: [
      {
        endsAt: 0x2a000,
        sections: [
          { type: 1, bytes: later(sections[0], 72) },
          { type: 8, bytes: later(sections[1], 73), packed: false },
        ],
      },
      { endsAt: 0x36000, sections: [{ type: 6, bytes: later(sections[2], 74) }] },
    ],
    ...more,
  };
}

/** A raw part that continues the old one up to `size` with its own beginning. */
export function grownRaw(size: number): Uint8Array {
  return Uint8Array.from([...rawPart, ...rawPart]).subarray(0, size);
}

/** The pair that zip sections are made for. */
export function cmarPair(): { old: Uint8Array; fresh: Uint8Array } {
  return { old: buildCmarImage(cmarPlan('old')), fresh: buildCmarImage(cmarPlan('new')) };
}
