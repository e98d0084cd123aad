/** The bars of an upgrade: percentages run twice, first for the download and then for its application. */
import type { Bar, Job, Progress } from '../../../shared/contract/job.ts';
import { type Stage, stageSchema } from '../../../shared/contract/verdict.ts';
import { progressOf } from '../../stores/jobProgress.ts';
import { currentStage, jobWay } from './phases.ts';

export type BarName = 'download' | 'apply';

export interface BarView {
  readonly name: BarName;
  readonly state: 'waiting' | 'active' | 'done';
  /** 0 to 1; null while the end is not known. */
  readonly share: number | null;
  readonly doneBytes?: number;
  readonly totalBytes?: number;
  readonly bytesPerS?: number;
  readonly etaMs?: number;
}

/** Phases whose rate and remaining time belong to a bar. */
const phasesOf: Readonly<Record<BarName, readonly string[]>> = {
  download: ['upgrade.downloading', 'upgrade.sending', 'upgrade.readingBlocks'],
  apply: ['upgrade.applying'],
};
const order = stageSchema.options;

export function barViews(job: Job): readonly [BarView, ...BarView[]] {
  // What becomes of an image is up to whoever takes it: the module applies nothing.
  if (jobWay(job) === 'local') return [barView(job, 'download')];
  return [barView(job, 'download'), barView(job, 'apply')];
}

function barView(job: Job, name: BarName): BarView {
  const progress = progressOf(job);
  const bar = progress?.bars?.[name] ?? null;
  const stage = currentStage(job);
  const isNow = progress !== undefined && phasesOf[name].includes(progress.phase);
  const share = shareOf(bar);
  if (share === 1 || (!isNow && isBehind(stage, name))) return { name, state: 'done', share: 1 };
  if (bar === null && !isNow) return { name, state: 'waiting', share: 0 };
  return { name, state: 'active', share, ...amounts(job, bar, isNow ? progress : undefined) };
}

function shareOf(bar: Bar | null): number | null {
  if (bar?.total === undefined) return null;
  return Math.min(1, bar.done / bar.total);
}

function isBehind(stage: Stage, name: BarName): boolean {
  return order.indexOf(stage) > order.indexOf(name);
}

/** Bytes where they are counted, and from a percentage where the package's size is known. */
function amounts(
  job: Job,
  bar: Bar | null,
  progress: Progress | undefined,
): Pick<BarView, 'doneBytes' | 'totalBytes' | 'bytesPerS' | 'etaMs'> {
  const size = job.result?.kind === 'upgrade' ? job.result.packageBytes : undefined;
  const perUnit =
    bar?.unit === 'bytes' ? 1 : bar?.unit === 'percent' && size !== undefined ? size / 100 : null;
  const { ratePerS, etaMs } = progress ?? {};
  // Only the download is counted in the package's bytes; how many are applied nobody says.
  const isDownload = progress !== undefined && phasesOf.download.includes(progress.phase);
  return {
    ...(bar?.unit === 'bytes' ? { doneBytes: bar.done } : {}),
    ...(bar?.unit === 'bytes' && bar.total !== undefined ? { totalBytes: bar.total } : {}),
    ...(perUnit !== null && ratePerS !== undefined && isDownload ? { bytesPerS: ratePerS * perUnit } : {}),
    ...(etaMs === undefined || etaMs < 1000 ? {} : { etaMs }),
  };
}
