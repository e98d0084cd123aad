import { decompress } from 'lzma1';
import { damagedPackage } from '../../ec618/apply/damaged.ts';

/** lc 3, lp 0, pb 2 and a dictionary of 32 MiB: what the vendor's packs have, and all that we let through. */
const wantedHead = '5d00000002';
const headBytes = 13;

/** The plain content of a bundle, of at most `mostBytes`. `offset` is its place in the pack. */
export function unpackBundle(bundle: Uint8Array, offset: number, mostBytes: number): Uint8Array {
  const head = Buffer.from(bundle.subarray(0, 5)).toString('hex');
  // head, and the five bytes that every range coder begins with
  if (head !== wantedHead || bundle.length < headBytes + 5) {
    throw damagedPackage({ check: 'bundle.head', offset, expected: wantedHead, found: head });
  }
  const announced = new DataView(bundle.buffer, bundle.byteOffset, headBytes).getBigUint64(5, true);
  if (announced > BigInt(mostBytes) || announced === 0n) {
    const expected = `1 to ${mostBytes} bytes`;
    throw damagedPackage({ check: 'bundle.size', offset: offset + 5, expected, found: String(announced) });
  }
  const plain = decode(bundle, offset, Number(announced));
  if (plain.length !== Number(announced)) {
    const found = `${plain.length} bytes`;
    throw damagedPackage({ check: 'bundle.size', offset: offset + 5, expected: String(announced), found });
  }
  return plain;
}

function decode(bundle: Uint8Array, offset: number, bytes: number): Uint8Array {
  const framed = bundle.slice();
  // the decoder reserves its dictionary at once; more than the output never serves
  new DataView(framed.buffer).setUint32(1, Math.max(4096, bytes), true);
  try {
    return decompress(framed);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw damagedPackage({ check: 'bundle.lzma', offset, expected: 'LZMA data', found });
  }
}
