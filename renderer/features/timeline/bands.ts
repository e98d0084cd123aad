/** The road of an upgrade as bands over time, read out of the rows alone. Pure. */
import type { JournalRow } from '../../../shared/contract/journal.ts';

export const bandNames = [
  'request',
  'answer',
  'download',
  'verify',
  'reboot',
  'apply',
  'versionSeen',
] as const;
export type BandName = (typeof bandNames)[number];

export interface Band {
  readonly name: BandName;
  readonly fromMs: number;
  readonly toMs: number;
  /** The row that began it. */
  readonly seq: number;
}

/** Where a row stands on the axis, ms. */
export type TimeOf = (row: JournalRow) => number;

/** Stages of a job that are a part of the road; what lies before and behind is Airdock's own work. */
const bandOfStage: Readonly<Record<string, BandName>> = {
  request: 'request',
  download: 'download',
  verify: 'verify',
  reboot: 'reboot',
  reconnect: 'reboot',
  apply: 'apply',
  versionCheck: 'versionSeen',
};

/**
 * One axis for all witnesses: the monotonic clock, which no correction of the wall clock bends, shown as wall time of the first
 * row. Where it begins anew, Airdock was started again in between, and only the wall clock spans both.
 */
export function timeAxis(rows: readonly JournalRow[]): TimeOf {
  const [first] = rows;
  const oneRun = rows.every((row, at) => at === 0 || row.monoMs >= (rows[at - 1]?.monoMs ?? 0));
  if (first === undefined || !oneRun) return (row) => row.wallMs;
  return (row) => first.wallMs + (row.monoMs - first.monoMs);
}

/** Bands in the order of their begin; those of several jobs may overlap. Without a job's stages, what the witnesses show alone. */
export function bandsOf(rows: readonly JournalRow[], timeOf: TimeOf): readonly Band[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const staged = stageBands(rows, timeOf, timeOf(last));
  const bands = [
    ...staged,
    ...answerBands(rows, timeOf),
    ...(staged.length > 0 ? [] : reboots(rows, timeOf)),
  ];
  return bands.sort((a, b) => a.fromMs - b.fromMs);
}

function stageBands(rows: readonly JournalRow[], timeOf: TimeOf, endMs: number): Band[] {
  const open = new Map<string, Band>();
  const bands: Band[] = [];
  const close = (jobId: string, toMs: number) => {
    const band = open.get(jobId);
    if (band !== undefined) bands.push({ ...band, toMs });
    open.delete(jobId);
  };
  for (const row of rows) {
    const { jobId = '' } = row;
    if (row.kind === 'jobEnded') close(jobId, timeOf(row));
    if (row.kind !== 'jobEvent' || row.event !== 'job.stage') continue;
    const name = bandOfStage[String(row.params['stage'])];
    // The port's return belongs to the reboot that took it away.
    if (name !== undefined && name === open.get(jobId)?.name) continue;
    close(jobId, timeOf(row));
    if (name !== undefined) open.set(jobId, { name, fromMs: timeOf(row), toMs: endMs, seq: row.seq });
  }
  for (const jobId of [...open.keys()]) close(jobId, endMs);
  return bands;
}

/** From a request of the module to the head of the answer: what the server took to decide. */
function answerBands(rows: readonly JournalRow[], timeOf: TimeOf): Band[] {
  const asked = new Map<string, { readonly fromMs: number; readonly seq: number }>();
  const bands: Band[] = [];
  for (const row of rows) {
    if (row.kind === 'httpRequest') asked.set(row.exchangeId, { fromMs: timeOf(row), seq: row.seq });
    if (row.kind !== 'httpResponse') continue;
    const request = asked.get(row.exchangeId);
    if (request === undefined) continue;
    // The row is written when the body has gone; a body's time is the download's.
    const toMs = row.sentBytes > 0 ? Math.max(request.fromMs, timeOf(row) - row.durationMs) : timeOf(row);
    bands.push({ name: 'answer', ...request, toMs });
  }
  return bands;
}

function reboots(rows: readonly JournalRow[], timeOf: TimeOf): Band[] {
  const gone = new Map<string, { readonly fromMs: number; readonly seq: number }>();
  const bands: Band[] = [];
  for (const row of rows) {
    if (row.kind !== 'portEvent') continue;
    const { portId = '' } = row;
    const since = gone.get(portId);
    if (row.event === 'vanished') gone.set(portId, { fromMs: timeOf(row), seq: row.seq });
    else if (row.event === 'returned' && since !== undefined) {
      bands.push({ name: 'reboot', ...since, toMs: timeOf(row) });
      gone.delete(portId);
    }
  }
  return bands;
}
