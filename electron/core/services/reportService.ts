/** Handing over: what comes in as a log or a bundle, and what leaves as a bundle, a certificate or a table. */
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Recording } from '../../../shared/contract/report.ts';
import { explainJournal } from '../explain/explainJournal.ts';
import { rowMatcher } from '../report/matchesRecorded.ts';
import type { Recordings } from '../report/recordings.ts';
import type { Files } from './files.ts';
import type { CoreParts } from './handlers.ts';
import { startCreate, startPreview } from './report/bundleJobs.ts';
import { startImport } from './report/importJob.ts';
import { startOpen } from './report/openJob.ts';
import { recordingsOf } from './report/recordingsOf.ts';
import { saveText } from './report/saveText.ts';
import { conditionsOf, startLike } from './report/startLike.ts';
import { startReplay } from './report/startReplay.ts';
import { certificateOf, upgradesFile, upgradesOf } from './report/upgrades.ts';
import { snapshotThenChanges } from './snapshotThenChanges.ts';
import { createVirtualService } from './virtualService.ts';

export function createReportService(parts: CoreParts, files: Files): CoreHandlers['report'] {
  const recordings = recordingsOf(parts.dataFolder);
  const all = { ...parts, recordings };
  return {
    ...reading(recordings, (error) => parts.reportFailure('report.recordings', error)),
    importLog: (input) => startImport(all, files, input),
    preview: async (selection) => startPreview(all, selection),
    create: (input) => startCreate(all, files, input),
    replay: (input) => startReplay(all, input),
    conditions: ({ recordingId }) => conditionsOf(recordings, recordingId),
    startVirtual: (input, context) =>
      startLike(recordings, createVirtualService(parts, files).create, input, context),
    async certificate(input) {
      const made = await certificateOf(all, input);
      await saveText(files, input, made.html);
      return made;
    },
    upgrades: (range) => upgradesOf(all, range),
    async upgradesFile(input) {
      const made = upgradesFile(all, input);
      await saveText(files, input, made.text);
      return made;
    },
    open: (input) => startOpen(all, files, input),
    async diagnose({ recordingId }) {
      const { lastSeq } = await recordings.get(recordingId);
      return explainJournal(
        {
          lastSeq: () => lastSeq,
          read: (filter, fromSeq, limit) => recordings.read(recordingId, filter, fromSeq, limit),
        },
        {},
      );
    },
  };
}

type Reading = Pick<CoreHandlers['report'], 'recordings' | 'read' | 'search' | 'remove'>;

function reading(recordings: Recordings, onFailed: (error: unknown) => void): Reading {
  return {
    recordings(_, sink) {
      return snapshotThenChanges<readonly Recording[], readonly Recording[]>(
        { snapshot: (list) => sink.snapshot([...list]), change: (list) => sink.change([...list]) },
        (listener) => recordings.onChange(() => void recordings.list().then(listener, onFailed)),
        recordings.list,
        onFailed,
      );
    },
    async read({ recordingId, fromSeq, limit, ...filter }) {
      const { lastSeq } = await recordings.get(recordingId);
      return { rows: await recordings.read(recordingId, filter, fromSeq, limit), lastSeq };
    },
    async search({ recordingId, text, regex, caseSensitive, fromMs, toMs, fromSeq, limit, ...filter }) {
      const passes = rowMatcher({ text, regex, caseSensitive, fromMs, toMs });
      const found = await recordings.read(recordingId, filter, fromSeq ?? 1, limit + 1, passes);
      return { rows: found.slice(0, limit), more: found.length > limit };
    },
    async remove({ recordingId }) {
      await recordings.remove(recordingId);
      return { ok: true };
    },
  };
}
