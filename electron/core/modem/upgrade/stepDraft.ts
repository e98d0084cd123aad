import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeTimeouts } from '../drivers/driver.ts';
import type { UpgradeEffect } from './events.ts';
import { isAskedInDownload, type UpgradeFacts, type UpgradeMachine, type UpgradeState } from './state.ts';

type Phase = UpgradeState['phase'];

const beforeReboot: ReadonlySet<Phase> = new Set([
  'requesting',
  'downloading',
  'downloaded',
  'awaitingReboot',
]);
const afterReboot: ReadonlySet<Phase> = new Set([
  'resetting',
  'rebooting',
  'applying',
  'reconnecting',
  'checkingVersion',
  'settling',
]);

/** One step of the machine under construction: a fresh one per event, so that the machine outside stays immutable. */
export class StepDraft {
  readonly timeouts: UpgradeTimeouts;
  readonly effects: UpgradeEffect[] = [];
  state: UpgradeState;
  facts: UpgradeFacts;

  constructor({ state, facts }: UpgradeMachine, timeouts: UpgradeTimeouts) {
    this.state = state;
    this.facts = facts;
    this.timeouts = timeouts;
  }

  /** Into another state. Every state has its own time: what was armed for the one before is void. */
  go(state: UpgradeState, ...effects: UpgradeEffect[]): void {
    const ticks: UpgradeEffect[] = this.in('deferred') ? [{ do: 'disarm', timer: 'tick' }] : [];
    this.state = state;
    this.add({ do: 'disarm', timer: 'stage' }, ...ticks, ...effects);
  }

  /** The judgement is made; what was changed is put back now. */
  finish(verdict: Verdict): void {
    this.go({ phase: 'restoring', verdict }, { do: 'disarm', timer: 'total' }, { do: 'restore' });
  }

  add(...effects: UpgradeEffect[]): void {
    this.effects.push(...effects);
  }

  know(facts: Partial<UpgradeFacts>): void {
    this.facts = { ...this.facts, ...facts };
  }

  /** Journal rows that carry the judgement, each once. */
  prove(...seqs: readonly number[]): void {
    const fresh = seqs.filter((seq) => !this.facts.evidence.includes(seq));
    if (fresh.length > 0) this.know({ evidence: [...this.facts.evidence, ...fresh] });
  }

  note(event: EventCode, params: Verdict['params'], level: 'info' | 'warning' | 'error' = 'info'): void {
    this.add({ do: 'note', event, params, level });
  }

  in(...phases: readonly Phase[]): boolean {
    return phases.includes(this.state.phase);
  }

  /** Whether the module goes its own way now, so that its lines move the state. */
  isFollowed(): boolean {
    const { state } = this;
    if (beforeReboot.has(state.phase)) return true;
    if (state.phase === 'explaining') return state.because === 'served';
    if (state.phase === 'uploading') return state.step === 'applying';
    return afterReboot.has(state.phase) && state.phase !== 'reconnecting';
  }

  armStage(afterMs: number): UpgradeEffect {
    return { do: 'arm', timer: 'stage', afterMs };
  }

  /** What no later state needs of a download, and of the questions that were being asked. */
  leaveDownload(): UpgradeEffect[] {
    if (beforeReboot.has(this.state.phase) || isAskedInDownload(this.state))
      return [{ do: 'disarm', timer: 'total' }, { do: 'stopTask' }];
    return afterReboot.has(this.state.phase) ? [{ do: 'stopTask' }] : [];
  }
}
