import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { RemedyCode, VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import { judgeProblem } from './judge.ts';
import { stageOf } from './stages.ts';
import type { UpgradeFacts, UpgradeState } from './state.ts';
import { makeVerdict } from './verdicts.ts';

/** Judgements when the road ends before the module could be asked: silence, a lost port, a person who cancels. */

export type Silence =
  | { readonly kind: 'silent'; readonly waitedMs: number }
  | { readonly kind: 'portGone'; readonly waitedMs: number }
  | { readonly kind: 'portUnstable' };

/** The module kept silent or its port stayed away. Before anything began that is a failure, later it proves nothing. */
export function judgeSilence(what: Silence, state: UpgradeState, facts: UpgradeFacts): Verdict {
  if (facts.problem !== null) return judgeProblem(facts.problem, facts);
  const at = { stage: stageOf(state, facts), domain: 'module' } as const;
  if (!facts.downloadSeen && !facts.triggered) {
    return makeVerdict(
      facts,
      'failed',
      what.kind === 'silent' ? 'upgrade.notIdentified' : 'upgrade.portLost',
      {
        ...at,
        retry: 'helps',
        remedies: ['checkCable', 'checkPower', 'checkPort'],
      },
    );
  }
  const after = {
    ...at,
    retry: 'later',
    remedies: ['keepPowered', 'readVersionLater', 'checkCable', 'restartModule'],
  } as const;
  if (facts.reportedDone) {
    // The module or the platform said that it went well; only the version could prove it (at-commands 7, rule 1).
    return makeVerdict(facts, 'unproven', 'upgrade.reportedUnverified', after);
  }
  switch (what.kind) {
    case 'silent':
      return makeVerdict(facts, 'unproven', 'upgrade.silentAfterReboot', {
        ...after,
        params: { waitedMs: what.waitedMs },
      });
    case 'portGone':
      return makeVerdict(facts, 'unproven', 'upgrade.portGone', {
        ...after,
        params: { waitedMs: what.waitedMs },
      });
    case 'portUnstable':
      return makeVerdict(facts, 'unproven', 'upgrade.portUnstable', {
        ...after,
        params: { losses: facts.losses },
      });
  }
}

/** Stopped by the person: what that means depends on how much the module does by itself by now. */
export function judgeCancel(state: UpgradeState, facts: UpgradeFacts): Verdict {
  const end = createEnd(state, facts);
  switch (state.phase) {
    case 'idle':
    case 'identifying':
      return end('cancelled', 'upgrade.cancelledBeforeStart', []);
    case 'awaitingStart':
    case 'checkingOffer':
    case 'offered':
      return end('cancelled', 'upgrade.cancelledBeforeStart', []);
    case 'answeringOffer':
      return state.accept && state.refusal === null
        ? moduleContinues(facts, end)
        : end('cancelled', 'upgrade.cancelledBeforeStart', []);
    case 'readingBlocks':
    case 'handingOn':
      return end('cancelled', 'upgrade.cancelledWhileReading', ['waitAndRetry']);
    case 'reporting':
      return state.verdict;
    case 'configuring':
      return facts.downloadSeen
        ? moduleContinues(facts, end)
        : end('cancelled', 'upgrade.cancelledBeforeStart', []);
    case 'uploading': {
      if (state.step === 'applying') return whileApplying(end);
      const params = { sentBytes: state.done, totalBytes: state.total };
      return end('cancelled', 'upgrade.cancelledWhileSending', [], params);
    }
    case 'requesting':
    case 'downloading':
      return moduleContinues(facts, end);
    case 'explaining':
      return facts.problem === null ? moduleContinues(facts, end) : judgeProblem(facts.problem, facts);
    case 'deferred':
      return end('cancelled', 'upgrade.cancelledWhileWaiting', ['waitAndRetry'], { cause: state.cause });
    case 'downloaded':
    case 'awaitingReboot':
      return end('unproven', 'upgrade.cancelledAfterDownload', ['keepPowered', 'readVersionLater']);
    default:
      return facts.problem === null ? whileApplying(end) : judgeProblem(facts.problem, facts);
  }
}

type End = (
  outcome: 'cancelled' | 'unproven',
  code: VerdictCode,
  remedies: readonly RemedyCode[],
  params?: Verdict['params'],
) => Verdict;

function createEnd(state: UpgradeState, facts: UpgradeFacts): End {
  const stage = stageOf(state, facts);
  return (outcome, code, remedies, params = {}) =>
    makeVerdict(facts, outcome, code, { stage, domain: 'person', retry: 'helps', remedies, params });
}

/** There is no command that stops a download (at-commands 1.1): the module goes on by itself. */
function moduleContinues(facts: UpgradeFacts, end: End): Verdict {
  const params = facts.percent === null ? {} : { percent: facts.percent };
  const remedies: RemedyCode[] = ['letModuleFinish', 'readVersionLater', 'restartModule'];
  return end('cancelled', 'upgrade.cancelledModuleContinues', remedies, params);
}

function whileApplying(end: End): Verdict {
  return end('unproven', 'upgrade.cancelledWhileApplying', ['keepPowered', 'readVersionLater']);
}
