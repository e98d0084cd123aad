/** Which bytes the vendor's tool is given, and what it answers, as a job. */
import { tmpdir } from 'node:os';
import type { DeltaFormat } from '../../../../../shared/contract/delta.ts';
import type { Toolkit } from '../../../../../shared/contract/planning.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { sniffPackage } from '../../../delta/sniffPackage.ts';
import { verifyDelta } from '../../../delta/verifyDelta.ts';
import type { Firmware } from '../../../firmware/image.ts';
import type { JobContext } from '../../../jobs/jobContext.ts';
import type { JobOutcome } from '../../../jobs/jobs.ts';
import { allRestored, type RestoreTask, restoreWithToolkit } from './restore.ts';

/** Bytes before the par in the wrapper of AT firmware (luat-formats 4.1). */
const wrapperBytes = 10;
const parOffsets: Partial<Record<DeltaFormat, number>> = {
  'ec618-at': wrapperBytes,
  'ec7xx-at': wrapperBytes,
  'ec618-par': 0,
  ec7xx: 0,
};

/** Packages that are a par, with or without the wrapper: nothing else is the tool's. */
export const toolkitFormats: readonly DeltaFormat[] = ['ec618-at', 'ec618-par', 'ec7xx-at', 'ec7xx'];

/** What is handed over: the par, and the old bytes of every image that it carries. */
export interface SecondCheckTask {
  readonly sha256: string;
  readonly par: Uint8Array;
  readonly images: readonly RestoreTask[];
}

/**
 * Throws AppError delta.unsupportedFormat {format} for a package that is no par, and what `verifyDelta` throws: a package that
 * our own check cannot even open is not worth a second one.
 */
export function secondCheckTask(
  old: Firmware,
  fresh: Firmware,
  file: { readonly bytes: Uint8Array; readonly sha256: string },
): SecondCheckTask {
  const format = sniffPackage(file.bytes);
  const offset = parOffsets[format];
  if (offset === undefined) throw new AppError('delta.unsupportedFormat', { format });
  const { images } = verifyDelta(old, fresh, file.bytes);
  const tasks = images.flatMap(({ name }): RestoreTask[] => {
    const next = fresh.images.find((image) => image.name === name);
    const before = old.images.find((image) => image.role === next?.role);
    return before === undefined || next === undefined
      ? []
      : [{ name, old: before.bytes, newSha256: next.sha256 }];
  });
  return { sha256: file.sha256, par: file.bytes.subarray(offset), images: tasks };
}

export async function runSecondCheck(
  task: SecondCheckTask,
  toolkit: Toolkit,
  timeoutMs: number,
  context: JobContext,
): Promise<JobOutcome> {
  context.stage('verify');
  const { signal } = context;
  const about = { kind: 'secondCheck', packageSha256: task.sha256, program: toolkit.program } as const;
  context.result({ ...about, ok: false, images: [] });
  const evidence: number[] = [];
  const total = task.images.length;
  const report = (done: number): void =>
    context.progress({ phase: 'secondCheck', done, unit: 'steps', ...(total > 0 ? { total } : {}) });
  report(0);
  const restored = await restoreWithToolkit(
    { ...toolkit, temporaryFolder: tmpdir(), timeoutMs, signal },
    task.par,
    task.images,
    (known) => {
      const last = known.at(-1);
      if (last !== undefined)
        evidence.push(context.event('toolkit.restored', { name: last.name, result: last.result }).seq);
      context.result({ ...about, ok: false, images: [...known] });
      report(known.length);
    },
  );
  if (signal.aborted) throw new AppError('rpc.cancelled');
  const ok = allRestored(restored);
  context.result({ ...about, ok, images: restored });
  return {
    outcome: ok ? 'succeeded' : 'failed',
    code: ok ? 'secondCheck.equal' : 'secondCheck.differs',
    params: { images: restored.length },
    domain: 'airdock',
    stage: 'done',
    retry: ok ? 'pointless' : 'helps',
    remedies: [],
    evidence,
  };
}
