import { damaged } from '../damaged.ts';
import { sha256Hex } from '../digest.ts';
import type { Chip } from '../image.ts';
import { looksLikeLuadb } from '../luadb.ts';
import { looksLikeUimage, readUimage, uimageChecks } from '../uimage.ts';
import { createUnpackBudget, type UnpackBudget } from '../unpackBudget.ts';
import { looksLikePar, readDeltaPar } from './deltaPar.ts';
import type { PackageFile, PackagePart } from './packageFile.ts';
import { looksLikeRdaota, readRdaota } from './rdaota.ts';
import { scriptMembers } from './scriptMembers.ts';

/** `7E`, number of files, then `7D` core or `7C` application, each with its length; all big-endian (luat-formats 4). */

const headBytes = 5;
const sectionHeadBytes = 5;
/** What the device's parser takes. */
const maxFiles = 20;

/** True for a wrapper: its number of files is small, and a core or an application follows. */
export function looksLikeWrapper(bytes: Uint8Array): boolean {
  const [lead, b1, b2, b3, count = 0, section] = bytes;
  const counted = b1 === 0 && b2 === 0 && b3 === 0 && count >= 1 && count <= maxFiles;
  return lead === 0x7e && counted && (section === 0x7d || section === 0x7c);
}

/** Reads the wrapper and everything in it. Throws `firmware.damaged`. */
export function readWrapper(bytes: Uint8Array): PackageFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < headBytes ? 0 : view.getUint32(1);
  if (count < 1 || count > maxFiles)
    throw damaged({ check: 'wrapper.count', offset: 1, expected: `1..${maxFiles}`, found: count });
  const sections: PackageFile[] = [];
  const budget = createUnpackBudget();
  let offset = headBytes;
  for (let i = 0; i < count; i += 1) {
    if (offset + sectionHeadBytes > bytes.length)
      throw short(offset, sectionHeadBytes, bytes.length - offset);
    const tag = view.getUint8(offset);
    if (tag !== 0x7d && tag !== 0x7c)
      throw damaged({ check: 'wrapper.section', offset, expected: '7d or 7c', found: tag.toString(16) });
    const sizeBytes = view.getUint32(offset + 1);
    const start = offset + sectionHeadBytes;
    if (start + sizeBytes > bytes.length) throw short(offset + 1, sizeBytes, bytes.length - start);
    sections.push(
      readSection(
        bytes.slice(start, start + sizeBytes),
        tag === 0x7d ? 'core' : 'application',
        start,
        budget,
      ),
    );
    offset = start + sizeBytes;
  }
  const ok = offset === bytes.length;
  const end = { name: 'wrapper.end', ok, detail: ok ? '' : `${offset} bytes, ${bytes.length}` };
  const chips = [...new Set(sections.map(({ chip }) => chip).filter((chip) => chip !== 'unknown'))];
  const chip: Chip = chips.length === 1 ? (chips[0] ?? 'unknown') : 'unknown';
  return {
    kind: 'wrapper7e',
    chip,
    chipEvidence: sections.flatMap(({ chipEvidence }) => chipEvidence),
    versions: sections.flatMap(({ versions }) => versions),
    parts: sections.flatMap(({ parts }) => parts),
    members: sections.flatMap((section) => [
      { path: section.kind, kind: section.kind, sizeBytes: sizeOf(section) },
      ...section.members.map((member) => ({ ...member, path: `${section.kind}/${member.path}` })),
    ]),
    checks: [...sections.flatMap(({ checks }) => checks), end],
    facts: sections.flatMap(({ facts }) => facts),
  };
}

interface Section extends PackageFile {
  readonly sectionBytes?: number;
}

function sizeOf(section: Section): number {
  return section.sectionBytes ?? 0;
}

/** Errors of what is inside count from its own start; the check says so by its name. */
function readSection(
  bytes: Uint8Array,
  place: 'core' | 'application',
  offset: number,
  budget: UnpackBudget,
): Section {
  const sectionBytes = bytes.length;
  if (looksLikePar(bytes)) return { ...readDeltaPar(bytes), sectionBytes };
  if (looksLikeRdaota(bytes)) return { ...readRdaota(bytes, budget), sectionBytes };
  if (place === 'core')
    throw damaged({ check: 'wrapper.core', offset, expected: 'delta.par or RDAOTA02', found: 'other bytes' });
  return { ...readApplication(bytes), sectionBytes };
}

function readApplication(bytes: Uint8Array): PackageFile {
  const script = scriptMembers('script', bytes);
  const isImage = looksLikeUimage(bytes);
  if (isImage) readUimage(bytes);
  const known = isImage || looksLikeLuadb(bytes);
  const name = isImage ? 'app' : 'script';
  const part: PackagePart = {
    name: known ? name : 'application',
    role: known ? (isImage ? 'ap' : 'script') : 'data',
    address: 0,
    sizeBytes: bytes.length,
    zoneSizeBytes: 0,
    sha256: sha256Hex(bytes),
  };
  return {
    kind: isImage ? 'uimage' : known ? 'luadb' : 'application',
    chip: known ? 'uis8910' : 'unknown',
    chipEvidence: [],
    versions: [],
    parts: [part],
    members: script.members,
    checks: [
      { name: 'wrapper.application', ok: known, detail: known ? '' : 'image or script, other bytes' },
      ...(isImage ? uimageChecks('app') : []),
      ...script.checks,
    ],
    facts: [],
  };
}

function short(offset: number, expected: number, found: number): Error {
  return damaged({
    check: 'wrapper.length',
    offset,
    expected: `${expected} bytes`,
    found: `${Math.max(0, found)} bytes`,
  });
}
