/** Many upgrades in numbers. */
import type { Job } from '../../../shared/contract/job.ts';
import type { UpgradeRow, UpgradeTable } from '../../../shared/contract/report.ts';

/** One ended upgrade; null for every other job. */
export function upgradeRow(job: Job): UpgradeRow | null {
  const { state, result, kind } = job;
  if (kind !== 'upgrade' || state.phase !== 'ended') return null;
  const upgrade = result?.kind === 'upgrade' ? result : undefined;
  const { outcome, code, rawCode, stage } = state.verdict;
  return {
    ...{ jobId: job.id, outcome, code, stage, rawCode: rawCode ?? null },
    imei: upgrade?.imei ?? null,
    from: upgrade?.from ?? null,
    to: upgrade?.to ?? null,
    way: upgrade?.way ?? '',
    startedAtMs: job.createdAtMs,
    durationMs: Math.max(0, state.endedAtMs - job.createdAtMs),
    packageSha256: upgrade?.packageSha256 ?? null,
  };
}

/** In order of their start; causes by frequency, bars of equal width that a person can read. */
export function upgradeTable(given: readonly UpgradeRow[]): UpgradeTable {
  const rows = [...given].sort((left, right) => left.startedAtMs - right.startedAtMs);
  const outcomes = new Map<UpgradeRow['outcome'], number>();
  for (const { outcome } of rows) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const good = rows.filter(({ outcome }) => outcome === 'succeeded').map(({ durationMs }) => durationMs);
  return {
    rows,
    outcomes: [...outcomes].map(([outcome, count]) => ({ outcome, count })),
    causes: causesOf(rows),
    durations: barsOf(rows),
    medianMs: median(good),
  };
}

function causesOf(rows: readonly UpgradeRow[]): UpgradeTable['causes'] {
  const causes = new Map<string, UpgradeTable['causes'][number]>();
  for (const { outcome, code, rawCode, imei } of rows) {
    if (outcome === 'succeeded') continue;
    const key = `${code} ${rawCode ?? ''}`;
    const cause = causes.get(key) ?? { code, rawCode, count: 0, imeis: [] };
    cause.count += 1;
    if (imei !== null && !cause.imeis.includes(imei)) cause.imeis.push(imei);
    causes.set(key, cause);
  }
  return [...causes.values()].sort((left, right) => right.count - left.count);
}

/** Widths that people count in, in seconds. */
const widths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];
const mostBars = 24;

function barsOf(rows: readonly UpgradeRow[]): UpgradeTable['durations'] {
  const longest = Math.max(0, ...rows.map(({ durationMs }) => durationMs));
  const width = (widths.find((seconds) => longest / (seconds * 1000) < mostBars) ?? 604_800) * 1000;
  if (rows.length === 0) return [];
  const bars = Array.from({ length: Math.floor(longest / width) + 1 }, (_, index) => ({
    ...{ fromMs: index * width, toMs: (index + 1) * width, succeeded: 0, others: 0 },
  }));
  for (const { durationMs, outcome } of rows) {
    const bar = bars[Math.floor(durationMs / width)];
    if (bar !== undefined) bar[outcome === 'succeeded' ? 'succeeded' : 'others'] += 1;
  }
  return bars;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  if (high === undefined) return null;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

const columns = [
  ...['imei', 'outcome', 'code', 'rawCode', 'stage', 'from', 'to', 'way', 'startedAt', 'durationMs'],
  ...['packageSha256', 'jobId'],
] as const;

/** For a spreadsheet: byte order mark, CRLF, quotes where needed, an IMEI as text, and nothing that it would take for a formula. */
export function upgradesCsv({ rows }: UpgradeTable): string {
  const lines = rows.map((row) =>
    [
      ...[asText(row.imei), row.outcome, row.code, asText(row.rawCode), row.stage, row.from, row.to, row.way],
      ...[new Date(row.startedAtMs).toISOString(), String(row.durationMs), row.packageSha256, row.jobId],
    ]
      .map((value) => cell(value ?? ''))
      .join(','),
  );
  return `\ufeff${[columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')}`;
}

/** A spreadsheet rounds 15 digits and reads -1003 as a sum. */
function asText(value: string | null): string {
  return value === null || value === '' ? '' : `="${value.replaceAll('"', '')}"`;
}

function cell(value: string): string {
  const isOurs = /^="[\w .+:-]*"$/.test(value);
  const safe = !isOurs && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
