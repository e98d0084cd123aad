import { inflateRawSync } from 'node:zlib';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { gzipCrc } from './checksum.ts';

/** More than the largest flash of the family; stops a bomb. */
const mostBytes = 16 * 1024 * 1024;
const headBytes = 10;
const tailBytes = 8;

/** The content of a gzip body under the module's rules: it skips ten bytes, so the head may carry nothing more. */
export function inflate(body: Uint8Array, offset: number): Uint8Array {
  const plain = body[0] === 0x1f && body[1] === 0x8b && body[2] === 8 && body[3] === 0;
  if (!plain || body.length < headBytes + tailBytes) {
    const found = Buffer.from(body.subarray(0, headBytes)).toString('hex');
    throw damagedPackage({ check: 'gzip.head', offset, expected: '1f8b0800', found });
  }
  const { content, used } = unpack(body.subarray(headBytes), offset);
  const end = headBytes + used;
  const tail = new DataView(body.buffer, body.byteOffset + end, body.length - end);
  const rest = body.length - end - tailBytes;
  if (rest < 0 || rest > 3 || body.subarray(body.length - Math.max(rest, 0)).some((byte) => byte !== 0)) {
    const found = `${body.length - end} bytes`;
    throw damagedPackage({ check: 'gzip.tail', offset: offset + end, expected: '8 bytes and zeros', found });
  }
  must('gzip.crc', offset + end, gzipCrc(content), tail.getUint32(0, true));
  must('gzip.size', offset + end + 4, content.length, tail.getUint32(4, true));
  return content;
}

function unpack(deflated: Uint8Array, offset: number): { content: Uint8Array; used: number } {
  try {
    const options = { info: true, maxOutputLength: mostBytes } as const;
    // with `info` the types of Node promise a Buffer, but what comes is {buffer, engine}
    const result: unknown = inflateRawSync(deflated, options);
    if (isInflated(result)) return { content: result.buffer, used: result.engine.bytesWritten };
    throw new Error('no count of the bytes used');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw damagedPackage({ check: 'gzip.stream', offset: offset + headBytes, expected: 'deflate', found });
  }
}

function isInflated(value: unknown): value is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  return typeof value === 'object' && value !== null && 'engine' in value && 'buffer' in value;
}

function must(check: string, offset: number, expected: number, found: number): void {
  if (expected === found) return;
  throw damagedPackage({ check, offset, expected: String(expected), found: String(found) });
}
