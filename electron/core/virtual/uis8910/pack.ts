import { latin1Text, viewOf } from '../bytes.ts';
import { createCursor, need } from '../ec7xx/cursor.ts';
import { unpackLzma } from '../ec7xx/group.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { packCrc } from './crc.ts';

/** A RDAOTA02 pack (luat-formats 6.2). */
export interface Pack {
  readonly oldName: string;
  readonly newName: string;
  readonly flash: readonly FlashBulk[];
  /** Files of the modem and settings entries: named, not simulated. */
  readonly untouched: readonly string[];
}

/** Rewrites a part of the flash in blocks. */
export interface FlashBulk {
  /** From the start of the flash chip. */
  readonly base: number;
  readonly oldSizeBytes: number;
  readonly oldCrc: number;
  /** In the order in which they are written; a later one may read what an earlier one wrote. */
  readonly bundles: readonly Uint8Array[];
}

/** One block of at most 64 KiB. */
export interface Block {
  readonly position: number;
  readonly crc: number;
  readonly sizeBytes: number;
  readonly pieces: readonly Piece[];
}

export interface Piece {
  readonly oldPosition: number;
  readonly diff: Uint8Array;
  readonly extra: Uint8Array;
}

export const blockBytes = 0x10000;
const fixedBytes = 36;
const mostBulks = 256;
const mostBlocks = 1024;
/** No flash of this chip is larger, twice for what a bundle carries besides the blocks. */
const mostBundleBytes = 32 * 1024 * 1024;

/** Length that a pack says it has, null when the bytes do not start like one. */
export function packLength(head: Uint8Array): number | null {
  if (head.length < 12 || latin1Text(head.subarray(0, 8)) !== 'RDAOTA02') return null;
  return viewOf(head).getUint32(8, true);
}

/** @throws PackageRefused `format` or `damaged` */
export function readPack(pack: Uint8Array): Pack {
  need(packLength(pack) === pack.length, `pack does not have the length that it says`);
  need(pack.length >= fixedBytes, 'pack is cut off');
  if (packCrc(pack.subarray(16)) !== viewOf(pack).getUint32(12, true))
    throw new PackageRefused('damaged', 'pack does not have its checksum');
  const cursor = createCursor(pack, 'pack');
  cursor.bytes(24);
  const bulks = cursor.u32();
  cursor.u32();
  const nameBytes = cursor.u32();
  need(bulks <= mostBulks, `${bulks} entries are more than ${mostBulks}`);
  const oldName = latin1Text(cursor.bytes(nameBytes));
  const newName = latin1Text(cursor.bytes(nameBytes));
  const flash: FlashBulk[] = [];
  const untouched: string[] = [];
  const slice = (sizeBytes: number, offset: number): Uint8Array => {
    need(offset + sizeBytes <= pack.length, 'a bundle lies behind the pack');
    return pack.subarray(offset, offset + sizeBytes);
  };
  for (let index = 0; index < bulks; index += 1) {
    const type = cursor.u32();
    if (type === 0) flash.push(readFlashBulk(cursor, slice));
    else untouched.push(readFileBulk(cursor, type));
  }
  return { oldName, newName, flash, untouched };
}

type Slice = (sizeBytes: number, offset: number) => Uint8Array;

function readFlashBulk(cursor: ReturnType<typeof createCursor>, slice: Slice): FlashBulk {
  need(latin1Text(cursor.bytes(4)) === 'SFL1', 'a flash entry does not start with SFL1');
  const [base, oldSizeBytes, oldCrc, count] = [cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32()];
  need(count <= mostBlocks, `${count} bundles are more than ${mostBlocks}`);
  const bundles = Array.from({ length: count }, () => slice(cursor.u32(), cursor.u32()));
  return { base, oldSizeBytes, oldCrc, bundles };
}

/** Words after the name: 1 a file in blocks, with bundles of their own; 2 a whole file; 3 an entry of the running settings. */
function readFileBulk(cursor: ReturnType<typeof createCursor>, type: number): string {
  need(type >= 1 && type <= 3, `entry type ${type} is not known`);
  const length = cursor.u32();
  const name = latin1Text(cursor.bytes(length)).replace(/\0+$/, '');
  if (type === 3) {
    cursor.bytes(8);
    return name;
  }
  cursor.bytes((4 - (length % 4)) % 4);
  cursor.bytes(type === 2 ? 20 : 24);
  if (type === 1) cursor.bytes(8 * cursor.u32());
  return name;
}

/**
 * The blocks of a bundle with their bytes.
 * @throws PackageRefused `format`, `stream`
 */
export function readBundle(bundle: Uint8Array): readonly Block[] {
  const content = unpackLzma(bundle, mostBundleBytes);
  const cursor = createCursor(content, 'bundle');
  const count = cursor.u32();
  need(count <= mostBlocks, `${count} blocks are more than ${mostBlocks}`);
  const shapes = Array.from({ length: count }, () => {
    const head = { position: cursor.u32(), crc: cursor.u32() };
    const pieces = cursor.u32();
    need(pieces <= blockBytes, `a block of ${pieces} pieces`);
    const list = Array.from({ length: pieces }, () => [cursor.u32(), cursor.u32(), cursor.u32()] as const);
    return { ...head, list };
  });
  const sum = (which: 1 | 2): number =>
    shapes.reduce((all, { list }) => list.reduce((part, piece) => part + piece[which], all), 0);
  const diff = createCursor(cursor.bytes(sum(1)), 'bytes to add');
  const extra = createCursor(cursor.bytes(sum(2)), 'new bytes');
  need(cursor.isAtEnd(), 'more bytes in a bundle than its pieces');
  return shapes.map(({ position, crc, list }) => {
    const pieces = list.map(([oldPosition, add, insert]) => ({
      oldPosition,
      diff: diff.bytes(add),
      extra: extra.bytes(insert),
    }));
    const sizeBytes = list.reduce((all, [, add, insert]) => all + add + insert, 0);
    need(sizeBytes > 0 && sizeBytes <= blockBytes, `a block of ${sizeBytes} bytes`);
    return { position, crc, sizeBytes, pieces };
  });
}
