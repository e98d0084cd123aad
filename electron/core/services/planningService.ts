import type { FileRef } from '../../../shared/contract/common.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Toolkit } from '../../../shared/contract/planning.ts';
import { suggestNames } from '../../../shared/domain/suggestNames.ts';
import { AppError } from '../../../shared/errors.ts';
import { sha256Hex } from '../firmware/digest.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { ToolkitSetting } from '../settings/toolkit.ts';
import type { BuildParts } from './buildPackage.ts';
import type { Files } from './files.ts';
import { judgeFormats } from './judgeFormats.ts';
import { hopFormat, runHopsJob } from './planning/hopsJob.ts';
import { checkNaming, composeLibfota } from './planning/names.ts';
import { readRelease } from './planning/releases.ts';
import { mustExist, resolveToolkit } from './planning/toolkit/resolveToolkit.ts';
import { runSecondCheck, secondCheckTask, toolkitFormats } from './planning/toolkit/secondCheck.ts';
import { readNamed } from './readNamed.ts';

export interface PlanningServiceParts extends BuildParts {
  readonly jobs: Jobs;
  readonly toolkit: ToolkitSetting;
}

/** For each image; the vendor's tool takes a few seconds. */
const defaultTimeoutMs = 120_000;

export function createPlanningService(parts: PlanningServiceParts, files: Files): CoreHandlers['planning'] {
  return {
    hops: (input) => startHops(parts, files, input),
    checkNames: (input) => checkNaming(files, input),
    async suggestNames({ sha256, platform }) {
      const { fileName, sizeBytes, from, to } = await parts.library.manifest(sha256);
      const versions = {
        from: from === null ? null : { version: from.version?.text ?? null },
        to: { version: to.version?.text ?? null },
      };
      const { files: _, ...naming } = suggestNames(platform, { fileName, ...versions });
      return { naming, file: { name: fileName, sizeBytes } };
    },
    composeLibfota: async (input) => composeLibfota(input),
    toolkit: async () => ({
      toolkit: parts.toolkit.get(),
      formats: [...toolkitFormats],
      mayChange: files.paths,
    }),
    async setToolkit({ toolkit: given }) {
      requirePaths(files);
      const toolkit = given === null ? null : await resolveToolkit(given);
      if (toolkit !== null) await mustExist(toolkit);
      parts.toolkit.set(toolkit);
      return { toolkit };
    },
    secondCheck: (input) => startSecondCheck(parts, files, input),
  };
}

type Planning = CoreHandlers['planning'];

/** Both ends are opened and judged first, so that what is wrong with the question is an error of the call and no failed job. */
async function startHops(parts: PlanningServiceParts, files: Files, input: Parameters<Planning['hops']>[0]) {
  const { release: from } = await readRelease(files, input.from);
  const { release: to } = await readRelease(files, input.to);
  const pair = [
    await readNamed(files, input.from, undefined),
    await readNamed(files, input.to, undefined),
  ] as const;
  const options = judgeFormats(...pair);
  const format = hopFormat(options, input.format);
  const { releases: source } = input;
  const releases = async (): Promise<readonly FileRef[]> =>
    source.kind === 'files' ? source.files : files.list(source.path);
  // A folder that is not there is told at once, not after the first build.
  if (source.kind === 'folder') await files.list(source.path);
  const job = parts.jobs.start({
    kind: 'hops',
    title: { old: from.fileName, new: to.fileName, format },
    resources: [],
    guarded: false,
    run: (context) => runHopsJob(parts, files, { from, to, format, options, releases }, context),
  });
  return { jobId: job.id };
}

async function startSecondCheck(
  parts: PlanningServiceParts,
  files: Files,
  input: Parameters<Planning['secondCheck']>[0],
) {
  const toolkit = await chosenToolkit(parts, files, input.toolkit);
  const { bytes, fileName } = await files.read(input.package);
  const old = await readNamed(files, input.old, undefined);
  const fresh = await readNamed(files, input.new, undefined);
  const task = secondCheckTask(old, fresh, { bytes, sha256: sha256Hex(bytes) });
  const { timeoutMs = defaultTimeoutMs } = input;
  const job = parts.jobs.start({
    kind: 'secondCheck',
    title: { package: fileName },
    resources: [],
    guarded: false,
    run: (context) => runSecondCheck(task, toolkit, timeoutMs, context),
  });
  return { jobId: job.id };
}

/** Throws AppError planning.toolkitNotSet, planning.toolkitConfig, host.notAvailable. */
async function chosenToolkit(
  { toolkit }: PlanningServiceParts,
  files: Files,
  given: { readonly program: string; readonly config?: string | undefined } | undefined,
): Promise<Toolkit> {
  if (given !== undefined) {
    requirePaths(files);
    return resolveToolkit(given);
  }
  const kept = toolkit.get();
  if (kept === null) throw new AppError('planning.toolkitNotSet');
  return kept;
}

/** A browser may not name a program to run. */
function requirePaths(files: Files): void {
  if (!files.paths) throw new AppError('host.notAvailable', { what: 'toolkit' });
}
