import { type ByteReader, createByteReader } from './byteReader.ts';
import { checkPassed } from './check.ts';
import { crc32Open } from './checksums.ts';
import type { ContainerContent } from './container.ts';
import { damaged, hex } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import { gunzip } from './gunzip.ts';
import type { FirmwareCheck, FirmwareImage, ImageRole } from './image.ts';
import { looksLikeLuadb } from './luadb.ts';
import { luadbCheck } from './scriptImage.ts';
import { readXt804Header, type Xt804Header, xt804HeaderBytes } from './xt804Header.ts';

/** A `.fls` has two images; a package with a script has two as well. */
const maxImages = 16;
/** The largest flash of the family has 8 MiB. */
const maxUnpackedBytes = 16 * 1024 * 1024;

const roles: Readonly<Record<number, ImageRole>> = { 0: 'bootloader', 1: 'ap', 2: 'script' };
const names: Readonly<Record<ImageRole, string>> = {
  bootloader: 'secboot',
  ap: 'app',
  script: 'script',
  cp: 'cp',
  filesystem: 'filesystem',
  data: 'data',
};

interface Found {
  readonly images: FirmwareImage[];
  readonly checks: FirmwareCheck[];
  readonly headers: Xt804Header[];
}

/**
 * Reads `.fls`, `.img` and `_ota.img` of the XT804 family (luat-formats 7): images one behind another, each with its
 * header, both checksums verified. A packed image is replaced by what is inside; `bytes` of every image begin with its
 * own 64-byte header. Throws `firmware.damaged`.
 */
export function readXt804(bytes: Uint8Array): ContainerContent {
  const found: Found = { images: [], checks: [], headers: [] };
  const packed = walk(bytes, found, '');
  return {
    container: 'xt804',
    info: null,
    chip: 'xt804',
    chipEvidence: ['magic=9fffffa0'],
    images: found.images,
    mainMember: '',
    otherMembers: [],
    checks: found.checks,
    headerVersions: found.headers
      .filter(({ version }) => version !== '')
      .map(({ version }) => ({ text: version, source: 'header' })),
    facts: packed ? [{ name: 'packed', value: 'gzip' }] : [],
  };
}

/** Goes through images one behind another; says whether any of them was packed. */
function walk(bytes: Uint8Array, found: Found, within: string): boolean {
  const reader = createByteReader(bytes);
  let packed = false;
  let offset = 0;
  for (let index = 0; !isFill(bytes, offset, index); index += 1) {
    if (index === maxImages)
      throw damaged({ check: 'xt804.count', offset, expected: `at most ${maxImages}`, found: 'more' });
    const header = readXt804Header(reader, offset);
    const body = readBody(reader, header, offset);
    if (header.gzip) {
      if (within !== '') throw damaged({ check: 'xt804.nested', offset, expected: 'plain', found: 'packed' });
      packed = true;
      const place = { check: 'xt804.gzip', offset: offset + xt804HeaderBytes, maxBytes: maxUnpackedBytes };
      found.checks.push(checkPassed(`xt804.bodyCrc:packed${index}`));
      walk(gunzip(body, place), found, 'packed');
    } else keep(found, header, bytes.slice(offset, offset + header.totalBytes));
    offset += header.totalBytes;
  }
  return packed;
}

/** The end, or the zeros that fill a packed image's content up to a word. */
function isFill(bytes: Uint8Array, offset: number, index: number): boolean {
  if (index === 0) return false;
  const rest = bytes.subarray(offset);
  return rest.length < 4 && rest.every((byte) => byte === 0);
}

function readBody(reader: ByteReader, header: Xt804Header, offset: number): Uint8Array {
  reader.need(offset, header.totalBytes, 'xt804.length');
  const start = offset + xt804HeaderBytes;
  const body = reader.bytes.subarray(start, start + header.bodyBytes);
  const padded = new Uint8Array(Math.ceil(body.length / 4) * 4);
  padded.set(body);
  const found = crc32Open(padded);
  if (found !== header.bodyCrc) {
    const expected = hex(header.bodyCrc);
    throw damaged({ check: 'xt804.bodyCrc', offset: offset + 24, expected, found: hex(found) });
  }
  return body;
}

function keep(found: Found, header: Xt804Header, bytes: Uint8Array): void {
  const role = looksLikeLuadb(bytes.subarray(xt804HeaderBytes)) ? 'script' : (roles[header.type] ?? 'data');
  const twice = found.images.filter((image) => image.role === role).length;
  const name = twice === 0 ? names[role] : `${names[role]}${twice + 1}`;
  found.headers.push(header);
  found.images.push({
    name,
    role,
    address: flashAddress(header),
    zoneSizeBytes: 0,
    bytes,
    sha256: sha256Hex(bytes),
  });
  found.checks.push(checkPassed(`xt804.headerCrc:${name}`), checkPassed(`xt804.bodyCrc:${name}`));
  if (role === 'script') found.checks.push(luadbCheck(name, bytes));
}

/** Script images for the wired download give a place in RAM for their header; then the body's address is the one. */
function flashAddress({ headerAddress, runAddress }: Xt804Header): number {
  return headerAddress < 0x20000000 ? headerAddress : runAddress;
}
