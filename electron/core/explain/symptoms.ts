/**
 * Findings that are no number: what to do, whether trying again helps, and how well it is known; texts below `explainTitle.` and
 * `explainCause.`. A row whose remedy is inferred is marked so as a whole (at-commands 6). Longer than usual: a table.
 */
import type { Confidence, Finding, Reading } from '../../../shared/contract/explain.ts';
import type { RetryClass } from '../../../shared/domain/codeMeaning.ts';

export interface Symptom {
  readonly level: Finding['level'];
  /** Null where nothing went wrong by it. */
  readonly retry: RetryClass | null;
  readonly confidence: Confidence;
  readonly remedies: readonly string[];
  readonly table: Reading['table'];
}

function row(
  retry: RetryClass | null,
  confidence: Confidence,
  remedies: readonly string[],
  more: Partial<Pick<Symptom, 'level' | 'table'>> = {},
): Symptom {
  return { level: 'problem', table: 'desk', retry, confidence, remedies, ...more };
}

const notice = { level: 'notice' } as const;
const script = { table: 'luaScript' } as const;

export const symptoms = {
  noSim: row('later', 'documented', ['checkSim', 'restartModule']),
  noCoverage: row('later', 'documented', ['checkSignal']),
  registrationDenied: row('pointless', 'documented', ['checkSim', 'askOperator']),
  noData: row('later', 'inferred', ['checkApn', 'checkSim', 'checkSignal']),
  serverUnreachable: row('later', 'inferred', ['checkReach', 'allowCloud', 'openFirewall']),
  urlInvalid: row('pointless', 'inferred', ['checkUrl', 'checkQuotes']),
  fileMissing: row('later', 'documented', ['checkFileOnServer', 'checkUrl']),
  errorBodyAtOnce: row('later', 'confirmed', ['askUpgradeState', 'waitAndRetry']),
  rejectedAfterDownload: row('pointless', 'confirmed', [
    'checkPackageSize',
    'checkBase',
    'useIntermediateVersion',
  ]),
  deliveredNotInstalled: row('pointless', 'confirmed', ['readVersionLater', 'checkPackageSize', 'checkBase']),
  flashWrite: row('helps', 'inferred', ['tryAgain', 'flashByCable']),
  portGoneAfterDownload: row(null, 'confirmed', ['letModuleFinish', 'checkPort'], notice),
  garbageAfterReboot: row('helps', 'inferred', ['trainBaud']),
  silentAfterReboot: row('helps', 'inferred', ['trainBaud', 'checkPort']),
  upgradedByItself: row(null, 'documented', ['switchAutoOff'], notice),
  noPlan: row('later', 'inferred', ['checkPlan', 'checkLogin']),
  offerDemandsBattery: row('later', 'documented', ['charge']),
  offerDemandsSignal: row('later', 'documented', ['checkSignal']),
  fotaPath: row('pointless', 'confirmed', ['fixFotaPath']),
  powerCutWhileApplying: row('later', 'documented', ['keepPowered', 'checkPower', 'readVersionLater']),
  downloadInterrupted: row('helps', 'documented', ['checkPower', 'checkSignal', 'tryAgain']),
  cfotaFailed: row('later', 'source', ['checkReach', 'checkBase', 'tryAgain']),
  luaError: row('pointless', 'confirmed', ['fixScript'], script),
  outOfMemory: row('pointless', 'inferred', ['freeMemory', 'fixScript'], script),
  watchdog: row('later', 'inferred', ['fixScript', 'checkPower'], script),
  startedAbnormally: row('later', 'inferred', ['checkPower', 'askVendor'], script),
  libfotaNoKey: row('pointless', 'confirmed', ['setScriptKey', 'fixScriptUrl'], script),
  libfotaBadVersion: row('pointless', 'confirmed', ['fixScriptVersion'], script),
  libfotaUrl: row('pointless', 'confirmed', ['fixScriptUrl'], script),
  fullWidth: row('pointless', 'documented', ['checkQuotes']),
  noKeyInUrl: row('pointless', 'documented', ['setScriptKey'], { table: 'requestUrl' }),
  noIdentityInUrl: row('pointless', 'documented', ['checkImei', 'fixScript'], { table: 'requestUrl' }),
  badVersionInUrl: row('pointless', 'documented', ['fixScriptVersion'], { table: 'requestUrl' }),
  requestRead: row(null, 'documented', [], { ...notice, table: 'requestUrl' }),
} as const satisfies Readonly<Record<string, Symptom>>;

export type SymptomId = keyof typeof symptoms;

/** What a symptom says for itself. */
export function readingOf(id: SymptomId, params: Finding['params'] = {}): Reading {
  const { table, retry, confidence, remedies } = symptoms[id];
  const what = { group: 'explainCause', code: id, params } as const;
  return { what, table, confidence, remedies: [...remedies], ...(retry === null ? {} : { retry }) };
}
