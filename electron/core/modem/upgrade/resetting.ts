import type { StepDraft } from './stepDraft.ts';

/** A restart that is the host's to order. */

/** The module needs the host to restart it before it applies what it has, and that was not done yet. */
export function needsHostReset({ facts }: StepDraft): boolean {
  const { dialect } = facts.goal;
  return dialect.description.resetBy === 'host' && dialect.can('reset') && !facts.resetDone;
}

export function resetting(step: StepDraft): void {
  step.go({ phase: 'resetting' }, { do: 'disarm', timer: 'total' }, { do: 'reset' });
}

export function resetDone(step: StepDraft, seqs: readonly number[]): void {
  if (!step.in('resetting')) return;
  step.prove(...seqs);
  step.know({ resetDone: true });
  step.note('upgrade.hostReset', {});
  // The restart is ours; what it applies may be told or not.
  step.go({ phase: 'rebooting' }, step.armStage(step.timeouts.applyMs));
}
