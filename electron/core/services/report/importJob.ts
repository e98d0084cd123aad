/** A customer's log as a recording, as a job. */
import { setImmediate } from 'node:timers/promises';
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { JobOutcome, Jobs } from '../../jobs/jobs.ts';
import { parseLog } from '../../report/logs/parseLog.ts';
import { type Recordings, type RecordingWriter, sha256Of } from '../../report/recordings.ts';
import type { ChosenFile, Files } from '../files.ts';
import { doneVerdict } from './doneVerdict.ts';

export interface ReportParts {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly recordings: Recordings;
}

type ImportInput = Parameters<CoreHandlers['report']['importLog']>[0];

/** The file is opened first, so that a wrong path is an error of the call and no failed job. */
export async function startImport(
  parts: ReportParts,
  files: Files,
  input: ImportInput,
): Promise<{ jobId: string }> {
  const file = await files.read(input.file);
  const job = parts.jobs.start({
    kind: 'report',
    title: { task: 'import', file: file.fileName },
    resources: [],
    guarded: false,
    async run(context) {
      context.stage('build');
      const writer = await parts.recordings.begin();
      try {
        return await importInto(parts, writer, file, input, context);
      } catch (error) {
        await writer.abandon();
        throw error;
      }
    },
  });
  return { jobId: job.id };
}

async function importInto(
  { clock }: ReportParts,
  writer: RecordingWriter,
  file: ChosenFile,
  { encoding, utcOffsetMin: given }: ImportInput,
  context: JobContext,
): Promise<JobOutcome> {
  const utcOffsetMin = given ?? -new Date(clock.wallMs()).getTimezoneOffset();
  let waiting: JournalRow[] = [];
  const write = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    await writer.add(rows);
  };
  const { times, ...log } = await parseLog(file.bytes, {
    ...{ fileName: file.fileName, utcOffsetMin, signal: context.signal },
    ...(encoding === undefined ? {} : { encoding }),
    onRows: (rows) => {
      for (const row of rows) waiting.push(row);
    },
    onProgress: (done, total) => context.progress({ phase: 'report.reading', done, total, unit: 'bytes' }),
    pause: async () => {
      await write();
      await setImmediate();
    },
  });
  await write();
  const recording = await writer.finish({
    ...{ source: 'log', fileName: file.fileName, sha256: sha256Of(file.bytes) },
    ...{ importedAtMs: clock.wallMs(), times },
    log: { ...log, problems: [...log.problems], utcOffsetMin },
  });
  context.result({ kind: 'report', task: 'import', recordingIds: [recording.id] });
  const problems = log.problems.reduce((sum, { count }) => sum + count, 0);
  const said = context.event('report.imported', { file: file.fileName, rows: recording.rows, problems });
  return doneVerdict('report.imported', { rows: recording.rows, problems }, said.seq);
}
