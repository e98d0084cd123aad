import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { CodeMeaning } from '../../../../shared/domain/codeMeaning.ts';
import type { RemedyCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { ModuleFailure } from '../drivers/signal.ts';
import { failureStage } from './stages.ts';
import { hasWholePackage, type Problem, type UpgradeFacts } from './state.ts';
import { makeVerdict } from './verdicts.ts';

/**
 * Judgements from what the module and the server said. The rule above all (at-commands 7, rule 1; architecture, law 7): success
 * only when the module itself answers with the version that was to come.
 */

/** What a code means in this family. Whether everything had arrived may become known after the code. */
export function meaningOf(failure: ModuleFailure, facts: UpgradeFacts): CodeMeaning {
  return facts.goal.dialect.explain(failure, { wholePackage: hasWholePackage(facts) });
}

/** What went wrong beside a download says more than that it failed. */
export function reasonOf(failure: ModuleFailure, { trouble }: UpgradeFacts): ModuleFailure {
  return trouble ?? failure;
}

/** What a version that was read means; null when it is the old one and nothing is known to be wrong. */
export function judgeVersion(version: string, facts: UpgradeFacts): Verdict | null {
  const { from, goal } = facts;
  const { isSameVersion } = goal.dialect;
  const expected = goal.expectedVersion ?? offeredVersion(version, facts);
  const isOld = from !== undefined && isSameVersion(version, from);
  if (isOld) return facts.problem === null ? null : judgeProblem(facts.problem, facts);
  const at = { stage: 'versionCheck', domain: 'module' } as const;
  const fromTo = { from: from ?? '', to: version };
  if (expected === undefined) {
    return makeVerdict(facts, 'unproven', 'upgrade.versionChanged', {
      ...at,
      retry: 'pointless',
      remedies: ['compareDigest'],
      params: fromTo,
    });
  }
  if (isSameVersion(version, expected)) {
    return makeVerdict(facts, 'succeeded', 'upgrade.succeeded', {
      ...at,
      retry: 'pointless',
      params: fromTo,
    });
  }
  return makeVerdict(facts, 'failed', 'upgrade.otherVersion', {
    ...at,
    retry: 'later',
    remedies: ['checkBase', 'compareDigest'],
    params: { version, expected },
  });
}

/** A plan names its version in its own words: it can prove what it fits, but what it does not fit proves nothing. */
function offeredVersion(version: string, { goal, offer }: UpgradeFacts): string | undefined {
  return offer !== null && goal.dialect.isSameVersion(version, offer.to) ? offer.to : undefined;
}

/** The old version for good: how far did it come? */
export function judgeOldVersion(version: string, facts: UpgradeFacts): Verdict {
  const { goal, problem, applyError } = facts;
  const { isSameVersion } = goal.dialect;
  if (problem !== null) return judgeProblem(problem, facts);
  const expected = goal.expectedVersion;
  const params = { version, ...(expected === undefined ? {} : { expected }) };
  const domain = 'module';
  if (applyError !== null) {
    const { verdict, domain: who, retry, remedies } = meaningOf(applyError, facts);
    return makeVerdict(facts, 'failed', verdict, {
      ...{ stage: 'apply', domain: who, retry, remedies },
      ...{ params: { code: applyError.code }, rawCode: String(applyError.code) },
    });
  }
  if (!facts.downloadSeen) {
    return makeVerdict(facts, 'failed', 'upgrade.restartedBeforeDownload', {
      ...{ stage: 'request', domain, retry: 'helps', remedies: ['checkPower', 'tryAgain'], params },
    });
  }
  if (!hasWholePackage(facts)) {
    return makeVerdict(facts, 'failed', 'upgrade.downloadInterrupted', {
      ...{ stage: 'download', domain, retry: 'helps', remedies: ['checkPower', 'tryAgain'], params },
    });
  }
  if (!facts.rebootSeen) {
    return makeVerdict(facts, 'failed', 'upgrade.noReboot', {
      ...{ stage: 'reboot', domain, retry: 'later', remedies: ['restartModule', 'readVersionLater'], params },
    });
  }
  if (expected !== undefined && isSameVersion(version, expected)) {
    return makeVerdict(facts, 'unproven', 'upgrade.versionCannotTell', {
      ...{
        stage: 'versionCheck',
        domain,
        retry: 'pointless',
        remedies: ['compareDigest'],
        params: { version },
      },
    });
  }
  return makeVerdict(facts, 'failed', 'upgrade.sameVersion', {
    ...{ stage: 'versionCheck', domain, retry: 'later', params },
    remedies: ['checkBase', 'checkPackageSize', 'compareDigest'],
  });
}

/** What went wrong, with what the module, the server and the clock said about it. */
export function judgeProblem(problem: Problem, facts: UpgradeFacts): Verdict {
  switch (problem.kind) {
    case 'module':
      return judgeModuleCode(problem.failure, facts, problem.whileApplying === true ? 'apply' : undefined);
    case 'noOffer':
      if (facts.trouble !== null) return judgeModuleCode(facts.trouble, facts);
      return makeVerdict(facts, 'failed', 'upgrade.noOffer', {
        ...{ stage: 'request', domain: 'server', retry: 'later', params: { waitedMs: problem.waitedMs } },
        remedies: ['checkPlan', 'checkCloudList', 'checkLogin'],
      });
    case 'brokenOff':
      if (facts.trouble !== null) return judgeModuleCode(facts.trouble, facts);
      return makeVerdict(facts, 'failed', 'upgrade.downloadInterrupted', {
        ...{ stage: 'download', domain: 'network', retry: 'later', params: { version: facts.from ?? '' } },
        remedies: ['checkSignal', 'checkPower', 'tryAgain'],
      });
    case 'noFirstSign':
      if (facts.trouble !== null) return judgeModuleCode(facts.trouble, facts);
      return judgeNoFirstSign(problem.waitedMs, facts);
    case 'stalled':
    case 'downloadTooLong':
      if (facts.trouble !== null) return judgeModuleCode(facts.trouble, facts);
      return judgeSlowDownload(problem, facts);
    case 'triggerRefused':
      return makeVerdict(facts, 'failed', 'upgrade.triggerRefused', {
        ...{
          stage: 'request',
          domain: 'module',
          retry: 'later',
          remedies: ['waitAndRetry', 'updateFirmwareFirst'],
        },
        ...{ params: { answer: problem.answer }, rawCode: problem.answer },
      });
    case 'refused': {
      const { verdict, ...judgement } = problem.refusal;
      return makeVerdict(facts, 'failed', verdict, judgement);
    }
  }
}

function judgeModuleCode(failure: ModuleFailure, facts: UpgradeFacts, stage?: Verdict['stage']): Verdict {
  const reason = reasonOf(failure, facts);
  const http = reason.http ?? failure.http;
  const cause = reason.cause ?? failure.cause;
  const { verdict, domain, retry, remedies } = meaningOf(reason, facts);
  return makeVerdict(facts, 'failed', verdict, {
    ...{ stage: stage ?? failureStage(facts), domain, retry, remedies, rawCode: String(failure.code) },
    params: { code: reason.code, ...(http === null ? {} : { http }), ...(cause === null ? {} : { cause }) },
  });
}

function judgeSlowDownload(
  problem: Extract<Problem, { kind: 'stalled' | 'downloadTooLong' }>,
  facts: UpgradeFacts,
): Verdict {
  const percent = facts.percent === null ? {} : { percent: facts.percent };
  const at = { stage: failureStage(facts), domain: 'network', retry: 'helps' } as const;
  if (problem.kind === 'stalled') {
    return makeVerdict(facts, 'failed', 'upgrade.stalled', {
      ...at,
      remedies: ['checkSignal', 'checkReach', 'tryAgain', 'useSerialWay'],
      params: { waitedMs: problem.waitedMs, ...percent },
    });
  }
  return makeVerdict(facts, 'failed', 'upgrade.downloadTooLong', {
    ...at,
    remedies: ['letModuleFinish', 'checkSignal', 'readVersionLater'],
    params: { limitMs: problem.limitMs, ...percent },
  });
}

/** Nothing at the server is a diagnosis of its own: the module never arrived. */
function judgeNoFirstSign(waitedMs: number, facts: UpgradeFacts): Verdict {
  const { hasServer, url = '' } = facts.goal;
  const remedies: RemedyCode[] = ['checkReach', 'openFirewall', 'checkSim', 'checkApn', 'useSerialWay'];
  return makeVerdict(facts, 'failed', hasServer ? 'upgrade.neverArrived' : 'upgrade.noFirstSign', {
    ...{ stage: 'request', domain: 'network', retry: 'later', remedies },
    params: hasServer ? { waitedMs, url } : { waitedMs },
  });
}

/** The module already is what it shall become. */
export function judgeAlreadyThere(version: string, facts: UpgradeFacts): Verdict {
  return makeVerdict(facts, 'failed', 'upgrade.alreadyThere', {
    ...{ stage: 'identify', domain: 'airdock', retry: 'pointless', remedies: ['compareDigest'] },
    params: { version },
  });
}

/** The host's order to restart was not taken: the package stays in the module, unapplied. */
export function judgeReset(answer: string, facts: UpgradeFacts): Verdict {
  return makeVerdict(facts, 'failed', 'upgrade.resetRefused', {
    ...{ stage: 'reboot', domain: 'module', retry: 'helps', remedies: ['restartModule', 'readVersionLater'] },
    ...{ params: { answer }, rawCode: answer },
  });
}
