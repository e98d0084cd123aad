import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const headBytes = 92;

export interface OtaFile {
  readonly magic: number;
  /** MainVersion[4]: 0 for LuatOS, 0xFFFFFFFF for a full update. */
  readonly mainVersion: number;
  /** AppVersion: 0 for LuatOS, the user's own number for a full update. */
  readonly appVersion: number;
  /** Sectors, one after the other. */
  readonly common: Uint8Array;
  /** A bare `delta.par`, or nothing. */
  readonly sdk: Uint8Array;
}

/** The whole file: 92 bytes of header, sectors, delta (luat-formats 3.1). */
export function writeOtaFile({ magic, mainVersion, appVersion, common, sdk }: OtaFile): Uint8Array {
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(mainVersion, 24);
  head.writeUInt32LE(appVersion, 28);
  head.writeUInt32LE(common.length, 52);
  head.writeUInt32LE(sdk.length, 56);
  md5(common).copy(head, 60);
  if (sdk.length > 0) md5(sdk).copy(head, 76);
  // the vendor's sum lacks the last inversion that everybody else's has
  head.writeUInt32LE(~crc32(head.subarray(8)) >>> 0, 4);
  return new Uint8Array(Buffer.concat([head, common, sdk]));
}

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
