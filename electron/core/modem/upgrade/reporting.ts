import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { StepDraft } from './stepDraft.ts';

/** The end of the road: the verdict is made, and the platform is given time to hear of it. */

/** Lets the platform hear of it, where the family can. */
export function report(step: StepDraft, verdict: Verdict): void {
  if (!step.facts.goal.dialect.can('report')) {
    step.finish(verdict);
    return;
  }
  step.go({ phase: 'reporting', verdict }, { do: 'report' }, step.armStage(step.timeouts.reportMs));
}

export function reported(step: StepDraft, seqs: readonly number[], reached: boolean): void {
  step.prove(...seqs);
  if (reached) cloudReached(step, ...seqs);
}

/** What the module has to say goes up now; whether the platform answers is waited for shortly. */
export function cloudReached(step: StepDraft, ...seqs: readonly number[]): void {
  if (!step.in('reporting')) {
    if (!step.facts.downloadSeen) step.know({ trouble: null });
    return;
  }
  step.prove(...seqs);
  if (step.facts.reportedDone) finishReport(step);
  else step.add(step.armStage(step.timeouts.settleMs));
}

/** The platform knows; a failure it claims against the version that was read is only noted. */
export function cloudInformed(step: StepDraft, succeeded: boolean, seq: number): void {
  step.note('upgrade.cloudInformed', { succeeded });
  if (succeeded) step.know({ reportedDone: true });
  if (!step.in('reporting')) return;
  step.prove(seq);
  finishReport(step);
}

function finishReport(step: StepDraft): void {
  const { state, facts } = step;
  if (state.phase === 'reporting') step.finish({ ...state.verdict, evidence: [...facts.evidence] });
}
