import type { ByteReader } from '../byteReader.ts';
import { damaged } from '../damaged.ts';
import { sha256Hex } from '../digest.ts';
import { pathFault } from '../memberName.ts';
import type { UnpackBudget } from '../unpackBudget.ts';
import type { PackageMember, PackagePart } from './packageFile.ts';
import { type RdaBundle, readRdaBundle } from './rdaBundle.ts';

/** One entry of `RDAOTA02` (luat-formats 6.2): flash, a file in blocks, a whole file, or a running-NV entry. */
export interface Bulk {
  readonly end: number;
  /** Steps of the upgrade: its blocks, and one for a whole file or a running-NV entry (seen in vendor packs). */
  readonly steps: number;
  /** The flash image that it changes; null for files. */
  readonly part: PackagePart | null;
  readonly members: readonly PackageMember[];
}

const maxBundles = 4096;

/** Reads the bulk at `offset`. Throws `firmware.damaged`. */
export function readBulk(reader: ByteReader, offset: number, index: number, budget: UnpackBudget): Bulk {
  const type = reader.u32(offset, 'rdaota.bulk');
  if (type === 0) return readFlash(reader, offset + 4, index, budget);
  const file = readName(reader, offset + 4, index);
  if (type === 1) return readBlockedFile(reader, file, index, budget);
  if (type === 2) return readPlainFile(reader, file);
  if (type === 3) return readRunningNv(reader, file);
  throw damaged({ check: 'rdaota.bulkType', offset, expected: '0..3', found: type });
}

interface NamedFile {
  readonly path: string;
  readonly end: number;
}

/** Paths are those of the module's own file system; the leading `/` is left out. */
function readName(reader: ByteReader, offset: number, index: number): NamedFile {
  const check = `rdaota.fileName:${index}`;
  const nameBytes = reader.u32(offset, check);
  const path = reader.text(offset + 4, nameBytes, check).replace(/^\/+/, '');
  const fault = pathFault(path);
  if (fault !== null) throw damaged({ check, offset: offset + 4, expected: 'plain path', found: fault });
  return { path, end: offset + 4 + Math.ceil(nameBytes / 4) * 4 };
}

function readFlash(reader: ByteReader, offset: number, index: number, budget: UnpackBudget): Bulk {
  const check = 'rdaota.flash';
  const magic = reader.text(offset, 4, check);
  if (magic !== 'SFL1') throw damaged({ check, offset, expected: 'SFL1', found: JSON.stringify(magic) });
  const base = reader.u32(offset + 4, check);
  const oldSizeBytes = reader.u32(offset + 8, check);
  const { bundles, end } = readBundles(reader, offset + 16, budget);
  const blocks = bundles.flatMap((bundle) => bundle.blocks);
  const top = blocks.reduce((most, block) => Math.max(most, block.newPosition + block.newBytes), base);
  const name = `flash${index}`;
  const part: PackagePart = {
    // The application is what stands at this place (luat-formats 6.1).
    name: base === 0x10000 ? 'AP' : name,
    role: base === 0x10000 ? 'ap' : 'data',
    address: base,
    sizeBytes: top - base,
    zoneSizeBytes: 0,
    sha256: sha256Hex(Buffer.concat(bundles.map((bundle) => storedBytes(reader, bundle)))),
    oldSizeBytes,
  };
  return { end, steps: blocks.length, part, members: bundleMembers(reader, part.name, bundles) };
}

function readBlockedFile(
  reader: ByteReader,
  { path, end: at }: NamedFile,
  index: number,
  budget: UnpackBudget,
): Bulk {
  const check = `rdaota.file:${index}`;
  const newBytes = reader.u32(at + 16, check);
  reader.u32(at + 20, check);
  const { bundles, end } = readBundles(reader, at + 24, budget);
  const file: PackageMember = { path, kind: 'rdaBlockedFile', sizeBytes: newBytes };
  const steps = bundles.reduce((sum, bundle) => sum + bundle.blocks.length, 0);
  return { end, steps, part: null, members: [file, ...bundleMembers(reader, path, bundles)] };
}

function readPlainFile(reader: ByteReader, { path, end: at }: NamedFile): Bulk {
  const check = 'rdaota.plainFile';
  const newBytes = reader.u32(at + 8, check);
  const dataBytes = reader.u32(at + 12, check);
  const data = reader.copy(reader.u32(at + 16, check), dataBytes, check);
  const stored = { path: `${path}/data`, kind: 'rdaData', sizeBytes: dataBytes, sha256: sha256Hex(data) };
  return {
    end: at + 20,
    steps: 1,
    part: null,
    members: [{ path, kind: 'rdaPlainFile', sizeBytes: newBytes }, stored],
  };
}

function readRunningNv(reader: ByteReader, { path, end: at }: NamedFile): Bulk {
  const sizeBytes = reader.u32(at, 'rdaota.runningNv');
  reader.u32(at + 4, 'rdaota.runningNv');
  return { end: at + 8, steps: 1, part: null, members: [{ path, kind: 'rdaRunningNv', sizeBytes }] };
}

function readBundles(
  reader: ByteReader,
  offset: number,
  budget: UnpackBudget,
): { bundles: RdaBundle[]; end: number } {
  const check = 'rdaota.bundles';
  const count = reader.u32(offset, check);
  if (count > maxBundles) throw damaged({ check, offset, expected: `at most ${maxBundles}`, found: count });
  reader.need(offset + 4, count * 8, check);
  const bundles = Array.from({ length: count }, (_, i) => {
    const entry = offset + 4 + 8 * i;
    return readRdaBundle(reader, reader.u32(entry + 4, check), reader.u32(entry, check), budget);
  });
  return { bundles, end: offset + 4 + count * 8 };
}

function bundleMembers(reader: ByteReader, path: string, bundles: readonly RdaBundle[]): PackageMember[] {
  return bundles.map((bundle, i) => ({
    path: `${path}/bundle${i}`,
    kind: 'rdaBundle',
    sizeBytes: bundle.sizeBytes,
    sha256: sha256Hex(storedBytes(reader, bundle)),
  }));
}

function storedBytes(reader: ByteReader, bundle: RdaBundle): Uint8Array {
  return reader.bytes.subarray(bundle.offset, bundle.offset + bundle.sizeBytes);
}
