import { chipOfModel, findAirVersion } from '../../../shared/domain/airVersion.ts';
import { AppError } from '../../../shared/errors.ts';
import { sniffArchive } from './archiveKind.ts';
import { readBinpkg } from './binpkg.ts';
import { looksLikeBinpkg } from './binpkgHeader.ts';
import type { ContainerContent } from './container.ts';
import { sha256Hex } from './digest.ts';
import { ec7xxChecks } from './ec7xxChecks.ts';
import type { Chip, Firmware, FirmwareCheck, FirmwareVersion } from './image.ts';
import { readPac } from './pac.ts';
import { looksLikePac } from './pacHeader.ts';
import { readSoc } from './soc.ts';
import { looksLikeUimage } from './uimage.ts';
import { readUimageFirmware } from './uimageFirmware.ts';
import { unknownFormat } from './unknownFormat.ts';
import { findVersions } from './version.ts';
import { readXt804 } from './xt804.ts';
import { looksLikeXt804 } from './xt804Header.ts';

/** The largest files of this trade are PACs of 4 MiB and packages of about 16 MiB with debug data. */
export const maxFirmwareBytes = 128 * 1024 * 1024;

export interface ReadOptions {
  /** Version as the user states it; wins over everything found. */
  readonly userVersion?: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads a firmware file. The container is decided from content; `fileName` only serves as a clue to the version and
 * in error texts.
 *
 * Throws `firmware.empty` {fileName}, `firmware.unknownFormat` {fileName, found, firstBytes, supported}, `firmware.tooLarge` {fileName, sizeBytes,
 * limitBytes}, and what readBinpkg and readSoc throw.
 */
export async function readFirmware(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Firmware> {
  if (bytes.length > maxFirmwareBytes) {
    const sizes = { sizeBytes: bytes.length, limitBytes: maxFirmwareBytes };
    throw new AppError('firmware.tooLarge', { fileName, ...sizes });
  }
  const content = await readContent(bytes, fileName, options.signal);
  const versions = findVersions({
    images: content.images,
    fileNames: [fileName, content.mainMember],
    info: content.info,
    headers: content.headerVersions ?? [],
    ...(options.userVersion === undefined ? {} : { userVersion: options.userVersion }),
  });
  return {
    fileName,
    sizeBytes: bytes.length,
    sha256: sha256Hex(bytes),
    container: content.container,
    ...(content.archive === undefined ? {} : { archive: content.archive }),
    chip: content.chip,
    chipEvidence: content.chipEvidence,
    version: versions[0] ?? null,
    versions,
    images: content.images,
    ...(content.info === null ? {} : { luatOta: content.info.luatOta }),
    otherMembers: content.otherMembers,
    checks: [...content.checks, ...checkModel(versions, content.chip)],
    ...(content.facts === undefined ? {} : { facts: content.facts }),
    ...(content.info === null ? {} : { info: content.info }),
  };
}

async function readContent(
  bytes: Uint8Array,
  fileName: string,
  signal?: AbortSignal,
): Promise<ContainerContent> {
  if (sniffArchive(bytes) !== null) return readSoc(bytes, fileName, signal);
  if (looksLikeBinpkg(bytes)) return readBinpkgFirmware(bytes);
  if (looksLikeXt804(bytes)) return readXt804(bytes);
  if (looksLikePac(bytes)) return readPac(bytes);
  if (looksLikeUimage(bytes)) return readUimageFirmware(bytes);
  throw unknownFormat(fileName, bytes);
}

function readBinpkgFirmware(bytes: Uint8Array): ContainerContent {
  const { chip, chipEvidence, images, checks } = readBinpkg(bytes);
  return {
    container: 'binpkg',
    info: null,
    chip,
    chipEvidence,
    images,
    mainMember: '',
    otherMembers: [],
    checks: [...checks, ...ec7xxChecks(images)],
  };
}

/** A name that promises another chip than the content shows: a renamed file, or a release for another module. */
function checkModel(versions: readonly FirmwareVersion[], chip: Chip): FirmwareCheck[] {
  if (chip === 'unknown') return [];
  return versions.flatMap(({ text, source }) => {
    const model = findAirVersion(text)?.model;
    const expected = model === undefined ? null : chipOfModel(model);
    if (expected === null) return [];
    const ok = expected.chip === chip;
    return [{ name: `version.chip:${source}`, ok, detail: ok ? '' : `${expected.chip} (${text}), ${chip}` }];
  });
}
