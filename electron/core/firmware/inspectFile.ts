import type { Inspection } from '../../../shared/contract/firmware.ts';
import { AppError } from '../../../shared/errors.ts';
import { packageActions } from './actions.ts';
import { sniffArchive } from './archiveKind.ts';
import { looksLikeBinpkg } from './binpkgHeader.ts';
import { sha256Hex } from './digest.ts';
import type { FirmwareImage, FirmwareVersion } from './image.ts';
import { inspectFirmware } from './inspect.ts';
import { looksLikeLuadb, readLuadb } from './luadb.ts';
import { looksLikePac } from './pacHeader.ts';
import type { PackageFile } from './packageFiles/packageFile.ts';
import { readPackageFile } from './packageFiles/readPackageFile.ts';
import { recogniseRawImage } from './rawImage.ts';
import { maxFirmwareBytes, type ReadOptions, readFirmware } from './readFirmware.ts';
import { looksLikeUimage } from './uimage.ts';
import { unknownFormat } from './unknownFormat.ts';
import { findVersions } from './version.ts';
import { looksLikeXt804 } from './xt804Header.ts';

/**
 * What a file is, for which chip, which version, which parts, whether its checksums are right and what can be done with it:
 * firmware, update package, bare image or script library, by content. `fileName` is a clue to the version only.
 *
 * Throws `firmware.damaged` {check, offset, expected, found} for the first rule that is broken, `firmware.empty`,
 * `firmware.unknownFormat`, `firmware.tooLarge`, `firmware.hostileArchive`, `firmware.missingMember`, `rpc.cancelled`.
 */
export async function inspectFile(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Inspection> {
  if (bytes.length > maxFirmwareBytes) {
    const sizes = { sizeBytes: bytes.length, limitBytes: maxFirmwareBytes };
    throw new AppError('firmware.tooLarge', { fileName, ...sizes });
  }
  if (isFirmware(bytes)) return inspectFirmware(await readFirmware(bytes, fileName, options));
  const found = readPackageFile(bytes);
  if (found !== null) return inspectPackageFile(found, bytes, fileName, options);
  if (looksLikeLuadb(bytes)) return inspectScript(bytes, fileName, options);
  return inspectRaw(bytes, fileName, options);
}

function isFirmware(bytes: Uint8Array): boolean {
  const archive = sniffArchive(bytes) !== null;
  return (
    archive || [looksLikeBinpkg, looksLikeXt804, looksLikePac, looksLikeUimage].some((test) => test(bytes))
  );
}

function inspectPackageFile(
  found: PackageFile,
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Inspection {
  const { kind, chip, chipEvidence } = found;
  return {
    class: 'package',
    kind,
    chip,
    chipEvidence: [...chipEvidence],
    ...identity(bytes, fileName),
    versions: versionsOf([], fileName, options, found.versions),
    parts: found.parts.map((part) => ({ ...part })),
    checks: [...found.checks],
    otherMembers: [],
    members: found.members.map((member) => ({ ...member })),
    facts: [...found.facts],
    actions: packageActions(found),
  };
}

function inspectScript(bytes: Uint8Array, fileName: string, options: ReadOptions): Inspection {
  const luadb = readLuadb(bytes);
  const whole = luadb.digest === 'ok';
  return {
    class: 'script',
    kind: 'luadb',
    chip: 'unknown',
    ...identity(bytes, fileName),
    versions: versionsOf([], fileName, options),
    parts: [partOf(scriptImage(bytes, fileName))],
    checks: [{ name: 'soc.luadb', ok: whole, detail: whole ? '' : 'MD5 record, none' }],
    otherMembers: [],
    members: luadb.files.map(({ name, bytes: file, sha256 }) => ({
      path: name,
      kind: 'scriptFile',
      sizeBytes: file.length,
      sha256,
    })),
    actions: [],
  };
}

function inspectRaw(bytes: Uint8Array, fileName: string, options: ReadOptions): Inspection {
  const raw = recogniseRawImage(bytes);
  if (raw === null) throw unknownFormat(fileName, bytes);
  const image: FirmwareImage = { ...scriptImage(bytes, fileName), name: 'image', role: 'data' };
  return {
    class: 'image',
    kind: 'raw',
    chip: raw.chip,
    chipEvidence: [...raw.chipEvidence],
    ...identity(bytes, fileName),
    versions: versionsOf([image], fileName, options),
    parts: [partOf(image)],
    checks: [],
    otherMembers: [],
    actions: [],
  };
}

function identity(
  bytes: Uint8Array,
  fileName: string,
): Pick<Inspection, 'fileName' | 'sizeBytes' | 'sha256'> {
  return { fileName, sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
}

function versionsOf(
  images: readonly FirmwareImage[],
  fileName: string,
  { userVersion }: ReadOptions,
  headers: readonly FirmwareVersion[] = [],
): FirmwareVersion[] {
  return findVersions({
    images,
    headers,
    fileNames: [fileName],
    info: null,
    ...(userVersion === undefined ? {} : { userVersion }),
  });
}

function scriptImage(bytes: Uint8Array, fileName: string): FirmwareImage {
  return { name: fileName, role: 'script', address: 0, zoneSizeBytes: 0, bytes, sha256: sha256Hex(bytes) };
}

function partOf(image: FirmwareImage): Inspection['parts'][number] {
  const { name, role, address, zoneSizeBytes, sha256 } = image;
  return { name, role, address, sizeBytes: image.bytes.length, zoneSizeBytes, sha256 };
}
