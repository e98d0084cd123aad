import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { OfferConditions } from '../drivers/driver.ts';
import type { UpgradeOffer } from '../drivers/signal.ts';
import { defer } from './deferring.ts';
import type { OfferAnswer } from './events.ts';
import { judgeObjections, judgeOfferGone, judgeOfferRefused } from './judgeOffer.ts';
import { hasLimits, objectionsTo } from './offerRules.ts';
import type { StepDraft } from './stepDraft.ts';
import { readOn } from './takingImage.ts';

/** A plan of the platform: the host holds its limits against the module, and says yes or no (at-commands 7, rule 11). */

/** The platform repeats its offer by itself, so one that comes too early or twice changes nothing. */
export function offered(step: StepDraft, offer: UpgradeOffer, seq: number): void {
  const isNew = step.facts.offer === null;
  if (step.facts.accepted || step.facts.downloadSeen) return;
  step.know({ offer });
  if (isNew) {
    step.prove(seq);
    const { component, to, minBattery, minSignalDbm } = offer;
    step.note('upgrade.offered', {
      ...{ component, from: offer.from ?? '', to },
      ...(minBattery === undefined ? {} : { minBattery }),
      ...(minSignalDbm === undefined ? {} : { minSignalDbm }),
    });
  }
  if (step.in('requesting', 'awaitingStart')) weighOffer(step, offer);
}

export function weighOffer(step: StepDraft, offer: UpgradeOffer): void {
  if (hasLimits(offer) && step.facts.goal.dialect.can('readConditions')) {
    step.go({ phase: 'checkingOffer' }, { do: 'stopTask' }, { do: 'readConditions' });
    return;
  }
  decideOffer(step, offer, { batteryPercent: null, signalDbm: null, seqs: [] });
}

export function conditionsRead(step: StepDraft, conditions: OfferConditions): void {
  const { offer } = step.facts;
  if (!step.in('checkingOffer') || offer === null) return;
  step.prove(...conditions.seqs);
  decideOffer(step, offer, conditions);
}

function decideOffer(step: StepDraft, offer: UpgradeOffer, conditions: OfferConditions): void {
  const policy = step.facts.goal.offerPolicy;
  const objections = objectionsTo(offer, conditions, policy);
  if (objections.length > 0) {
    answerOffer(step, false, judgeObjections(objections, step.facts));
  } else if (policy.decision === 'refuse') answerOffer(step, false, judgeOfferRefused(offer, step.facts));
  else if (policy.decision === 'accept') answerOffer(step, true, null);
  else step.go({ phase: 'offered', offer });
}

/** The person has decided. */
export function answered(step: StepDraft, answer: OfferAnswer): void {
  const { state } = step;
  if (state.phase !== 'offered') return;
  if (answer === 'accept') answerOffer(step, true, null);
  else if (answer === 'refuse') answerOffer(step, false, judgeOfferRefused(state.offer, step.facts));
  else defer(step, step.timeouts.deferMs, 'person', state.offer.component);
}

function answerOffer(step: StepDraft, accept: boolean, refusal: Verdict | null): void {
  step.go({ phase: 'answeringOffer', accept, refusal }, { do: 'answerOffer', accept });
}

/** The module has heard the answer. */
export function answerTaken(step: StepDraft, seqs: readonly number[]): void {
  const { state } = step;
  if (state.phase !== 'answeringOffer') return;
  step.prove(...seqs);
  step.note(state.accept ? 'upgrade.offerAccepted' : 'upgrade.offerRefused', {});
  if (state.refusal !== null) {
    step.finish({ ...state.refusal, evidence: [...step.facts.evidence] });
    return;
  }
  step.know({ accepted: true, triggered: true });
  if (readOn(step)) return;
  step.go({ phase: 'requesting' }, step.armStage(step.timeouts.firstSignMs));
}

/** It did not take the answer: there is no plan any more, or it was never one for this module. */
export function answerNotTaken(step: StepDraft, answer: string, seqs: readonly number[]): void {
  const { state } = step;
  if (state.phase !== 'answeringOffer') return;
  step.prove(...seqs);
  if (state.refusal !== null) step.finish({ ...state.refusal, evidence: [...step.facts.evidence] });
  else step.finish(judgeOfferGone(answer, step.facts));
}
