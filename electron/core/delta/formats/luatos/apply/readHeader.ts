import { createHash } from 'node:crypto';
import { headerChecksum } from './checksum.ts';
import { damagedOta } from './damaged.ts';

/** The header of an update file (luat-formats 3.1), every checksum in it right. */
export interface OtaHeader {
  readonly chip: 'ec618' | 'ec7xx';
  readonly magic: number;
  /** MainVersion, AppVersion and STDVersion as they stand. */
  readonly mainVersion: readonly number[];
  readonly appVersion: number;
  readonly baseVersion: readonly number[];
  /** Offsets in the file. */
  readonly common: Stretch;
  readonly sdk: Stretch;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const size = 92;
const chips: ReadonlyMap<number, OtaHeader['chip']> = new Map([
  [0xeaf18c16, 'ec618'],
  [0xeac37218, 'ec7xx'],
]);

export function readOtaHeader(file: Uint8Array): OtaHeader {
  if (file.length < size) throw damagedOta('ota.head', 0, `${size} bytes`, `${file.length} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const magic = view.getUint32(0, true);
  const chip = chips.get(magic);
  if (chip === undefined) throw damagedOta('ota.magic', 0, 'EC618 or EC7xx', hex(magic));
  const stored = view.getUint32(4, true);
  const sum = headerChecksum(file.subarray(8, size));
  if (stored !== sum) throw damagedOta('ota.crc', 4, hex(stored), hex(sum));
  const common = { start: size, end: size + view.getUint32(52, true) };
  const sdk = { start: common.end, end: common.end + view.getUint32(56, true) };
  if (sdk.end !== file.length) throw damagedOta('ota.length', 52, sdk.end, file.length);
  checkMd5(file, common, 60, 'ota.commonMd5');
  checkMd5(file, sdk, 76, 'ota.sdkMd5');
  const words = (at: number): number[] => [0, 1, 2, 3, 4].map((i) => view.getUint32(at + 4 * i, true));
  const versions = { mainVersion: words(8), appVersion: view.getUint32(28, true), baseVersion: words(32) };
  return { chip, magic, ...versions, common, sdk };
}

/** The MD5 of nothing is written as zeros. */
function checkMd5(file: Uint8Array, { start, end }: Stretch, at: number, check: string): void {
  const expected = Buffer.from(file.subarray(at, at + 16)).toString('hex');
  const found =
    start === end ? '00'.repeat(16) : createHash('md5').update(file.subarray(start, end)).digest('hex');
  if (expected !== found) throw damagedOta(check, at, expected, found);
}

const hex = (value: number): string => `0x${value.toString(16)}`;
