/** Bundles that leave this computer: what they would hold, and the file itself. */
import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { BundleSelection, RedactionPreview } from '../../../../shared/contract/report.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import { type BundlePart, type BundleSession, writeBundle } from '../../report/bundle/bundleFile.ts';
import { rowsToLines } from '../../report/bundle/bundleRows.ts';
import { sha256Of } from '../../report/recordings.ts';
import { createTextRedactor } from '../../report/redaction/redactor.ts';
import { redactRows, redactValue } from '../../report/redaction/redactRows.ts';
import type { Files } from '../files.ts';
import { checkTarget, writeResult } from '../writeFile.ts';
import { bundlePlace } from './bundlePlace.ts';
import { doneVerdict } from './doneVerdict.ts';
import { type BundleParts, type Gathered, gather } from './gather.ts';

interface Packed {
  readonly sessions: readonly BundleSession[];
  readonly parts: readonly BundlePart[];
  readonly preview: RedactionPreview;
}

export function startPreview(parts: BundleParts, selection: BundleSelection): { jobId: string } {
  const job = parts.jobs.start({
    ...{ kind: 'report', title: { task: 'preview', file: '' }, resources: [], guarded: false },
    async run(context) {
      context.stage('build');
      const { preview } = await pack(parts, await gathered(parts, selection, context), selection, context);
      context.result({ kind: 'report', task: 'preview', preview });
      const params = { rows: preview.rows, places: placesOf(preview) };
      return doneVerdict('report.previewed', params, context.event('report.previewed', params).seq);
    },
  });
  return { jobId: job.id };
}

/** The place is looked at first, so that a wrong path is an error of the call. */
export async function startCreate(
  parts: BundleParts,
  { paths }: Pick<Files, 'paths'>,
  { path: given, overwrite = false, ...selection }: Parameters<CoreHandlers['report']['create']>[0],
): Promise<{ jobId: string }> {
  if (given !== undefined && (!paths || !isAbsolute(given)))
    throw new AppError('host.notAvailable', { capability: 'path' });
  const path = given ?? (await bundlePlace(parts));
  await checkTarget(path, overwrite);
  const job = parts.jobs.start({
    ...{ kind: 'report', title: { task: 'create', file: path }, resources: [], guarded: false },
    async run(context) {
      context.stage('build');
      const gathering = await gathered(parts, selection, context);
      const { sessions, parts: files, preview } = await pack(parts, gathering, selection, context);
      context.progress({ phase: 'report.packing', done: 0, unit: 'parts' });
      await setImmediate();
      const bytes = writeBundle(
        {
          ...{ appVersion: parts.version, createdAtMs: parts.clock.wallMs(), sessions: [...sessions] },
          ...{ redacted: selection.redact !== false, withFirmware: selection.includeFirmware === true },
          jobs: gathering.jobs.flatMap(({ id, kind, state }) =>
            state.phase === 'ended'
              ? [{ jobId: id, kind, outcome: state.verdict.outcome, code: state.verdict.code }]
              : [],
          ),
        },
        files,
      );
      context.signal.throwIfAborted();
      await writeResult(path, bytes, overwrite);
      const sizeBytes = bytes.length;
      context.result({ kind: 'report', task: 'create', preview, path, sizeBytes, sha256: sha256Of(bytes) });
      const params = { sizeBytes, places: placesOf(preview) };
      const said = context.event('report.written', { ...params, path });
      return doneVerdict('report.written', params, said.seq);
    },
  });
  return { jobId: job.id };
}

function gathered(parts: BundleParts, selection: BundleSelection, context: JobContext): Promise<Gathered> {
  context.progress({ phase: 'report.gathering', done: 0, unit: 'parts' });
  return gather(parts, selection, context.signal);
}

async function pack(
  { library }: BundleParts,
  { sessions, documents, packages, secrets }: Gathered,
  { redact = true, includeFirmware = false }: BundleSelection,
  context: JobContext,
): Promise<Packed> {
  const redactor = redact ? createTextRedactor(randomBytes(32), secrets) : null;
  const files: BundlePart[] = [];
  const listed: BundleSession[] = [];
  let rows = 0;
  let firmwareBytesWithheld = 0;
  for (const [index, session] of sessions.entries()) {
    context.signal.throwIfAborted();
    context.progress({ phase: 'report.redacting', done: index, total: sessions.length, unit: 'parts' });
    await setImmediate();
    const safe = redactRows(session.rows, redactor, includeFirmware);
    const path = `sessions/${String(index + 1).padStart(3, '0')}.jsonl`;
    files.push({ path, bytes: rowsToLines(safe.rows) });
    const name = redactor?.redact(session.about.name, 'fileName') ?? session.about.name;
    listed.push({ ...session.about, name, path });
    rows += safe.rows.length;
    firmwareBytesWithheld += safe.firmwareBytesWithheld;
  }
  for (const [path, value] of Object.entries(documents)) {
    const safe = redactor === null ? value : redactValue(value, redactor, path);
    files.push({ path, bytes: Buffer.from(`${JSON.stringify(safe, null, 1)}\n`) });
  }
  if (includeFirmware) {
    for (const sha256 of packages) {
      const found = await library.get(sha256).catch(() => null);
      if (found !== null) files.push({ path: `firmware/${sha256}.bin`, bytes: found.bytes });
    }
  }
  const preview: RedactionPreview = {
    ...{ rows, firmwareBytesWithheld },
    parts: files.map(({ path, bytes }) => ({ path, sizeBytes: bytes.length })),
    counts: redactor?.counts() ?? [],
    samples: [...(redactor?.samples() ?? [])],
  };
  return { sessions: listed, parts: files, preview };
}

function placesOf({ counts }: RedactionPreview): number {
  return counts.reduce((sum, { places }) => sum + places, 0);
}
