import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { UpgradeOffer } from '../drivers/signal.ts';
import type { OfferObjection } from './offerRules.ts';
import type { UpgradeFacts } from './state.ts';
import { makeVerdict } from './verdicts.ts';

/** Judgements on offers that came to nothing. */

/** The host refused for the module's own good; the first objection names the verdict. */
export function judgeObjections(objections: readonly OfferObjection[], facts: UpgradeFacts): Verdict {
  const at = { stage: 'request', domain: 'airdock', retry: 'later' } as const;
  const [first] = objections;
  if (first === undefined) throw new Error('an offer is refused for a reason');
  const needed = first.needed;
  if (first.kind === 'battery') {
    return first.actual === null
      ? makeVerdict(facts, 'failed', 'upgrade.batteryUnknown', {
          ...{ ...at, remedies: ['checkPower', 'acceptByHand'], params: { needed } },
        })
      : makeVerdict(facts, 'failed', 'upgrade.batteryLow', {
          ...{ ...at, remedies: ['charge', 'waitAndRetry'], params: { needed, actual: first.actual } },
        });
  }
  return first.actual === null
    ? makeVerdict(facts, 'failed', 'upgrade.signalUnknown', {
        ...{ ...at, remedies: ['checkSignal', 'acceptByHand'], params: { needed } },
      })
    : makeVerdict(facts, 'failed', 'upgrade.signalWeak', {
        ...{ ...at, remedies: ['checkSignal', 'waitAndRetry'], params: { needed, actual: first.actual } },
      });
}

/** The person, or the policy the person chose, said no. */
export function judgeOfferRefused({ component, to }: UpgradeOffer, facts: UpgradeFacts): Verdict {
  return makeVerdict(facts, 'cancelled', 'upgrade.offerRefused', {
    ...{ stage: 'request', domain: 'person', retry: 'helps', remedies: [], params: { component, to } },
  });
}

/** The module took the yes as an error. */
export function judgeOfferGone(answer: string, facts: UpgradeFacts): Verdict {
  return makeVerdict(facts, 'failed', 'upgrade.offerGone', {
    ...{ stage: 'request', domain: 'module', retry: 'later', remedies: ['checkPlan', 'tryAgain'] },
    ...{ params: { answer }, rawCode: answer },
  });
}
