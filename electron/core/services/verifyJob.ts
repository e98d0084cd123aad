/** Whether a package brings OLD to NEW, whoever built it: in the delta worker, as a job. */
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { runInWorker } from '../delta/client.ts';
import type { DeltaVerification } from '../delta/verifyDelta.ts';
import { sha256Hex } from '../firmware/digest.ts';
import type { JobContext } from '../jobs/jobContext.ts';
import type { JobOutcome, Jobs } from '../jobs/jobs.ts';
import type { Files } from './files.ts';
import { openPackage } from './openPackage.ts';
import { readNamed } from './readNamed.ts';

export interface WorkerJobParts {
  readonly jobs: Jobs;
  readonly deltaWorkerUrl: URL;
}

/** All files are opened and the package is recognised first, so that a wrong file is an error of the call and no failed job. */
export async function startVerify(
  { jobs, deltaWorkerUrl: workerUrl }: WorkerJobParts,
  files: Files,
  input: Parameters<CoreHandlers['delta']['verify']>[0],
): Promise<{ jobId: string }> {
  const old = input.old === undefined ? null : await readNamed(files, input.old, undefined);
  const fresh = await readNamed(files, input.new, undefined);
  const packed = await openPackage(files, input.package);
  const task = { work: 'verify', old, new: fresh, package: packed.bytes } as const;
  const job = jobs.start({
    kind: 'verify',
    title: { package: packed.fileName },
    resources: [],
    guarded: false,
    async run(context) {
      context.stage('verify');
      const { signal, progress: onProgress } = context;
      const verdict = await runInWorker(task, { workerUrl, signal, onProgress });
      return judge(context, verdict, sha256Hex(packed.bytes));
    },
  });
  return { jobId: job.id };
}

function judge(context: JobContext, verdict: DeltaVerification, packageSha256: string): JobOutcome {
  const { ok, format, proofClass, warnings, envelope, images, notCovered } = verdict;
  context.result({
    ...{ kind: 'verify', packageSha256, ok, format, proofClass },
    warnings: warnings.map(({ code, params }) => ({ code, params: { ...params } })),
    ...(envelope === undefined ? {} : { envelope }),
    images: [...images],
    notCovered: [...notCovered],
  });
  const row = context.event(ok ? 'verify.equal' : 'verify.differs', { sha256: packageSha256 });
  return {
    outcome: ok ? 'succeeded' : 'failed',
    code: ok ? 'verify.equal' : 'verify.differs',
    params: { images: images.length },
    domain: 'airdock',
    stage: 'done',
    retry: 'pointless',
    remedies: [],
    evidence: [row.seq],
  };
}
