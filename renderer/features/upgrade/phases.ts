/** The road of an upgrade as a list with one active line; derived from the job alone, so a reload shows the same. */
import type { Job } from '../../../shared/contract/job.ts';
import { type Stage, stageSchema } from '../../../shared/contract/verdict.ts';
import type { Texts } from '../../i18n/useText.ts';
import { progressOf, shareDone } from '../../stores/jobProgress.ts';

export type PhaseState = 'waiting' | 'active' | 'done' | 'failed';

export interface PhaseLine {
  readonly stage: Stage;
  readonly state: PhaseState;
  /** 0 to 1; null while the end is not known; undefined where a bar says nothing. */
  readonly share: number | null | undefined;
}

type Way = 'http' | 'serial' | 'cloud';

/** `build` and `preflight` are shown only while they are what happens: mostly they were done on the steps before. */
const road: Readonly<Record<Way, readonly Stage[]>> = {
  http: [
    'identify',
    'configure',
    'request',
    'download',
    'verify',
    'reboot',
    'apply',
    'reconnect',
    'versionCheck',
    'restore',
  ],
  cloud: [
    'identify',
    'request',
    'download',
    'verify',
    'reboot',
    'apply',
    'reconnect',
    'versionCheck',
    'report',
  ],
  serial: ['identify', 'request', 'download', 'verify', 'reboot', 'apply', 'reconnect', 'versionCheck'],
};

/** Stages whose progress a module reports in percent or bytes: these get a bar of their own. */
const withBar: ReadonlySet<Stage> = new Set(['download', 'apply']);
const order = stageSchema.options;

export function wayOf(job: Job): Way {
  return job.result?.kind === 'upgrade' ? job.result.way : 'http';
}

export function phaseLines(job: Job): readonly PhaseLine[] {
  const way = wayOf(job);
  const stage = currentStage(job);
  const stages = road[way].includes(stage) || stage === 'done' ? road[way] : withStage(road[way], stage);
  return stages.map((name) => {
    const state = stateOf(name, stage, job);
    return { stage: name, state, share: shareOf(name, state, job) };
  });
}

export function currentStage(job: Job): Stage {
  const { state } = job;
  if (state.phase === 'queued') return 'prepare';
  return state.phase === 'ended' ? state.verdict.stage : state.stage;
}

/** A stage in words; over the serial port two of them are something else. */
export function stageText(stage: Stage, way: Way, { t, code }: Pick<Texts, 't' | 'code'>): string {
  if (way === 'serial' && stage === 'request') return t('upgrade.stage_requestSerial');
  if (way === 'serial' && stage === 'download') return t('upgrade.stage_downloadSerial');
  return code('stage', stage);
}

/** The stages of a way as they will come, for a reader who has not started yet. */
export function roadOf(way: Way): readonly Stage[] {
  return road[way];
}

function withStage(stages: readonly Stage[], stage: Stage): readonly Stage[] {
  return [...stages, stage].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function stateOf(name: Stage, current: Stage, job: Job): PhaseState {
  const ended = job.state.phase === 'ended';
  const outcome = job.state.phase === 'ended' ? job.state.verdict.outcome : undefined;
  const distance = order.indexOf(name) - order.indexOf(current);
  if (outcome === 'succeeded') return 'done';
  if (distance < 0) return 'done';
  if (distance > 0) return 'waiting';
  return ended ? 'failed' : 'active';
}

function shareOf(name: Stage, state: PhaseState, job: Job): number | null | undefined {
  if (!withBar.has(name)) return undefined;
  if (state === 'done') return 1;
  return state === 'active' ? shareDone(progressOf(job)) : state === 'failed' ? 0 : undefined;
}
