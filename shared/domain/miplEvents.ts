/**
 * What `+MIPLEVENT: <id>,<n>` and `+CIS ERROR: <n>` of OneMO modules mean (at-commands 5). Every row has a text below `miplEvent.` or
 * `cisError.` in both languages. Longer than usual: tables.
 */
import { type CodeMeaning, meaning, waiting } from './codeMeaning.ts';

const loginFailed = waiting(
  'network',
  meaning('upgrade.miplLoginFailed', 'server', 'later', 'checkLogin', 'checkSignal', 'checkSim'),
);
const sessionGone = meaning('upgrade.miplSessionGone', 'server', 'later', 'checkLogin', 'tryAgain');

/** Events that keep an upgrade from beginning, or that end it. */
export const miplFailures: ReadonlyMap<number | string, CodeMeaning> = new Map<number, CodeMeaning>([
  [3, loginFailed],
  [7, loginFailed],
  [31, meaning('upgrade.miplSessionGone', 'server', 'pointless', 'registerImei', 'checkLogin')],
  [32, sessionGone],
  [41, meaning('upgrade.downloadFailed', 'module', 'later', 'checkSignal', 'checkPlan', 'tryAgain')],
]);

/** The same, while the package was applied. */
export const miplApplyFailures: ReadonlyMap<number | string, CodeMeaning> = new Map<number, CodeMeaning>([
  [45, meaning('upgrade.applyFailed', 'module', 'later', 'checkBase', 'checkPlan', 'tryAgain')],
]);

/** Events that are good news, or none; a log-out is the host's own. */
export const miplNews = [2, 6, 11, 15, 26, 33, 40, 42, 43, 44, 46, 47, 51] as const;

/** `+CIS ERROR` in answer to an order. */
export const cisErrors: ReadonlyMap<number | string, CodeMeaning> = new Map<string, CodeMeaning>([
  ['100', meaning('upgrade.cisError', 'module', 'helps', 'tryAgain', 'restartModule')],
  ['601', meaning('upgrade.cisError', 'module', 'pointless', 'chooseDriver', 'askVendor')],
  ['602', meaning('upgrade.notLoggedIn', 'module', 'later', 'checkLogin', 'checkSignal')],
  ['651', meaning('upgrade.cisError', 'module', 'later', 'checkLogin', 'restartModule')],
  ['652', meaning('upgrade.cisError', 'module', 'helps', 'waitAndRetry', 'tryAgain')],
  ['653', meaning('upgrade.cisError', 'module', 'later', 'restartModule', 'tryAgain')],
]);
