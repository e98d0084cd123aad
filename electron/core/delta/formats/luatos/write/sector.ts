import { createHash } from 'node:crypto';
import { runAll } from '../../../crew/crew.ts';
import type { LzmaProps } from '../../../lzma/props.ts';
import type { Work } from '../../work.ts';

/** Uncompressed bytes per block, and the dictionary of its stream. Nothing else was seen in the field. */
export const blockBytes = 0x40000;
const sectorHeadBytes = 36;
const blockHeadBytes = 10;
/** `66 00 00 04 00`. */
const props: LzmaProps = { lc: 3, lp: 1, pb: 2, dictionaryBytes: blockBytes };
const propsBytes = Uint8Array.of(0x66, 0x00, 0x00, 0x04, 0x00);
/** How the vendor's tool marks bytes that are stored as they are. */
const storedBytes = new Uint8Array(5);

export interface SectorPlan {
  readonly magic: number;
  /** Flash offset. */
  readonly startAddress: number;
  readonly data: Uint8Array;
}

/** One sector: header and blocks, each a stream of its own or stored (luat-formats 3.2). Throws RangeError for no data. */
export async function writeSector(
  { magic, startAddress, data }: SectorPlan,
  work: Work,
): Promise<Uint8Array> {
  if (data.length === 0) throw new RangeError('a sector without data means a delta to these loaders');
  const raws: Uint8Array[] = [];
  for (let start = 0; start < data.length; start += blockBytes)
    raws.push(data.subarray(start, start + blockBytes));
  const streams = await runAll(
    work.crew,
    'lzma',
    raws.map((raw) => ({ data: raw, props })),
    (i) => work.advance(raws[i]?.length ?? 0),
  );
  const blocks = raws.map((raw, i): Block => ({ raw, stream: streams[i] ?? raw }));
  const packed = Buffer.concat(blocks.map(writeSmaller));
  // equal lengths mean "not compressed" to loaders of this family (luat-formats 3.2); stored blocks are always longer
  const body = packed.length === data.length ? Buffer.concat(blocks.map(writeStored)) : packed;
  const head = Buffer.alloc(sectorHeadBytes);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(data.length, 8);
  createHash('md5').update(data).digest().copy(head, 12);
  head.writeUInt32LE(blockBytes, 28);
  head.writeUInt32LE(startAddress, 32);
  return new Uint8Array(Buffer.concat([head, body]));
}

interface Block {
  readonly raw: Uint8Array;
  readonly stream: Uint8Array;
}

function writeSmaller({ raw, stream }: Block): Uint8Array {
  return stream.length < raw.length ? writeBlock(propsBytes, stream) : writeBlock(storedBytes, raw);
}

function writeStored({ raw }: Block): Uint8Array {
  return writeBlock(storedBytes, raw);
}

function writeBlock(mark: Uint8Array, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(blockHeadBytes);
  head.writeUInt8(mark.length, 0);
  head.set(mark, 1);
  head.writeUInt32LE(body.length, 6);
  return Buffer.concat([head, body]);
}
