/** Names and versions for the consoles of the platforms: the pure rules, asked about real files and packages. */
import type { FileRef } from '../../../../shared/contract/common.ts';
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { LibfotaNaming, Naming } from '../../../../shared/contract/planning.ts';
import {
  libfotaNames,
  libfotaOption,
  libfotaUrl,
  libfotaVersion,
  luatoolsFileName,
} from '../../../../shared/domain/libfota.ts';
import { checkNames, type PackageFile, type PackageNaming } from '../../../../shared/domain/packageNames.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Files } from '../files.ts';

type Planning = CoreHandlers['planning'];
type CheckInput = Parameters<Planning['checkNames']>[0];
type LibfotaInput = Parameters<Planning['composeLibfota']>[0];

/** Throws what opening a file throws. */
export async function checkNaming(files: Files, { platform, naming, files: given }: CheckInput) {
  const named = given === undefined ? undefined : await Promise.all(given.map((file) => nameOf(files, file)));
  const findings = checkNames(platform, {
    ...present(naming),
    ...(named === undefined ? {} : { files: named }),
  });
  return {
    ok: findings.every(({ level }) => level !== 'error'),
    findings: findings.map((finding) => ({ ...finding, params: { ...finding.params } })),
    files: named ?? [],
  };
}

async function nameOf(files: Files, file: FileRef | PackageFile): Promise<PackageFile> {
  if (!('kind' in file)) return file;
  const { fileName, bytes } = await files.read(file);
  return { name: fileName, sizeBytes: bytes.length };
}

/** The same without keys that are there and undefined. */
function present({ name, version, sourceVersion, delta }: Naming): PackageNaming {
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    ...(delta === undefined ? {} : { delta }),
  };
}

/** Throws AppError planning.libfotaVersion {core, version} for versions of another form. */
export function composeLibfota(input: LibfotaInput): LibfotaNaming {
  const { client, url, project, board, core, projectKey, identity } = input;
  const version = libfotaVersion(core, input.version);
  if (version === null) throw new AppError('planning.libfotaVersion', { core, version: input.version });
  const { name, aliases } = libfotaNames(project, board);
  const asked =
    identity === undefined || projectKey === undefined || projectKey === ''
      ? null
      : libfotaUrl(client, { url, projectKey, firmwareName: name, version, identity });
  const fileName = luatoolsFileName(project, board, version);
  return {
    ...{ client, name, aliases: [...aliases], version, fileName },
    ...{ url: asked, option: libfotaOption(client, url) },
  };
}
