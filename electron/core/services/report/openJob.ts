/** A bundle from another computer as read-only recordings. */
import { setImmediate } from 'node:timers/promises';
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import { type BundleSession, type OpenedBundle, openBundle } from '../../report/bundle/bundleFile.ts';
import { linesToRows } from '../../report/bundle/bundleRows.ts';
import { sha256Of } from '../../report/recordings.ts';
import type { ChosenFile, Files } from '../files.ts';
import { doneVerdict } from './doneVerdict.ts';
import type { ReportParts } from './importJob.ts';

export async function startOpen(
  parts: ReportParts,
  files: Files,
  { file: ref }: Parameters<CoreHandlers['report']['open']>[0],
): Promise<{ jobId: string }> {
  const file = await files.read(ref);
  const job = parts.jobs.start({
    ...{ kind: 'report', title: { task: 'open', file: file.fileName }, resources: [], guarded: false },
    async run(context) {
      context.stage('build');
      context.progress({ phase: 'report.unpacking', done: 0, unit: 'parts' });
      await setImmediate();
      const bundle = openBundle(file.bytes, file.fileName);
      const recordingIds: string[] = [];
      for (const [index, session] of bundle.index.sessions.entries()) {
        context.progress({
          ...{ phase: 'report.unpacking', done: index, total: bundle.index.sessions.length, unit: 'parts' },
        });
        recordingIds.push(await openSession(parts, file, bundle, session, context));
      }
      context.result({ kind: 'report', task: 'open', recordingIds });
      const params = { recordings: recordingIds.length };
      const said = context.event('report.opened', { ...params, file: file.fileName });
      return doneVerdict('report.opened', params, said.seq);
    },
  });
  return { jobId: job.id };
}

async function openSession(
  { clock, recordings }: ReportParts,
  file: ChosenFile,
  { index, part }: OpenedBundle,
  session: BundleSession,
  context: JobContext,
): Promise<string> {
  const writer = await recordings.begin();
  try {
    for (const rows of linesToRows(part(session.path), session.path)) {
      context.signal.throwIfAborted();
      await writer.add(rows);
      await setImmediate();
    }
    const { id } = await writer.finish({
      ...{ source: 'bundle', fileName: file.fileName, sha256: sha256Of(file.bytes) },
      ...{ importedAtMs: clock.wallMs(), times: session.times },
      bundle: {
        ...{ appVersion: index.appVersion, createdAtMs: index.createdAtMs },
        ...{ redacted: index.redacted, jobs: index.jobs },
      },
    });
    return id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
