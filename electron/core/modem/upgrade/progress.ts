import type { Bar, Progress } from '../../../../shared/contract/job.ts';
import type { PhaseCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeFacts, UpgradeMachine, UpgradeState } from './state.ts';

/** How far a phase is; whoever shows it works out rate and remaining time. */
export type Measure = Pick<Progress, 'phase' | 'done' | 'total' | 'unit' | 'bars' | 'wait'>;

/** Null before the start and after the end. */
export function measureOf(machine: UpgradeMachine): Measure | null {
  const phase = phaseCodeOf(machine.state);
  if (phase === null) return null;
  const bars = barsOf(machine);
  const { state } = machine;
  return {
    phase,
    ...amountOf(machine),
    ...(bars.download === null && bars.apply === null ? {} : { bars }),
    ...(state.phase === 'deferred' ? { wait: { reason: state.reason, cause: state.cause } } : {}),
  };
}

/** Text key below `phase.` of a state; null before the start and after the end. */
export function phaseCodeOf(state: UpgradeState): PhaseCode | null {
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return null;
    case 'uploading':
      return state.step === 'applying' ? 'upgrade.applying' : `upgrade.${state.step}`;
    case 'explaining':
      // Nothing failed: the question is only how far the module is.
      return state.because === 'served' ? 'upgrade.downloading' : 'upgrade.explaining';
    default:
      return `upgrade.${state.phase}`;
  }
}

/** The module's own percentage, else the bytes that were served, else nothing but the phase. */
function amountOf({ state, facts }: UpgradeMachine): Bar {
  switch (state.phase) {
    case 'downloading':
      return amountOfDownload(facts);
    case 'explaining':
      return state.because === 'served' ? amountOfDownload(facts) : { done: 0, unit: 'steps' };
    case 'deferred':
      // Seconds: what is left of the wait is the remaining time.
      return {
        done: Math.floor(state.passedMs / 1000),
        total: Math.ceil(state.waitMs / 1000),
        unit: 'steps',
      };
    case 'readingBlocks':
      return { done: state.done, ...(state.total > 0 ? { total: state.total } : {}), unit: 'bytes' };
    case 'uploading':
      return { done: state.done, ...(state.total > 0 ? { total: state.total } : {}), unit: 'bytes' };
    case 'applying':
      return state.percent === null
        ? { done: 0, unit: 'steps' }
        : { done: state.percent, total: 100, unit: 'percent' };
    default:
      return { done: 0, unit: 'steps' };
  }
}

function amountOfDownload({ percent, bytes, server }: UpgradeFacts): Bar {
  if (bytes !== null)
    return { done: bytes.done, ...(bytes.total === null ? {} : { total: bytes.total }), unit: 'bytes' };
  const { totalBytes, sentBytes } = server;
  if (percent === null && totalBytes !== null && totalBytes > 0)
    return { done: Math.min(sentBytes, totalBytes), total: totalBytes, unit: 'bytes' };
  return { done: percent ?? 0, total: 100, unit: 'percent' };
}

/** Download and application are two bars: percentages run twice (at-commands 7, rule 3). Null where nothing is known of it. */
export function barsOf({ state, facts }: UpgradeMachine): NonNullable<Progress['bars']> {
  const { downloadSeen, downloadDone, applyPercent } = facts;
  // An image is counted while it is read out; that the module has it says nothing of what the host has.
  const counted =
    state.phase === 'readingBlocks' || (state.phase === 'uploading' && state.step === 'sending');
  const apply: Bar | null =
    applyPercent === null ? null : { done: applyPercent, total: 100, unit: 'percent' };
  if (counted) return { download: amountOf({ state, facts }), apply };
  if (!downloadSeen) return { download: null, apply };
  return {
    download: downloadDone ? { done: 100, total: 100, unit: 'percent' } : amountOfDownload(facts),
    apply,
  };
}
