/** Everything that a bundle of a selection holds, before identities are taken out. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { Job } from '../../../../shared/contract/job.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { BundleSelection, Recording } from '../../../../shared/contract/report.ts';
import { AppError } from '../../../../shared/errors.ts';
import { explainJournal } from '../../explain/explainJournal.ts';
import type { BundleSession } from '../../report/bundle/bundleFile.ts';
import type { Secret } from '../../report/redaction/redactor.ts';
import type { CoreParts } from '../handlers.ts';
import type { ReportParts } from './importJob.ts';

export interface GatheredSession {
  readonly about: Omit<BundleSession, 'path'>;
  readonly rows: readonly JournalRow[];
}

export interface Gathered {
  readonly sessions: readonly GatheredSession[];
  readonly jobs: readonly Job[];
  /** Files of JSON by path. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly packages: readonly string[];
  readonly secrets: readonly Secret[];
}

export type BundleParts = CoreParts & ReportParts;

const page = 5000;

/** @throws AppError `report.nothingChosen`, `job.unknown`, `report.unknownRecording` */
export async function gather(
  parts: BundleParts,
  selection: BundleSelection,
  signal: AbortSignal,
): Promise<Gathered> {
  const jobs = (selection.jobIds ?? []).map((id) => parts.jobs.get(id));
  const rows = new Map<number, JournalRow>();
  for (const job of jobs) for (const row of await rowsOfJob(parts, job, signal)) rows.set(row.seq, row);
  for (const { fromSeq, toSeq, portId } of selection.stretches ?? []) {
    const passes = (row: JournalRow): boolean => portId === undefined || row.portId === portId;
    for (const row of await stretch(parts, fromSeq, toSeq, signal)) if (passes(row)) rows.set(row.seq, row);
  }
  const own = [...rows.values()].sort((left, right) => left.seq - right.seq);
  const recorded = await Promise.all((selection.recordingIds ?? []).map((id) => ofRecording(parts, id)));
  const sessions: GatheredSession[] = [
    ...(own.length === 0 ? [] : [{ about: { name: 'journal', times: 'dated' as const }, rows: own }]),
    ...recorded,
  ];
  if (sessions.length === 0) throw new AppError('report.nothingChosen');
  const packages = [...new Set(jobs.flatMap(packagesOf))];
  return {
    ...{ sessions, jobs, packages },
    documents: await documentsOf(parts, jobs, packages),
    secrets: await secretsOf(parts),
  };
}

/** Its rows, and what happened on its port and at the server meanwhile that belongs to no other job. */
async function rowsOfJob(parts: BundleParts, job: Job, signal: AbortSignal): Promise<JournalRow[]> {
  const own = await paged(parts, { jobId: job.id }, 1, Number.POSITIVE_INFINITY, signal);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  const ports = new Set(own.flatMap(({ portId }) => (portId === undefined ? [] : [portId])));
  const near = await stretch(parts, first.seq, last.seq, signal);
  return near.filter(
    ({ jobId, portId }) =>
      jobId === job.id || (jobId === undefined && (portId === undefined || ports.has(portId))),
  );
}

const stretch = (parts: BundleParts, fromSeq: number, toSeq: number, signal: AbortSignal) =>
  paged(parts, {}, fromSeq, toSeq, signal);

async function paged(
  { journal }: BundleParts,
  filter: { readonly jobId?: string },
  fromSeq: number,
  toSeq: number,
  signal: AbortSignal,
): Promise<JournalRow[]> {
  const found: JournalRow[] = [];
  for (let next = fromSeq; next <= toSeq; ) {
    signal.throwIfAborted();
    const rows = await journal.read(filter, next, page);
    for (const row of rows) if (row.seq <= toSeq) found.push(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) break;
    next = last.seq + 1;
  }
  return found;
}

async function ofRecording({ recordings }: BundleParts, id: string): Promise<GatheredSession> {
  const { fileName, times }: Recording = await recordings.get(id);
  const rows: JournalRow[] = [];
  for await (const row of recordings.all(id)) rows.push(row);
  return { about: { name: fileName, times }, rows };
}

function packagesOf({ result }: Job): string[] {
  return result !== undefined && 'packageSha256' in result && result.packageSha256 !== undefined
    ? [result.packageSha256]
    : [];
}

async function documentsOf(
  parts: BundleParts,
  jobs: readonly Job[],
  packages: readonly string[],
): Promise<Record<string, unknown>> {
  const documents: Record<string, unknown> = {
    'environment.json': {
      ...{ app: parts.version, node: process.versions.node, platform: platform(), release: release() },
      ...{ arch: arch(), cpus: cpus().length, memoryBytes: totalmem(), door: parts.host.door },
      utcOffsetMin: -new Date(parts.clock.wallMs()).getTimezoneOffset(),
    },
    'settings.json': parts.settings.state(),
  };
  if (jobs.length > 0) documents['jobs.json'] = jobs;
  for (const sha256 of packages) {
    // A package that was deleted since leaves its digest in the job.
    const manifest = await parts.library.manifest(sha256).catch(() => null);
    if (manifest !== null) documents[`manifests/${sha256}.json`] = manifest;
  }
  for (const { id } of jobs)
    documents[`diagnosis/${id}.json`] = await explainJournal(parts.journal, { jobId: id });
  return documents;
}

async function secretsOf({ settings, devices }: BundleParts): Promise<Secret[]> {
  const keys = await Promise.all(settings.state().projects.map(({ id }) => settings.projectKey(id)));
  const names = devices.list().map(({ id }) => id);
  return [
    ...keys.flatMap((value) => (value === null ? [] : [{ kind: 'key' as const, value }])),
    ...names.flatMap((value) => (/^\d{15}$/.test(value) ? [{ kind: 'imei' as const, value }] : [])),
  ];
}
