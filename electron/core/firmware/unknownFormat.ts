import { AppError } from '../../../shared/errors.ts';
import { looksLikeLuadb } from './luadb.ts';

/** What can be read today; a proper noun in every language. */
export const supportedFirmware = '.soc, .binpkg, .pac, .fls, .img, .dfota.bin, .par, .sota';

interface Signature {
  /** Token for the text, see `firmware.unknownFormat`. */
  readonly found: string;
  readonly test: (bytes: Uint8Array) => boolean;
}

const starts =
  (...magic: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    magic.every((byte, i) => bytes[i] === byte);

/** Files of this trade that people pick by mistake (luat-formats 3.1, 4, 5.1, 6, 7). */
const signatures: readonly Signature[] = [
  { found: 'deltaPar', test: starts(0xec, 0xdf) },
  { found: 'deltaParSigned', test: starts(0xec, 0xae) },
  { found: 'wrapper7e', test: isWrapper },
  { found: 'luatosOta:ec618', test: starts(0x16, 0x8c, 0xf1, 0xea) },
  { found: 'luatosOta:ec7xx', test: starts(0x18, 0x72, 0xc3, 0xea) },
  { found: 'luatosOta:air105', test: starts(0xb5, 0xf0, 0xe1, 0x5a) },
  { found: 'luatosOta:uis8910', test: starts(0x00, 0x88, 0x18, 0xda) },
  { found: 'rdaota02', test: starts(...new TextEncoder().encode('RDAOTA02')) },
  { found: 'pac', test: isPac },
  { found: 'xt804', test: starts(0x9f, 0xff, 0xff, 0xa0) },
  { found: 'luadb', test: looksLikeLuadb },
  { found: 'uimage', test: starts(0x27, 0x05, 0x19, 0x56) },
  { found: 'elf', test: starts(0x7f, 0x45, 0x4c, 0x46) },
  { found: 'gzip', test: starts(0x1f, 0x8b) },
];

/** What the bytes look like, as a token; `unknown` when nothing fits. */
export function recogniseBytes(bytes: Uint8Array): string {
  return signatures.find((signature) => signature.test(bytes))?.found ?? 'unknown';
}

/**
 * `firmware.unknownFormat` {fileName, found, firstBytes, supported}; `found` overrides what the bytes look like. A file without
 * bytes looks like nothing and is `firmware.empty` {fileName}.
 */
export function unknownFormat(
  fileName: string,
  bytes: Uint8Array,
  found: string = recogniseBytes(bytes),
): AppError {
  if (bytes.length === 0) return new AppError('firmware.empty', { fileName });
  const firstBytes = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new AppError('firmware.unknownFormat', {
    fileName,
    found,
    firstBytes,
    supported: supportedFirmware,
  });
}

/** `7E`, a big-endian file count of at most 20, then a core or application section (luat-formats 4). */
function isWrapper(bytes: Uint8Array): boolean {
  const [lead, b1, b2, b3, count = 0, section] = bytes;
  const counted = b1 === 0 && b2 === 0 && b3 === 0 && count >= 1 && count <= 20;
  return lead === 0x7e && counted && (section === 0x7d || section === 0x7c);
}

/** The magic of a PAC stands at the end of its header (luat-formats 6.1). */
function isPac(bytes: Uint8Array): boolean {
  return starts(0xfa, 0xff, 0xfa, 0xff)(bytes.subarray(2116));
}
