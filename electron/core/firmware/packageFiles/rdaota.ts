import { type ByteReader, createByteReader } from '../byteReader.ts';
import { checkPassed } from '../check.ts';
import { crc32Zero } from '../checksums.ts';
import { damaged, hex } from '../damaged.ts';
import type { FirmwareFact } from '../image.ts';
import { createUnpackBudget, type UnpackBudget } from '../unpackBudget.ts';
import type { PackageFile, PackageMember, PackagePart } from './packageFile.ts';
import { type Bulk, readBulk } from './rdaBulk.ts';

/** Delta of the 8910 (luat-formats 6.2): a head, bulks, and behind them the packed bundles that the bulks point to. */

const headBytes = 36;
const magic = 'RDAOTA02';
const maxBulks = 1024;
const maxNameBytes = 1024;

/** True when the bytes start as such a delta does. */
export function looksLikeRdaota(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, magic.length)) === magic;
}

/** Reads the head, its CRC, every bulk, and unpacks every bundle. Throws `firmware.damaged`. */
export function readRdaota(bytes: Uint8Array, budget: UnpackBudget = createUnpackBudget()): PackageFile {
  const reader = createByteReader(bytes);
  const head = readHead(reader);
  const bulks: Bulk[] = [];
  let offset = headBytes + 2 * head.nameBytes;
  for (let i = 0; i < head.bulkCount; i += 1) {
    const bulk = readBulk(reader, offset, i, budget);
    bulks.push(bulk);
    offset = bulk.end;
  }
  if (offset !== head.headEnd)
    throw damaged({ check: 'rdaota.bulkEnd', offset, expected: hex(head.headEnd), found: hex(offset) });
  const steps = bulks.reduce((sum, bulk) => sum + bulk.steps, 0);
  if (steps !== head.stepCount)
    throw damaged({ check: 'rdaota.steps', offset: 28, expected: head.stepCount, found: steps });
  return {
    kind: 'rdaota02',
    chip: 'uis8910',
    chipEvidence: [`magic=${magic}`],
    versions: head.newName === '' ? [] : [{ text: head.newName, source: 'header' }],
    parts: bulks.flatMap(({ part }): PackagePart[] => (part === null ? [] : [part])),
    members: bulks.flatMap(({ members }): PackageMember[] => [...members]),
    checks: [checkPassed('rdaota.crc'), checkPassed('rdaota.steps')],
    facts: factsOf(head, bulks),
  };
}

interface Head {
  readonly headEnd: number;
  readonly bulkCount: number;
  readonly stepCount: number;
  readonly nameBytes: number;
  readonly oldName: string;
  readonly newName: string;
}

function readHead(reader: ByteReader): Head {
  const check = 'rdaota.header';
  reader.need(0, headBytes, check);
  const sizeBytes = reader.u32(8, check);
  if (sizeBytes !== reader.bytes.length)
    throw damaged({ check: 'rdaota.length', offset: 8, expected: sizeBytes, found: reader.bytes.length });
  const stored = reader.u32(12, check);
  const found = crc32Zero(reader.bytes.subarray(16));
  if (stored !== found)
    throw damaged({ check: 'rdaota.crc', offset: 12, expected: hex(stored), found: hex(found) });
  const bulkCount = reader.u32(24, check);
  if (bulkCount > maxBulks)
    throw damaged({ check: 'rdaota.bulks', offset: 24, expected: `at most ${maxBulks}`, found: bulkCount });
  const nameBytes = reader.u32(32, check);
  if (nameBytes > maxNameBytes)
    throw damaged({
      check: 'rdaota.names',
      offset: 32,
      expected: `at most ${maxNameBytes}`,
      found: nameBytes,
    });
  return {
    headEnd: reader.u32(16, check),
    bulkCount,
    stepCount: reader.u32(28, check),
    nameBytes,
    oldName: plain(reader.text(headBytes, nameBytes, check)),
    newName: plain(reader.text(headBytes + nameBytes, nameBytes, check)),
  };
}

function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '_');
}

function factsOf(head: Head, bulks: readonly Bulk[]): FirmwareFact[] {
  return [
    ...(head.oldName === '' ? [] : [{ name: 'oldVersion', value: head.oldName }]),
    { name: 'steps', value: String(head.stepCount) },
    ...(head.stepCount === 0 && bulks.every(({ part }) => part === null)
      ? [{ name: 'change', value: 'none' }]
      : []),
  ];
}
