import { type ByteReader, createByteReader } from '../byteReader.ts';
import { checkPassed } from '../check.ts';
import { damaged, hex } from '../damaged.ts';
import { sha256Hex } from '../digest.ts';
import type { Chip, FirmwareFact } from '../image.ts';
import type { PackageFile, PackageMember } from './packageFile.ts';
import { type ParPackage, readParPackage } from './parPackage.ts';

/** Core delta of EC618 and EC7xx down to its groups (luat-formats 5, ec7xx-delta 1 and 2). */

const authBytes = 80;
const hashAt = 12;
const hashBytes = 32;
const maxPackages = 16;

/** True for a delta, signed or not. */
export function looksLikePar(bytes: Uint8Array): boolean {
  return bytes[0] === 0xec && (bytes[1] === 0xdf || bytes[1] === 0xae);
}

/**
 * Reads the outer head, its own digest, and per image the head and the table of parts or groups. What is inside a group is
 * for the delta room, which applies it. Throws `firmware.damaged`.
 */
export function readDeltaPar(bytes: Uint8Array): PackageFile {
  const signed = bytes[1] === 0xae;
  const base = signed ? authBytes : 0;
  const whole = createByteReader(bytes);
  whole.need(0, base + 44, 'par.header');
  const reader = createByteReader(bytes.subarray(base));
  const packages = readPackages(reader, readOuter(reader));
  const chips = [...new Set(packages.map(({ chip }) => chip))];
  const [first] = chips;
  const chip: Chip = chips.length === 1 && first !== undefined ? first : 'unknown';
  return {
    kind: 'deltaPar',
    chip,
    chipEvidence: packages.map(({ payload }) => `payload=${payload}`),
    versions: [],
    parts: packages.map(({ part }) => part),
    members: packages.flatMap(({ part, groups }) =>
      groups.map(({ kind, sizeBytes }, i): PackageMember => ({ path: `${part.name}/${i}`, kind, sizeBytes })),
    ),
    checks: [checkPassed('par.hash'), checkPassed('par.length')],
    facts: [...outerFacts(reader, signed), ...packages.flatMap(({ facts }) => facts)],
  };
}

interface Outer {
  readonly packageCount: number;
  readonly firstAt: number;
  readonly segmentBytes: number;
}

function readOuter(reader: ByteReader): Outer {
  const check = 'par.header';
  const magic = reader.u16(0, check);
  if (magic !== 0xdfec)
    throw damaged({ check: 'par.magic', offset: 0, expected: hex(0xdfec), found: hex(magic) });
  const sizeBytes = reader.u32(8, check);
  if (sizeBytes !== reader.bytes.length)
    throw damaged({ check: 'par.length', offset: 8, expected: sizeBytes, found: reader.bytes.length });
  checkHash(reader);
  const capability = reader.u16(4, check);
  const retention = (capability & 7) === 1 ? 136 : 40;
  const packageCount = (reader.u8(3, check) & 15) + 1;
  return {
    packageCount: Math.min(packageCount, maxPackages),
    firstAt: 44 + retention,
    segmentBytes: (capability >>> 4) * 0x10000 + reader.u16(6, check),
  };
}

function checkHash(reader: ByteReader): void {
  const expected = Buffer.from(reader.copy(hashAt, hashBytes, 'par.header')).toString('hex');
  const blanked = reader.bytes.slice();
  blanked.fill(0, hashAt, hashAt + hashBytes);
  const found = sha256Hex(blanked);
  if (expected !== found) throw damaged({ check: 'par.hash', offset: hashAt, expected, found });
}

function readPackages(reader: ByteReader, outer: Outer): ParPackage[] {
  const packages: ParPackage[] = [];
  let offset = outer.firstAt;
  for (let i = 0; i < outer.packageCount; i += 1) {
    const found = readParPackage(reader, offset, outer.segmentBytes);
    packages.push(found);
    offset += found.packageBytes;
  }
  if (offset !== reader.bytes.length)
    throw damaged({ check: 'par.trailing', offset, expected: reader.bytes.length, found: offset });
  return packages;
}

function outerFacts(reader: ByteReader, signed: boolean): FirmwareFact[] {
  const tool = reader.u8(2, 'par.header');
  return [
    { name: 'toolVersion', value: `${tool >>> 5}.${tool & 31}` },
    ...(signed ? [{ name: 'signed', value: 'ECDSA' }] : []),
  ];
}
