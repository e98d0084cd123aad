import { type ByteReader, createByteReader } from '../byteReader.ts';
import { crc32Open, crc32Zip } from '../checksums.ts';
import { damaged, hex } from '../damaged.ts';
import { md5Hex } from '../digest.ts';
import type { Chip, FirmwareCheck } from '../image.ts';
import { unpackLzmaRaw } from '../lzma.ts';
import type { UnpackBudget } from '../unpackBudget.ts';
import { luatosChip } from './luatosMagic.ts';

/** Sectors of a LuatOS update: a header, then blocks of raw LZMA, each for itself (luat-formats 3.2). */

const headerBytes = 36;
/** Air105 has a CRC in place of MD5 and no block length. */
const air105HeaderBytes = 20;
/** No flash of these chips holds more. */
const maxDataBytes = 16 * 1024 * 1024;
const leastBlockBytes = 4096;
const maxBlockBytes = 4 * 1024 * 1024;

export interface LuatosSector {
  readonly offset: number;
  /** Header and blocks. */
  readonly totalBytes: number;
  readonly startAddress: number;
  readonly blockCount: number;
  /** Blocks that are stored as they are. */
  readonly storedBlocks: number;
  /** The unpacked content; empty in a sector that marks a diff. */
  readonly data: Uint8Array;
  readonly checks: readonly FirmwareCheck[];
}

interface Head {
  readonly blocksAt: number;
  readonly blockBytesTotal: number;
  readonly dataBytes: number;
  /** Null: from the dictionary of the block (inferred; the EC chips have both the same). */
  readonly blockBytes: number | null;
  readonly startAddress: number;
}

/** Reads and unpacks the sector at `offset`; its digest has to be right. Throws `firmware.damaged`. */
export function readLuatosSector(
  bytes: Uint8Array,
  offset: number,
  index: number,
  budget: UnpackBudget,
): LuatosSector {
  const reader = createByteReader(bytes);
  const chip = luatosChip(bytes.subarray(offset));
  if (chip === null)
    throw damaged({ check: 'luatosOta.sectorMagic', offset, expected: 'LuatOS magic', found: 'other bytes' });
  const head = readHead(reader, offset, chip);
  const end = head.blocksAt + head.blockBytesTotal;
  budget.spend(head.dataBytes, 'luatosOta.dataLength', offset + 8);
  reader.need(head.blocksAt, head.blockBytesTotal, 'luatosOta.sectorLength');
  const unpacked = unpackBlocks(reader, head, end);
  const digest = checkDigest(reader, offset, chip, unpacked.data, index);
  const { dataBytes, blockBytesTotal } = head;
  // A loader takes equal lengths for "not compressed".
  const differ = dataBytes !== blockBytesTotal;
  return {
    offset,
    totalBytes: end - offset,
    startAddress: head.startAddress,
    blockCount: unpacked.count,
    storedBlocks: unpacked.stored,
    data: unpacked.data,
    checks: [
      digest,
      {
        name: `luatosOta.lengthsDiffer:${index}`,
        ok: differ,
        detail: differ ? '' : `${dataBytes}, ${blockBytesTotal}`,
      },
      ...unpacked.checks,
    ],
  };
}

function readHead(reader: ByteReader, offset: number, chip: Chip): Head {
  const check = 'luatosOta.sector';
  const short = chip === 'air105';
  reader.need(offset, short ? air105HeaderBytes : headerBytes, check);
  const dataBytes = reader.u32(offset + 8, check);
  if (dataBytes > maxDataBytes) {
    const expected = `at most ${maxDataBytes} bytes`;
    throw damaged({ check: 'luatosOta.dataLength', offset: offset + 8, expected, found: dataBytes });
  }
  const blockBytes = short ? null : reader.u32(offset + 28, check);
  if (blockBytes !== null && (blockBytes < leastBlockBytes || blockBytes > maxBlockBytes)) {
    const expected = `${leastBlockBytes}..${maxBlockBytes}`;
    throw damaged({ check: 'luatosOta.blockLength', offset: offset + 28, expected, found: blockBytes });
  }
  return {
    blocksAt: offset + (short ? air105HeaderBytes : headerBytes),
    blockBytesTotal: reader.u32(offset + 4, check),
    dataBytes,
    blockBytes,
    startAddress: reader.u32(offset + (short ? 16 : 32), check),
  };
}

