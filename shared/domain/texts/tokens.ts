import type { ErrorParams } from '../../errors.ts';

/**
 * Params that carry a token of the core instead of words, by text key, with the group that says the token in words.
 * A token may bring a detail behind a colon: `binpkg.sha256:ap`, `soc:EC718`.
 */
const tokenParams: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'error.rpc.invalidInput': { reason: 'inputProblem' },
  'error.file.notReadable': { reason: 'fileProblem' },
  'error.file.notWritable': { reason: 'fileProblem' },
  'error.host.dataFolderUnusable': { reason: 'fileProblem' },
  'error.firmware.unknownFormat': { found: 'recognised' },
  'error.firmware.damaged': { check: 'check' },
  'error.firmware.hostileArchive': { reason: 'hostile' },
  'error.delta.notPackage': { found: 'recognised' },
  'error.package.leavesBehind': { role: 'role' },
  'error.delta.damagedPackage': { check: 'check' },
  'error.delta.wrongBase': { check: 'check' },
  'error.delta.notCarried': { role: 'role', carriedBy: 'carriedBy' },
  'error.delta.missingImage': { role: 'role' },
  'error.delta.imageSetDiffers': { reason: 'imageDifference' },
  'warning.scriptDamaged': { check: 'check' },
  'error.port.busy': { owner: 'leaseOwner' },
  'error.settings.invalid': { reason: 'settingProblem' },
  'error.settings.notUndoable': { reason: 'settingUndo' },
  'error.settings.badFile': { reason: 'projectFileProblem' },
  'cloudFinding.fieldMissing': { field: 'projectField' },
  'event.setting.written': { outcome: 'settingOutcome' },
  'verdict.upgrade.quecthingEvent': { code: 'quecthingEvent' },
  'verdict.upgrade.connectionLost': { code: 'quecthingEvent' },
  'verdict.upgrade.miplSessionGone': { code: 'miplEvent' },
  'verdict.upgrade.miplLoginFailed': { code: 'miplEvent' },
  'verdict.upgrade.cisError': { code: 'cisError' },
  'event.upgrade.quecthingSaid': { code: 'quecthingEvent' },
  'event.upgrade.miplSaid': { code: 'miplEvent' },
  'verdict.upgrade.serialSilent': { step: 'phase.upgrade' },
  'event.upgrade.baseCompared': { state: 'baseState' },
  'otaFinding.luatCode': { meaning: 'luatMeaning' },
  'otaFinding.luatOtherReading': { meaning: 'luatMeaning' },
  'cli.token.bad': { fault: 'tokenFault' },
  'event.onenet.tokenRefused': { fault: 'tokenFault' },
  'event.onenet.tokenBad': { fault: 'tokenFault' },
  'event.job.stage': { stage: 'stage' },
  'event.job.cancelled': { stage: 'stage' },
  'event.job.interrupted': { stage: 'stage' },
};

/**
 * The params of a text with their tokens in words. Whoever translates calls this first.
 *
 * @param key as in the shared tree, e.g. `error.port.busy`
 * @param lookup the text of a key of the shared tree, undefined where there is none or a group of texts (in i18next:
 * `returnObjects`, then only strings). A token without a text stays as it is.
 */
export function inWords(
  key: string,
  params: ErrorParams,
  lookup: (key: string) => string | undefined,
): ErrorParams {
  const amounts = measured.includes(key) ? amountsOf(params, lookup) : {};
  const groups = Object.entries(tokenParams[key] ?? {});
  const words = groups.flatMap(([name, group]) => {
    const value = params[name];
    return typeof value === 'string' ? [[name, wordOf(value, group, lookup)]] : [];
  });
  return { ...params, ...amounts, ...Object.fromEntries(words) };
}

/** Texts whose `expected` and `found` may be an amount, as readers and proofs write it: `113782 bytes`, `at most 8192 bytes`. */
const measured: readonly string[] = [
  'error.firmware.damaged',
  'error.delta.damagedPackage',
  'error.delta.wrongBase',
];

const amountForms: readonly (readonly [form: RegExp, name: string])[] = [
  [/^(\d+) bytes$/, 'bytes'],
  [/^at most (\d+) bytes$/, 'atMost'],
  [/^at least (\d+) bytes$/, 'atLeast'],
  [/^more than (\d+) bytes$/, 'moreThan'],
  [/^(\d+) to (\d+) bytes$/, 'between'],
  [/^nothing$/, 'nothing'],
];

function amountsOf(params: ErrorParams, lookup: (key: string) => string | undefined): ErrorParams {
  const found = (['expected', 'found'] as const).flatMap((name) => {
    const said = amountInWords(params[name], lookup);
    return said === undefined ? [] : [[name, said]];
  });
  return Object.fromEntries(found);
}

/** Undefined where it is none. */
function amountInWords(
  value: ErrorParams[string] | undefined,
  lookup: (key: string) => string | undefined,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  for (const [form, name] of amountForms) {
    const match = form.exec(value);
    if (match === null) continue;
    const numbers = match.slice(1).map((digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
    return lookup(`amount.${name}`)?.replace(/#/g, () => numbers.shift() ?? '');
  }
  return undefined;
}

function wordOf(token: string, group: string, lookup: (key: string) => string | undefined): string {
  const [name = '', ...details] = token.split(':');
  const text = /^[A-Za-z0-9.,-]+$/.test(name) ? lookup(`${group}.${name}`) : undefined;
  if (text === undefined) return token;
  return details.length === 0 ? text : `${text} (${details.join(':')})`;
}
