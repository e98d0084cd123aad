import type { WaitReason } from '../../../../shared/domain/codeMeaning.ts';
import type { StepDraft } from './stepDraft.ts';

/** Waiting before something is asked again, counted down second by second. */

const tickMs = 1000;

/** Waits, counted down second by second, and then begins anew. */
export function defer(
  step: StepDraft,
  waitMs: number,
  reason: WaitReason | 'person' | 'quota',
  cause: number | string,
): void {
  step.note('upgrade.waiting', { waitMs, cause });
  step.go({ phase: 'deferred', waitMs, passedMs: 0, reason, cause }, { do: 'disarm', timer: 'total' });
  step.add(step.armStage(waitMs), { do: 'arm', timer: 'tick', afterMs: tickMs }, { do: 'stopTask' });
}

export function ticked(step: StepDraft): void {
  const { state } = step;
  if (state.phase !== 'deferred') return;
  step.state = { ...state, passedMs: Math.min(state.waitMs, state.passedMs + tickMs) };
  step.add({ do: 'arm', timer: 'tick', afterMs: tickMs });
}
