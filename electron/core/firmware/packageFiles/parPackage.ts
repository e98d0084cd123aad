import type { ByteReader } from '../byteReader.ts';
import { damaged, hex } from '../damaged.ts';
import type { Chip, FirmwareFact, ImageRole } from '../image.ts';
import type { PackagePart } from './packageFile.ts';
import { type ParGroup, readEc7xxGroups, readEc618Groups } from './parGroups.ts';

/** Head of one image's delta and its table (luat-formats 5.2, ec7xx-delta 1). */

export interface ParPackage {
  readonly part: PackagePart;
  readonly chip: Chip;
  /** `BPHD` or `ECPSH`. */
  readonly payload: string;
  readonly packageBytes: number;
  readonly groups: readonly ParGroup[];
  readonly facts: readonly FirmwareFact[];
}

const fixedBytes = 56;
const roles: Readonly<Record<number, ImageRole>> = { 1: 'bootloader', 2: 'ap', 3: 'cp' };

/** Reads the package at `offset`. Throws `firmware.damaged`; one without a payload, as a vendor tool makes by mistake, is damaged. */
export function readParPackage(reader: ByteReader, offset: number, segmentBytes: number): ParPackage {
  const check = 'par.package';
  reader.need(offset, fixedBytes, check);
  const word = reader.u32(offset, check);
  const units = (word & 0x400000) === 0 ? 1 : 4;
  const headBytes = ((word >>> 8) & 0x3ff) * units;
  const packageBytes = reader.u32(offset + 4, check);
  if (headBytes < fixedBytes || headBytes >= packageBytes) {
    const expected = `more than ${Math.max(headBytes, fixedBytes)} bytes`;
    throw damaged({ check: 'par.packageLength', offset: offset + 4, expected, found: packageBytes });
  }
  reader.need(offset, packageBytes, 'par.packageLength');
  const tlvs = readTlvs(reader, offset + fixedBytes, offset + headBytes);
  const role = roles[(word >>> 5) & 7] ?? 'data';
  const part: PackagePart = {
    name: tlvs.name || `${role}.par`,
    role,
    address: reader.u32(offset + 12, check),
    sizeBytes: reader.u32(offset + 16, check),
    zoneSizeBytes: 0,
    sha256: tlvs.newSha256,
    oldSizeBytes: reader.u32(offset + 20, check),
    oldSha256: Buffer.from(reader.copy(offset + 24, 32, check)).toString('hex'),
  };
  const payload = readPayload(reader, offset + headBytes, offset + packageBytes, word >>> 24, segmentBytes);
  const direction = (word & 0x10) === 0 ? 'forward' : 'reverse';
  return {
    ...payload,
    part,
    packageBytes,
    facts: [{ name: 'direction', value: `${part.name} ${direction}` }],
  };
}

function readPayload(
  reader: ByteReader,
  at: number,
  end: number,
  segments: number,
  segmentBytes: number,
): Pick<ParPackage, 'chip' | 'payload' | 'groups'> {
  const magic = reader.u32(at, 'par.payload');
  if (magic === 0x44485042)
    return { chip: 'ec618', payload: 'BPHD', groups: readEc618Groups(reader, at, end, segments) };
  if (magic === 0x485350ec)
    return {
      chip: 'ec7xx',
      payload: 'ECPSH',
      groups: readEc7xxGroups(reader, at, end, segments, segmentBytes),
    };
  throw damaged({ check: 'par.payload', offset: at, expected: 'BPHD or EC50 5348', found: hex(magic) });
}

/** `u8 type, u8 length of the whole record`; digests start 4 bytes in, names 2. */
function readTlvs(reader: ByteReader, from: number, to: number): { name: string; newSha256: string } {
  const check = 'par.tlv';
  let [name, newSha256] = ['', ''];
  for (let at = from; at < to; ) {
    const type = reader.u8(at, check);
    const length = at + 2 <= to ? reader.u8(at + 1, check) : 0;
    if (length < 2 || at + length > to)
      throw damaged({ check, offset: at, expected: `2..${to - at} bytes`, found: length });
    if (type === 3 && length === 36) newSha256 = Buffer.from(reader.copy(at + 4, 32, check)).toString('hex');
    if (type === 0) name = reader.text(at + 2, length - 2, check);
    at += length;
  }
  if (newSha256 === '')
    throw damaged({
      check: 'par.newSha256',
      offset: from,
      expected: 'digest of the new image',
      found: 'none',
    });
  return { name: name.replace(/[^\x20-\x7e]|\//g, '_'), newSha256 };
}
