/** Values that a knob may take beyond the type of its default. Knobs come from command lines, so this is a boundary. */
const choices: Readonly<Record<string, readonly (string | number)[]>> = {
  cmee: [0, 1, 2],
  registration: [0, 1, 2, 3, 4, 5],
  factoryAuto: [0, 1],
  progressStep: [10, 100],
  failureReport: ['upgradeInd', 'cmeError'],
  requestForm: ['http11', 'http10', 'bareLf'],
  hostPort: ['always', 'nonDefault'],
  platformVersionForm: ['0.0.n', 'n', 'Vn'],
  refusalWithErrorStatus: [-1003, -1004],
  packageCheck: ['decode', 'header'],
  applyDialect: ['qind', 'upgradedl', 'silent'],
  versionAfterReboot: ['real', 'old'],
  uartUpgrade: ['auto', 'yes', 'no'],
  uartErrorSpelling: ['+UARTUPGRAE ERROR', '+UARTUPGRADE ERROR'],
  uartPackageInfo: ['unsupported', 'name'],
};

const powerCutShape = /^(?:download:(?:100|\d{1,2})|apply:\d{1,3}:(?:halfBackup|afterBackup|halfImage))$/;

/**
 * What is wrong with a knob's value, or null when nothing is.
 * @param defaults the knobs that exist, with values of their types
 */
export function explainMisfit(knob: string, value: unknown, defaults: object): string | null {
  if (!Object.hasOwn(defaults, knob)) return `one of ${Object.keys(defaults).join(', ')}`;
  const allowed = choices[knob];
  if (allowed) return allowed.some((choice) => choice === value) ? null : allowed.join(' | ');
  if (knob === 'powerCut')
    return value === null || (typeof value === 'string' && powerCutShape.test(value))
      ? null
      : 'download:<percent> | apply:<part>:halfBackup|afterBackup|halfImage | null';
  if (knob === 'cloudUrl') return value === null || typeof value === 'string' ? null : 'a URL | null';
  const wanted = typeof Object.entries(defaults).find(([name]) => name === knob)?.[1];
  if (typeof value !== wanted) return wanted;
  if (typeof value !== 'number') return null;
  const least = knob === 'speed' ? 0.001 : 0;
  return Number.isFinite(value) && value >= least ? null : `number >= ${least}`;
}
