import { type CodeMeaning, meaning } from '../../../../shared/domain/codeMeaning.ts';
import { readVersion } from '../identityVersion.ts';
import {
  type DriverDescription,
  type RetryPolicy,
  type StageTimeouts,
  suggestedRetryPolicy,
  suggestedTimeouts,
} from './description.ts';
import type { UpgradeDriver } from './driver.ts';

/** Codes of a family: by domain of `ModuleFailure`, then by code as on the wire. */
export type CodeTables = Readonly<Record<string, ReadonlyMap<number | string, CodeMeaning>>>;

/** What a new family has to say; everything left out is what most families share. */
export type DriverDefinition = Pick<DriverDescription, 'id' | 'dialects' | 'deliveries'> &
  Partial<Omit<DriverDescription, 'timeouts' | 'retryPolicy'>> & {
    readonly timeouts?: Partial<StageTimeouts>;
    readonly retryPolicy?: Partial<RetryPolicy>;
  } & Pick<UpgradeDriver, 'detect' | 'decode'> &
  Partial<Omit<UpgradeDriver, 'description'>> & {
    /** Used by `explain` where the driver brings none of its own. */
    readonly codes?: CodeTables;
  };

/** A code that no document explains. */
export const unexplained = meaning('upgrade.moduleError', 'module', 'helps', 'tryAgain', 'askVendor');
/** The same for a failure while the package was applied. */
export const unexplainedApply = meaning('upgrade.applyFailed', 'module', 'later', 'checkBase', 'tryAgain');

/** A driver from what is special about it. */
export function defineDriver(definition: DriverDefinition): UpgradeDriver {
  const { id, dialects, deliveries, codes = {}, timeouts, retryPolicy, ...rest } = definition;
  const { triggers, needsConfirm, resumesAtLogin, bansLoops, listensOnly, ...others } = rest;
  const { progress, resetBy, transfers, resultQuery, successProof, ...methods } = others;
  const description: DriverDescription = {
    id,
    dialects,
    deliveries,
    triggers: triggers ?? ['host'],
    needsConfirm: needsConfirm ?? false,
    resumesAtLogin: resumesAtLogin ?? false,
    bansLoops: bansLoops ?? false,
    listensOnly: listensOnly ?? false,
    progress: progress ?? 'percent',
    resetBy: resetBy ?? 'module',
    transfers: transfers ?? ['none'],
    resultQuery: resultQuery ?? (methods.queryState === undefined ? 'none' : 'command'),
    successProof: successProof ?? 'versionReadback',
    timeouts: { ...suggestedTimeouts, ...timeouts },
    retryPolicy: { ...suggestedRetryPolicy, ...retryPolicy },
  };
  return { explain: explainBy(codes), readVersion, ...methods, description };
}

/** Looks a code up in its domain's table. */
export function explainBy(codes: CodeTables): UpgradeDriver['explain'] {
  return ({ domain, code }) =>
    codes[domain]?.get(code) ?? (domain === 'apply' ? unexplainedApply : unexplained);
}
