import { PackageRefused } from '../luatAt/refusal.ts';
import { packCrc } from './crc.ts';
import type { Uis8910Flash } from './flash.ts';
import { type Block, type Pack, readBundle, readPack } from './pack.ts';
import { readSections } from './wrapper.ts';

/** What is in the FOTA area, read and split into what is written one after the other. */
export interface Update {
  readonly pack: Pack | null;
  readonly blocks: readonly Block[];
  readonly script: Uint8Array | null;
}

/** @throws PackageRefused */
export function readUpdate({ storage }: Uis8910Flash): Update {
  const { area } = storage;
  const { core, script } = readSections(area.nor.read(0, area.used()), true);
  const pack = core && readPack(core);
  const bundles = pack?.flash.flatMap((bulk) => bulk.bundles) ?? [];
  return { pack, blocks: bundles.flatMap(readBundle), script };
}

/**
 * Whether the update may be applied to this flash: every flash entry has its old CRC here and every block stays in the zone.
 * @throws PackageRefused
 */
export function checkUpdate(flash: Uis8910Flash): Update {
  const update = readUpdate(flash);
  const { base, nor, zoneBytes } = flash.ap;
  for (const bulk of update.pack?.flash ?? []) {
    if (bulk.base !== base)
      throw new PackageRefused(
        'base',
        `flash entry for 0x${bulk.base.toString(16)}, expected 0x${base.toString(16)}`,
      );
    if (bulk.oldSizeBytes > zoneBytes || packCrc(nor.read(0, bulk.oldSizeBytes)) !== bulk.oldCrc)
      throw new PackageRefused('base', `made for another image of ${bulk.oldSizeBytes} bytes`);
  }
  for (const block of update.blocks) {
    const offset = block.position - base;
    if (offset < 0 || offset % 4096 !== 0)
      throw new PackageRefused('format', `a block at 0x${block.position.toString(16)} is not in the image`);
    if (offset + block.sizeBytes > zoneBytes)
      throw new PackageRefused('tooLarge', `the new image does not fit ${zoneBytes} bytes`);
  }
  if (update.script && !flash.script)
    throw new PackageRefused('wrapper', 'a script for firmware that has no zone for one');
  if (update.script && flash.script && update.script.length > flash.script.zoneBytes)
    throw new PackageRefused('tooLarge', `the script does not fit ${flash.script.zoneBytes} bytes`);
  return update;
}
