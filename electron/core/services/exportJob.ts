/** Writes what matches of the journal to a file: in the index's thread, as a job. */
import { isAbsolute } from 'node:path';
import type { ExportInput } from '../../../shared/contract/journalExport.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { DiskJournal } from '../journal/openJournal.ts';
import type { JournalIndex } from '../journal/search/journalIndex.ts';
import type { Files } from './files.ts';
import { checkTarget } from './writeFile.ts';

export interface ExportJobParts {
  readonly jobs: Jobs;
  readonly journal: DiskJournal;
  readonly journalIndex: JournalIndex;
}

/** Target and pattern are judged first, so that what is wrong with the question is an error of the call and no failed job. */
export async function startExport(
  { jobs, journal, journalIndex }: ExportJobParts,
  files: Pick<Files, 'paths'>,
  input: ExportInput,
): Promise<{ jobId: string }> {
  if (!files.paths || !isAbsolute(input.path))
    throw new AppError('host.notAvailable', { capability: 'path' });
  await checkTarget(input.path, input.overwrite === true);
  const { filter, query } = input;
  if (query !== undefined) {
    await journalIndex.ask('search', { filter, query, direction: 'forward', give: 'positions', limit: 1 });
  }
  const job = jobs.start({
    kind: 'export',
    title: { path: input.path },
    resources: [],
    guarded: false,
    async run(context) {
      context.stage('report');
      // What was said until now is part of it.
      await journal.flush();
      const result = await journalIndex.ask('export', input, {
        signal: context.signal,
        onProgress: (done, total) =>
          context.progress({ phase: 'export', done, unit: 'steps', ...(total > 0 ? { total } : {}) }),
      });
      context.result(result);
      const { path, lines, sizeBytes, sha256 } = result;
      const row = context.event('export.written', { path, lines, sha256 });
      return {
        outcome: 'succeeded',
        code: 'export.written',
        params: { path, lines, sizeBytes },
        domain: 'airdock',
        stage: 'done',
        retry: 'pointless',
        remedies: [],
        evidence: [row.seq],
      };
    },
  });
  return { jobId: job.id };
}
