import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import {
  type CodeMeaning,
  cloudCodes,
  rejectedAfterDownload,
  unknownCloudCode,
  unknownUpgradeCode,
  upgradeCodes,
} from '../../../../shared/domain/luatCodes.ts';
import type { RemedyCode, VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import { failureStage, type Problem, stageOf, type UpgradeFacts, type UpgradeState } from './state.ts';
import { isSameVersion } from './versionMatch.ts';

/**
 * Judgements from facts. The rule above all (at-commands 7, rule 1; architecture, law 7): success only when the module itself
 * answers with the version that was to come.
 */

/** A code of the module or the cloud that the tables know, or their "something else". */
export function meaningOf(problem: Extract<Problem, { kind: 'module' }>, facts: UpgradeFacts): CodeMeaning {
  if (problem.cause !== null) return cloudCodes.get(problem.cause) ?? unknownCloudCode;
  if (problem.code === -1003 && facts.downloadDone) return rejectedAfterDownload;
  return upgradeCodes.get(problem.code) ?? unknownUpgradeCode;
}

/** What a version that was read means; null when it is the old one and nothing is known to be wrong. */
export function judgeVersion(version: string, facts: UpgradeFacts): Verdict | null {
  const { from, goal } = facts;
  const isOld = from !== undefined && isSameVersion(version, from);
  const isExpected = goal.expectedVersion !== undefined && isSameVersion(version, goal.expectedVersion);
  if (isExpected && !isOld) {
    return make(
      facts,
      'succeeded',
      'upgrade.succeeded',
      'versionCheck',
      'module',
      'helps',
      [],
      versions(facts, version),
    );
  }
  if (isOld) return facts.problem === null ? null : judgeProblem(facts.problem, facts);
  if (goal.expectedVersion !== undefined) {
    const params = { version, expected: goal.expectedVersion };
    return make(
      facts,
      'failed',
      'upgrade.otherVersion',
      'versionCheck',
      'module',
      'later',
      ['checkBase', 'compareDigest'],
      params,
    );
  }
  const remedies: RemedyCode[] = ['compareDigest'];
  return make(
    facts,
    'unproven',
    'upgrade.versionChanged',
    'versionCheck',
    'module',
    'pointless',
    remedies,
    versions(facts, version),
  );
}

/** The old version for good. */
export function judgeOldVersion(version: string, facts: UpgradeFacts): Verdict {
  const { goal } = facts;
  if (facts.problem !== null) return judgeProblem(facts.problem, facts);
  const params = {
    version,
    ...(goal.expectedVersion === undefined ? {} : { expected: goal.expectedVersion }),
  };
  const failed = (
    code: VerdictCode,
    stage: Stage,
    retry: Verdict['retry'],
    remedies: RemedyCode[],
  ): Verdict => make(facts, 'failed', code, stage, 'module', retry, remedies, params);
  if (facts.applyError !== null) {
    const verdict = failed('upgrade.applyFailed', 'apply', 'later', ['checkBase', 'tryAgain']);
    return { ...verdict, params: { code: facts.applyError }, rawCode: String(facts.applyError) };
  }
  if (!facts.downloadSeen) {
    return failed('upgrade.restartedBeforeDownload', 'request', 'helps', ['checkPower', 'tryAgain']);
  }
  if (!facts.downloadDone)
    return failed('upgrade.downloadInterrupted', 'download', 'helps', ['checkPower', 'tryAgain']);
  if (!facts.rebootSeen)
    return failed('upgrade.noReboot', 'reboot', 'later', ['restartModule', 'readVersionLater']);
  if (goal.expectedVersion !== undefined && isSameVersion(version, goal.expectedVersion)) {
    return make(
      facts,
      'unproven',
      'upgrade.versionCannotTell',
      'versionCheck',
      'module',
      'pointless',
      ['compareDigest'],
      { version },
    );
  }
  return failed('upgrade.sameVersion', 'versionCheck', 'later', [
    'checkBase',
    'checkPackageSize',
    'compareDigest',
  ]);
}

/** What went wrong, with what the module, the server and the clock said about it. */
export function judgeProblem(problem: Problem, facts: UpgradeFacts): Verdict {
  const stage = failureStage(facts);
  const percent = facts.percent === null ? {} : { percent: facts.percent };
  switch (problem.kind) {
    case 'module':
      return judgeModuleCode(problem, facts);
    case 'noFirstSign':
      return judgeNoFirstSign(problem.waitedMs, facts);
    case 'stalled': {
      const params = { waitedMs: problem.waitedMs, ...percent };
      return make(
        facts,
        'failed',
        'upgrade.stalled',
        stage,
        'network',
        'helps',
        ['checkSignal', 'checkReach', 'tryAgain', 'useSerialWay'],
        params,
      );
    }
    case 'downloadTooLong': {
      const params = { limitMs: problem.limitMs, ...percent };
      return make(
        facts,
        'failed',
        'upgrade.downloadTooLong',
        stage,
        'network',
        'helps',
        ['letModuleFinish', 'checkSignal', 'readVersionLater'],
        params,
      );
    }
    case 'triggerRefused': {
      const params = { answer: problem.answer };
      const verdict = make(
        facts,
        'failed',
        'upgrade.triggerRefused',
        'request',
        'module',
        'later',
        ['waitAndRetry', 'updateFirmwareFirst'],
        params,
      );
      return { ...verdict, rawCode: problem.answer };
    }
    case 'refused': {
      const { verdict: code, domain, retry, remedies, params, rawCode, stage: at, seqs } = problem.refusal;
      const verdict = make(facts, 'failed', code, at, domain, retry, remedies, params, seqs);
      return rawCode === undefined ? verdict : { ...verdict, rawCode };
    }
  }
}

function judgeModuleCode(problem: Extract<Problem, { kind: 'module' }>, facts: UpgradeFacts): Verdict {
  const meaning = meaningOf(problem, facts);
  const { code, http, cause } = problem;
  const params = { code, ...(http === null ? {} : { http }), ...(cause === null ? {} : { cause }) };
  const { verdict, domain, retry, remedies } = meaning;
  return {
    ...make(facts, 'failed', verdict, failureStage(facts), domain, retry, remedies, params),
    rawCode: String(code),
  };
}

/** Nothing at the server is a diagnosis of its own: the module never arrived. */
function judgeNoFirstSign(waitedMs: number, facts: UpgradeFacts): Verdict {
  const { hasServer, url } = facts.goal;
  const remedies: RemedyCode[] = ['checkReach', 'openFirewall', 'checkSim', 'checkApn', 'useSerialWay'];
  if (!hasServer)
    return make(facts, 'failed', 'upgrade.noFirstSign', 'request', 'network', 'later', remedies, {
      waitedMs,
    });
  const params = { waitedMs, url: url ?? '' };
  return make(facts, 'failed', 'upgrade.neverArrived', 'request', 'network', 'later', remedies, params);
}

/** The module kept silent or its port stayed away, although the road had been gone to some point. */
export function judgeSilence(
  what: { readonly kind: 'silent' | 'portGone' | 'portUnstable'; readonly waitedMs: number },
  state: UpgradeState,
  facts: UpgradeFacts,
): Verdict {
  if (facts.problem !== null) return judgeProblem(facts.problem, facts);
  const stage = stageOf(state, facts);
  const beforeDownload = !facts.downloadSeen && !facts.triggered;
  if (beforeDownload) {
    const code = what.kind === 'silent' ? 'upgrade.notIdentified' : 'upgrade.portLost';
    return make(
      facts,
      'failed',
      code,
      stage,
      'module',
      'helps',
      ['checkCable', 'checkPower', 'checkPort'],
      {},
    );
  }
  const remedies: RemedyCode[] = ['keepPowered', 'readVersionLater', 'checkCable', 'restartModule'];
  const { waitedMs } = what;
  if (what.kind === 'silent') {
    return make(facts, 'unproven', 'upgrade.silentAfterReboot', stage, 'module', 'later', remedies, {
      waitedMs,
    });
  }
  if (what.kind === 'portGone') {
    return make(facts, 'unproven', 'upgrade.portGone', stage, 'module', 'later', remedies, { waitedMs });
  }
  const params = { losses: facts.losses };
  return make(facts, 'unproven', 'upgrade.portUnstable', stage, 'module', 'later', remedies, params);
}

/** Stopped by the person: what that means depends on how much the module does by itself by now. */
export function judgeCancel(state: UpgradeState, facts: UpgradeFacts): Verdict {
  const stage = stageOf(state, facts);
  const cancelled = (
    code: VerdictCode,
    remedies: readonly RemedyCode[],
    params: Verdict['params'] = {},
    outcome: 'cancelled' | 'unproven' = 'cancelled',
  ): Verdict => make(facts, outcome, code, stage, 'person', 'helps', remedies, params);
  switch (state.phase) {
    case 'idle':
    case 'identifying':
      return cancelled('upgrade.cancelledBeforeStart', []);
    case 'configuring':
      return facts.downloadSeen
        ? moduleContinues(facts, cancelled)
        : cancelled('upgrade.cancelledBeforeStart', []);
    case 'uploading':
      if (state.step === 'applying')
        return cancelled(
          'upgrade.cancelledWhileApplying',
          ['keepPowered', 'readVersionLater'],
          {},
          'unproven',
        );
      return cancelled('upgrade.cancelledWhileSending', [], {
        sentBytes: state.done,
        totalBytes: state.total,
      });
    case 'requesting':
    case 'downloading':
      return moduleContinues(facts, cancelled);
    case 'explaining':
      return facts.problem === null ? moduleContinues(facts, cancelled) : judgeProblem(facts.problem, facts);
    case 'deferred':
      return cancelled('upgrade.cancelledWhileWaiting', ['waitAndRetry'], { cause: state.cause });
    case 'downloaded':
    case 'awaitingReboot':
      return cancelled('upgrade.cancelledAfterDownload', ['keepPowered', 'readVersionLater'], {}, 'unproven');
    default:
      if (facts.problem !== null) return judgeProblem(facts.problem, facts);
      return cancelled('upgrade.cancelledWhileApplying', ['keepPowered', 'readVersionLater'], {}, 'unproven');
  }
}

type Cancelled = (code: VerdictCode, remedies: readonly RemedyCode[], params?: Verdict['params']) => Verdict;

/** There is no command that stops a download (at-commands 1.1): the module goes on by itself. */
function moduleContinues(facts: UpgradeFacts, cancelled: Cancelled): Verdict {
  const params = facts.percent === null ? {} : { percent: facts.percent };
  return cancelled(
    'upgrade.cancelledModuleContinues',
    ['letModuleFinish', 'readVersionLater', 'restartModule'],
    params,
  );
}

/** The module already is what it shall become. */
export function judgeAlreadyThere(version: string, facts: UpgradeFacts): Verdict {
  return make(
    facts,
    'failed',
    'upgrade.alreadyThere',
    'identify',
    'airdock',
    'pointless',
    ['compareDigest'],
    { version },
  );
}

function versions(facts: UpgradeFacts, to: string): Verdict['params'] {
  return { from: facts.from ?? '', to };
}

function make(
  facts: UpgradeFacts,
  outcome: Verdict['outcome'],
  code: VerdictCode,
  stage: Stage,
  domain: Verdict['domain'],
  retry: Verdict['retry'],
  remedies: readonly RemedyCode[],
  params: Verdict['params'],
  seqs: readonly number[] = [],
): Verdict {
  const evidence = [...new Set([...facts.evidence, ...seqs])];
  return { outcome, code, params, domain, stage, retry, remedies: [...remedies], evidence };
}
