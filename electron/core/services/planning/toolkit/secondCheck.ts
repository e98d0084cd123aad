/** Which bytes the vendor's tool is given, and what it answers, as a job. */
import { tmpdir } from 'node:os';
import type { DeltaFormat } from '../../../../../shared/contract/delta.ts';
import type { Toolkit } from '../../../../../shared/contract/planning.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { carriedImages } from '../../../delta/carriedImages.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import type { JobContext } from '../../../jobs/jobContext.ts';
import type { JobOutcome } from '../../../jobs/jobs.ts';
import { allRestored, type RestoreTask, restoreWithToolkit } from './restore.ts';

/** Packages that are a par, with or without the wrapper: nothing else is the tool's. */
export const toolkitFormats: readonly DeltaFormat[] = ['ec618-at', 'ec618-par', 'ec7xx-at', 'ec7xx'];

/** What is handed over: the par, and the old bytes of every image that it carries. */
export interface SecondCheckTask {
  readonly sha256: string;
  readonly par: Uint8Array;
  readonly images: readonly RestoreTask[];
  /** Images that differ and that the par does not carry; a boot loader never is. */
  readonly notCarried: readonly string[];
}

/**
 * Needs only the heads of a par: a package whose content our own check cannot undo (the vendor's closed transform) is the one
 * that needs a second check most. Throws AppError delta.unsupportedFormat {format} for a package that is no par, and
 * delta.damagedPackage, delta.wrongBase {check, expected, found} where OLD or NEW lacks an image that it carries.
 */
export function secondCheckTask(
  old: Firmware,
  fresh: Firmware,
  file: { readonly bytes: Uint8Array; readonly sha256: string },
): SecondCheckTask {
  const { par, roles } = carriedImages(file.bytes);
  const images = roles.map((role): RestoreTask => {
    const before = imageOf(old, role);
    const next = imageOf(fresh, role);
    return { name: next.name, old: before.bytes, newSha256: next.sha256 };
  });
  const notCarried = fresh.images.filter(({ role, name, sha256 }) => {
    const carried = role === 'bootloader' || roles.some((one) => one === role);
    return !carried && !old.images.some((one) => one.sha256 === sha256 && one.name === name);
  });
  return { sha256: file.sha256, par, images, notCarried: notCarried.map(({ name }) => name) };
}

function imageOf({ images, fileName }: Firmware, wanted: 'ap' | 'cp'): FirmwareImage {
  const image = images.find(({ role }) => role === wanted);
  if (image !== undefined) return image;
  throw new AppError('delta.wrongBase', { check: 'image', expected: wanted, found: fileName });
}

export async function runSecondCheck(
  task: SecondCheckTask,
  toolkit: Toolkit,
  timeoutMs: number,
  context: JobContext,
): Promise<JobOutcome> {
  context.stage('verify');
  const { signal } = context;
  const about = {
    ...({ kind: 'secondCheck', packageSha256: task.sha256, program: toolkit.program } as const),
    notCarried: [...task.notCarried],
  };
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
  const ok = allRestored(restored) && task.notCarried.length === 0;
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
