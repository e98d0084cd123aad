import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { decompress } from 'lzma1';
import { concatBytes, toHex, viewOf } from '../bytes.ts';

/** Why an update file is not taken; texts are `packageRefusal.<reason>`. */
export class OtaRefused extends Error {
  readonly reason: 'format' | 'damaged' | 'tooLarge' | 'coreDelta' | 'address';

  constructor(reason: OtaRefused['reason'], message: string) {
    super(message);
    this.name = 'OtaRefused';
    this.reason = reason;
  }
}

export interface OtaTarget {
  readonly magic: number;
  readonly scriptAddress: number;
  readonly zoneBytes: number;
}

const headBytes = 92;
const sectorHeadBytes = 36;

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/**
 * The check while the file comes in: magic, CRC of the head, length and MD5 of the sectors (luat-formats 3.1).
 * @throws OtaRefused
 */
export function checkOtaFile(file: Uint8Array, { magic }: OtaTarget): Uint8Array {
  if (file.length < headBytes) throw new OtaRefused('format', `${file.length} bytes are no update file`);
  const view = viewOf(file);
  if (view.getUint32(0, true) !== magic)
    throw new OtaRefused(
      'format',
      `magic ${view.getUint32(0, true).toString(16)}, not ${magic.toString(16)}`,
    );
  // Not inverted at the end, unlike zlib's.
  if (view.getUint32(4, true) !== ~crc32(file.subarray(8, headBytes)) >>> 0)
    throw new OtaRefused('damaged', 'the CRC of the head differs');
  const sectorsBytes = view.getUint32(52, true);
  const deltaBytes = view.getUint32(56, true);
  if (file.length !== headBytes + sectorsBytes + deltaBytes)
    throw new OtaRefused(
      'format',
      `head promises ${headBytes + sectorsBytes + deltaBytes}, ${file.length} came`,
    );
  const sectors = file.subarray(headBytes, headBytes + sectorsBytes);
  if (toHex(file.subarray(60, 76)) !== md5(sectors))
    throw new OtaRefused('damaged', 'the MD5 of the sectors differs');
  if (deltaBytes > 0)
    throw new OtaRefused(
      'coreDelta',
      'a core delta: this virtual module keeps its core and takes scripts only',
    );
  return sectors;
}

/**
 * What the boot loader writes to the script zone (luat-formats 3.2).
 * @param sectors as `checkOtaFile` returned them
 * @throws OtaRefused
 */
export function unpackScript(sectors: Uint8Array, target: OtaTarget): Uint8Array {
  if (sectors.length < sectorHeadBytes) throw new OtaRefused('format', 'no sector');
  const view = viewOf(sectors);
  const [magic, packedBytes, plainBytes] = [0, 4, 8].map((at) => view.getUint32(at, true));
  const blockBytes = view.getUint32(28, true);
  const address = view.getUint32(32, true);
  if (magic !== target.magic || packedBytes === undefined || plainBytes === undefined)
    throw new OtaRefused('format', 'a sector with another magic');
  if (sectors.length !== sectorHeadBytes + packedBytes)
    throw new OtaRefused('format', 'more than one sector, or one that ends too early');
  // Boot loaders take equal lengths for something else, and none for a delta.
  if (packedBytes === plainBytes || plainBytes === 0)
    throw new OtaRefused('format', `packed ${packedBytes}, unpacked ${plainBytes} bytes`);
  if (address !== target.scriptAddress)
    throw new OtaRefused('address', `for ${address.toString(16)}, not ${target.scriptAddress.toString(16)}`);
  if (plainBytes > target.zoneBytes)
    throw new OtaRefused('tooLarge', `${plainBytes} bytes, the script zone has ${target.zoneBytes}`);
  const plain = unpackBlocks(sectors.subarray(sectorHeadBytes), plainBytes, blockBytes);
  if (toHex(sectors.subarray(12, 28)) !== md5(plain))
    throw new OtaRefused('damaged', 'the MD5 of the unpacked bytes differs');
  return plain;
}

function unpackBlocks(packed: Uint8Array, plainBytes: number, blockBytes: number): Uint8Array {
  const view = viewOf(packed);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (let left = plainBytes; left > 0; left -= blockBytes) {
    if (blockBytes === 0 || packed[at] !== 5 || at + 10 > packed.length)
      throw new OtaRefused('format', `no block at ${at}`);
    const properties = packed.subarray(at + 1, at + 6);
    const start = at + 10;
    const end = start + view.getUint32(at + 6, true);
    if (end > packed.length) throw new OtaRefused('format', `the block at ${at} ends behind its sector`);
    const data = packed.subarray(start, end);
    pieces.push(unpackBlock(properties, data, Math.min(left, blockBytes)));
    at = end;
  }
  if (at !== packed.length)
    throw new OtaRefused('format', `${packed.length - at} bytes behind the last block`);
  return concatBytes(pieces);
}

/** Five zeros: stored. Else raw LZMA, to which the library's own head is given. */
function unpackBlock(properties: Uint8Array, data: Uint8Array, plainBytes: number): Uint8Array {
  if (properties[0] === 0) {
    if (data.length !== plainBytes) throw new OtaRefused('format', 'a stored block of another length');
    return data;
  }
  const head = new Uint8Array(13);
  head.set(properties);
  viewOf(head).setBigUint64(5, BigInt(plainBytes), true);
  try {
    return decompress(concatBytes([head, data]));
  } catch {
    throw new OtaRefused('damaged', 'a block that LZMA cannot decode');
  }
}
