/** The proof: opens the download and runs its core on a model of the flash; shares nothing with the writer (luat-formats 4.2, 6.2). */
import { createByteCursor } from '../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../ec618/apply/damaged.ts';
import { type Pack, readPack } from './apply/readPack.ts';
import { rebuildFlash } from './apply/rebuildFlash.ts';

export interface AppliedPack {
  readonly pack: Pack;
  /** The rebuilt application; null where the pack changes no flash image. */
  readonly ap: Uint8Array | null;
}

/** What a module downloads, or the pack alone as the vendor's own tool writes it. */
export type DownloadEnvelope = 'wrapped' | 'bare';

export interface AppliedDownload {
  readonly envelope: DownloadEnvelope;
  /** Null where there is no core section. */
  readonly core: AppliedPack | null;
  readonly script: Uint8Array | null;
  readonly checkedRules: readonly string[];
}

const checkedRules = ['lengths', 'packCrc', 'oldCrc', 'blockCrc', 'inPlaceOrder'] as const;

/**
 * Opens a download in its 7E wrapper, or a bare `RDAOTA02`. Throws `delta.damagedPackage` and `delta.wrongBase` {check, offset,
 * expected, found}. Offsets of the core count in its pack.
 */
export function applyUis8910(oldAp: Uint8Array | null, file: Uint8Array): AppliedDownload {
  if (isBarePack(file)) return { envelope: 'bare', core: applyPack(oldAp, file), script: null, checkedRules };
  const { pack, script } = openWrapper(file);
  const core = pack === undefined ? null : applyPack(oldAp, pack);
  return { envelope: 'wrapped', core, script, checkedRules };
}

/** Whether a file begins as the vendor's tool writes a pack, without the wrapper. */
function isBarePack(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 8)).toString('latin1') === 'RDAOTA02';
}

function openWrapper(file: Uint8Array): {
  readonly pack: Uint8Array | undefined;
  readonly script: Uint8Array | null;
} {
  const cursor = createByteCursor(file);
  if (cursor.u8('wrapper.magic') !== 0x7e) throw fault('wrapper.magic', 0, '0x7e', 'another byte');
  const count = cursor.u32be('wrapper.sections');
  if (count < 1 || count > 2) throw fault('wrapper.sections', 1, '1 or 2', String(count));
  const sections = new Map<number, Uint8Array>();
  for (let index = 0; index < count; index++) {
    const at = cursor.offset;
    const kind = cursor.u8('section.kind');
    if ((kind !== 0x7d && kind !== 0x7c) || sections.has(kind)) {
      throw fault('section.kind', at, '7d or 7c, each once', kind.toString(16));
    }
    sections.set(kind, cursor.bytes(cursor.u32be('section.length'), 'section'));
  }
  if (cursor.remaining > 0)
    throw fault('wrapper.trailing', cursor.offset, 'nothing', `${cursor.remaining} bytes`);
  return { pack: sections.get(0x7d), script: sections.get(0x7c) ?? null };
}

/** A bare `RDAOTA02`. Changes of files are read but not carried out: their file system is not modelled. */
export function applyPack(oldAp: Uint8Array | null, bytes: Uint8Array): AppliedPack {
  const pack = readPack(bytes);
  const flash = pack.bulks.filter((bulk) => bulk.kind === 'flash');
  const [bulk] = flash;
  if (bulk === undefined) return { pack, ap: null };
  if (flash.length > 1) throw fault('pack.flashBulks', 24, 'one', String(flash.length));
  if (oldAp === null) throw fault('pack.flashBulks', 24, 'none without an application', '1');
  return { pack, ap: rebuildFlash(bytes, bulk, oldAp).bytes };
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