interface Unpacked {
  readonly data: Uint8Array;
  readonly count: number;
  readonly stored: number;
  readonly checks: readonly FirmwareCheck[];
}

/** Blocks up to `end`; together they have to yield exactly what the head announces. */
function unpackBlocks(reader: ByteReader, head: Head, end: number): Unpacked {
  const data = new Uint8Array(head.dataBytes);
  let [at, filled, count, stored, unusual] = [head.blocksAt, 0, 0, 0, 0];
  while (filled < data.length) {
    const block = readBlock(reader, at, end);
    const { props } = block;
    const dictionary =
      props.length === 5 ? new DataView(props.buffer, props.byteOffset).getUint32(1, true) : 0;
    const unit = head.blockBytes ?? (dictionary > 0 ? dictionary : data.length);
    const sizeBytes = Math.min(unit, data.length - filled);
    // The boot loader takes a first property byte of 0 for "stored"; without properties only one writer says so.
    const isStored = (props[0] ?? 0) === 0;
    if (isStored && block.data.length !== sizeBytes) {
      const check = 'luatosOta.storedBlock';
      throw damaged({ check, offset: at, expected: sizeBytes, found: block.data.length });
    }
    const place = { check: 'luatosOta.lzma', offset: at, sizeBytes };
    data.set(isStored ? block.data : unpackLzmaRaw(props, block.data, place), filled);
    filled += sizeBytes;
    at = block.end;
    count += 1;
    if (isStored) stored += 1;
    if (props.length === 0) unusual += 1;
  }
  if (at !== end && data.length > 0)
    throw damaged({ check: 'luatosOta.sectorEnd', offset: at, expected: hex(end), found: hex(at) });
  const odd = { name: 'luatosOta.blockProps', ok: false, detail: `5 bytes, 0 (${unusual} blocks)` };
  return { data, count, stored, checks: unusual > 0 ? [odd] : [] };
}

/** `u8 length | properties | u32 length | data`, all before `end`. */
function readBlock(reader: ByteReader, at: number, end: number) {
  const check = 'luatosOta.block';
  const within = (offset: number, size: number): void => {
    if (offset + size > end)
      throw damaged({
        check,
        offset,
        expected: `${size} bytes`,
        found: `${Math.max(0, end - offset)} bytes`,
      });
  };
  within(at, 1);
  const propsBytes = reader.u8(at, check);
  if (propsBytes !== 5 && propsBytes !== 0)
    throw damaged({ check: 'luatosOta.blockProps', offset: at, expected: 5, found: propsBytes });
  within(at + 1, propsBytes + 4);
  const props = reader.copy(at + 1, propsBytes, check);
  const dataAt = at + 1 + propsBytes + 4;
  const dataBytes = reader.u32(dataAt - 4, check);
  within(dataAt, dataBytes);
  return { props, data: reader.bytes.subarray(dataAt, dataAt + dataBytes), end: dataAt + dataBytes };
}

function checkDigest(
  reader: ByteReader,
  offset: number,
  chip: Chip,
  data: Uint8Array,
  index: number,
): FirmwareCheck {
  if (chip === 'air105') return checkAir105(reader.u32(offset + 12, 'luatosOta.sector'), data, index);
  const expected = Buffer.from(reader.copy(offset + 12, 16, 'luatosOta.sector')).toString('hex');
  const found = md5Hex(data);
  // An empty sector marks a diff, whose content only the module can know.
  if (expected !== found && data.length > 0)
    throw damaged({ check: 'luatosOta.sectorMd5', offset: offset + 12, expected, found });
  return { name: `luatosOta.sectorMd5:${index}`, ok: true, detail: '' };
}

/** Which of the two CRCs Air105 means is not written anywhere (luat-formats 3.2), so a mismatch is told, not thrown. */
function checkAir105(stored: number, data: Uint8Array, index: number): FirmwareCheck {
  const ok = stored === crc32Open(data) || stored === crc32Zip(data);
  const detail = ok ? '' : `${hex(stored)}, ${hex(crc32Open(data))}`;
  return { name: `luatosOta.sectorCrc:${index}`, ok, detail };
}
