/** The road of an upgrade as a list with one active line; derived from the job alone, so a reload shows the same. */
import type { Job } from '../../../shared/contract/job.ts';
import type { Way } from '../../../shared/contract/upgrade.ts';
import { type Stage, stageSchema } from '../../../shared/contract/verdict.ts';
import type { Texts } from '../../i18n/useText.ts';

export type PhaseState = 'waiting' | 'active' | 'done' | 'failed';

export interface PhaseLine {
  readonly stage: Stage;
  readonly state: PhaseState;
}

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
  local: ['identify', 'request', 'download', 'verify', 'versionCheck', 'report'],
  serial: ['identify', 'request', 'download', 'verify', 'reboot', 'apply', 'reconnect', 'versionCheck'],
};

/** Only where the URL is a setting of the module. */
const ofSettings: ReadonlySet<Stage> = new Set(['configure', 'restore']);
const order = stageSchema.options;

export function jobWay(job: Job): Way {
  return job.result?.kind === 'upgrade' ? job.result.way : 'http';
}

/** @param setsUrl whether the driver writes the URL as a setting and puts it back */
export function phaseLines(job: Job, setsUrl: boolean): readonly PhaseLine[] {
  const stage = currentStage(job);
  const usual = roadOf(jobWay(job), setsUrl);
  const stages = usual.includes(stage) || stage === 'done' ? usual : withStage(usual, stage);
  return stages.map((name) => ({ stage: name, state: stateOf(name, stage, job) }));
}

export function currentStage(job: Job): Stage {
  const { state } = job;
  if (state.phase === 'queued') return 'prepare';
  return state.phase === 'ended' ? state.verdict.stage : state.stage;
}

/** A stage in words; over the serial port and at a platform some of them are something else. */
export function stageText(stage: Stage, way: Way, { t, code }: Pick<Texts, 't' | 'code'>): string {
  if (way === 'serial' && stage === 'request') return t('upgrade.stage_requestSerial');
  if (way === 'serial' && stage === 'download') return t('upgrade.stage_downloadSerial');
  if (way === 'local' && stage === 'download') return t('upgrade.stage_downloadImage');
  if (way === 'local' && stage === 'verify') return t('upgrade.stage_verifyImage');
  if (way === 'local' && stage === 'versionCheck') return t('upgrade.stage_declareImage');
  if ((way === 'cloud' || way === 'local') && stage === 'request') return t('upgrade.stage_requestCloud');
  return code('stage', stage);
}

/** The stages of a way as they will come, for a reader who has not started yet. */
export function roadOf(way: Way, setsUrl: boolean): readonly Stage[] {
  return setsUrl ? road[way] : road[way].filter((stage) => !ofSettings.has(stage));
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
