import { createByteReader } from '../byteReader.ts';
import { checkEnd, checkPassed } from '../check.ts';
import { crc16Cms, crc32Zip } from '../checksums.ts';
import { damaged, hex } from '../damaged.ts';
import { sha256Hex } from '../digest.ts';
import { gunzip } from '../gunzip.ts';
import type { PackageFile, PackagePart } from './packageFile.ts';
import { scriptMembers } from './scriptMembers.ts';

/** Updates of Air8101 (luat-formats 8). */

const blobFillBytes = 1024;
const blobMagic = [0x54, 0x41, 0x55, 0x4c] as const;
const unitBytes = 34;
const rblHeaderBytes = 96;
const lftaHeaderBytes = 256;
const maxUnpackedBytes = 16 * 1024 * 1024;

/** True for a script blob: its fill, then its mark. */
export function looksLikeScriptBlob(bytes: Uint8Array): boolean {
  return (
    blobMagic.every((byte, i) => bytes[blobFillBytes + i] === byte) &&
    bytes.subarray(0, blobFillBytes).every((byte) => byte === 0xff)
  );
}

/** True for the vendor's full update. */
export function looksLikeRbl(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && [0x52, 0x42, 0x4c, 0].every((byte, i) => bytes[i] === byte);
}

/** True for the older script update. */
export function looksLikeLfta(bytes: Uint8Array): boolean {
  return [0x4c, 0x46, 0x54, 0x41].every((byte, i) => bytes[i] === byte);
}

/** A script in units of 32 bytes, each with its CRC; all of them have to be right. Throws `firmware.damaged`. */
export function readScriptBlob(bytes: Uint8Array): PackageFile {
  const reader = createByteReader(bytes);
  const start = blobFillBytes + 8;
  const sizeBytes = reader.u32(blobFillBytes + 4, 'bk72xx.header');
  reader.need(start, sizeBytes, 'bk72xx.length');
  if (sizeBytes === 0 || sizeBytes % unitBytes !== 0) {
    const expected = `multiple of ${unitBytes}`;
    throw damaged({ check: 'bk72xx.length', offset: blobFillBytes + 4, expected, found: sizeBytes });
  }
  const script = new Uint8Array((sizeBytes / unitBytes) * 32);
  for (let at = start, to = 0; at < start + sizeBytes; at += unitBytes, to += 32) {
    const unit = bytes.subarray(at, at + 32);
    const stored = ((bytes[at + 32] ?? 0) << 8) | (bytes[at + 33] ?? 0);
    const found = crc16Cms(unit);
    if (stored !== found)
      throw damaged({ check: 'bk72xx.unitCrc', offset: at + 32, expected: hex(stored), found: hex(found) });
    script.set(unit, to);
  }
  const end = checkEnd('bk72xx.end', start + sizeBytes, bytes.length);
  return scriptPackage('bk72xxScript', script, [checkPassed('bk72xx.unitCrc'), end], 'fill+TAUL');
}

/** The older script update: 256 bytes of head, then gzip. Only length and CRC of the head are known. Throws `firmware.damaged`. */
export function readLfta(bytes: Uint8Array): PackageFile {
  const reader = createByteReader(bytes);
  reader.need(0, lftaHeaderBytes, 'lfta.header');
  const packed = reader.copy(lftaHeaderBytes, reader.u32(24, 'lfta.header'), 'lfta.length');
  const stored = reader.u32(28, 'lfta.header');
  const found = crc32Zip(packed);
  if (stored !== found)
    throw damaged({ check: 'lfta.crc', offset: 28, expected: hex(stored), found: hex(found) });
  const place = { check: 'lfta.gzip', offset: lftaHeaderBytes, maxBytes: maxUnpackedBytes };
  const end = checkEnd('lfta.end', lftaHeaderBytes + packed.length, bytes.length);
  return scriptPackage('lfta', gunzip(packed, place), [checkPassed('lfta.crc'), end], 'magic=LFTA');
}

/** The full update is encrypted; it is named, and its content is not looked at. Throws `firmware.damaged`. */
export function readRbl(bytes: Uint8Array): PackageFile {
  const reader = createByteReader(bytes);
  reader.need(0, rblHeaderBytes + 1, 'rbl.header');
  const body = bytes.subarray(rblHeaderBytes);
  const part: PackagePart = {
    name: 'full',
    role: 'data',
    address: 0,
    sizeBytes: body.length,
    zoneSizeBytes: 0,
    sha256: sha256Hex(body),
  };
  return {
    kind: 'rbl',
    chip: 'bk72xx',
    chipEvidence: ['magic=RBL'],
    versions: [],
    parts: [part],
    members: [],
    checks: [],
    facts: [{ name: 'notUnpacked', value: 'AES-256' }],
  };
}

function scriptPackage(
  kind: string,
  script: Uint8Array,
  checks: PackageFile['checks'],
  evidence: string,
): PackageFile {
  const inside = scriptMembers('script', script);
  const part: PackagePart = {
    name: 'script',
    role: 'script',
    address: 0,
    sizeBytes: script.length,
    zoneSizeBytes: 0,
    sha256: sha256Hex(script),
  };
  return {
    kind,
    chip: 'bk72xx',
    chipEvidence: [evidence],
    versions: [],
    parts: [part],
    members: inside.members,
    checks: [...checks, ...inside.checks],
    facts: [],
  };
}
