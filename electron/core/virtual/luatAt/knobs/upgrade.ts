import { choice, number, optionalText, text, toggle } from '../../knobs/spec.ts';

/** What `AT+UPGRADE` keeps, and how it answers. */
export const settingsKnobs = {
  /** Factory values of the stored settings; what a new module holds for URL and KEY is not documented. */
  factoryUrl: text('settings', '', { atCreation: true }),
  factoryKey: text('settings', '', { atCreation: true }),
  factoryAuto: choice('settings', 1, [0, 1], { atCreation: true }),
  factoryPeriodSec: number('settings', 86_400, { min: 60, max: 4_294_967_296, unit: 's', atCreation: true }),
  /** A setting that was to be saved: really; only until the reset; or it is answered with OK and nothing happens. */
  settingStored: choice('settings', 'saved', ['saved', 'untilReset', 'ignored']),
  /** A tag without a value: its value; a bare OK; an error; no answer at all. */
  readback: choice('settings', 'value', ['value', 'okOnly', 'error', 'silent']),
  /** Quotes around the value of a tag that is read back; the manual prints none. */
  readbackQuotes: toggle('settings', false),
  /** Longest URL and KEY; unknown (1.1), 0 = whatever fits the line. */
  maxValueBytes: number('settings', 0, { unit: 'bytes' }),
  /** Setting URL, AUTO or PERIOD starts a download by itself, as seen once (1.1, L-T8). */
  startOnUrlSet: toggle('settings', false),
  /** With AUTO on the module also asks so long after each start, 0 = only after a whole PERIOD; not documented. */
  askAfterBootSec: number('settings', 0, { max: 86_400, unit: 's' }),
  /** What `AT+RSTSET` puts back: all, all but KEY and URL, or nothing of `AT+UPGRADE` (1.1, inferred). */
  rstsetClears: choice('settings', 'all', ['all', 'keepsKeyAndUrl', 'nothing']),
} as const;

/** The course of a download as the host sees it. */
export const downloadKnobs = {
  /** Per cent between two progress lines: 10 as EC618 logs show, 100 as an EC718 with a small delta (1.3); 0 = no line. */
  progressStep: choice('download', 10, [0, 1, 2, 5, 10, 20, 25, 50, 100], { unit: 'percent' }),
  /** A line for 0 per cent too, as the manual prints it (L-T4). */
  progressFromZero: toggle('download', false),
  /** Name of the progress line; the short one is a very old dialect (1.3). */
  progressName: choice('download', '+UPGRADEIND', ['+UPGRADEIND', '+UPGRADE']),
  /** Older firmware reports a failure as `+CME ERROR: 100x` instead of `+UPGRADEIND` (1.3). */
  failureReport: choice('download', 'upgradeInd', ['upgradeInd', 'cmeError']),
  /** CME number that answers `AT+UPGRADE=?`, 0 = a plain OK: unknown (8.1). */
  upgradeTestCme: number('download', 0, { unit: 'cme' }),
  /** CME number that answers `AT+UPGRADE` while one runs, 0 = OK and nothing else: unknown (8.1); 1006 is likely. */
  upgradeWhileRunningCme: number('download', 0, { unit: 'cme' }),
  /** Square brackets around the three fields of state 2: unknown whether literal (8.2). */
  stateBrackets: toggle('download', false),
  /** A blank after each comma of state 2: unknown (8.2). */
  stateBlanks: toggle('download', false),
  /** `OK` after state 2; an older table of the manual leaves it out (1.1). */
  stateOk: toggle('download', true),
  /** What `AT+UPGRADE?` tells after a reset: idle, or still the last result with 0,200,0 for a success; unknown (8.2). */
  stateAfterReset: choice('download', 'idle', ['idle', 'lastResult']),
  /** The connection breaks once at this per cent, 0 = never. */
  breakAtPercent: number('download', 0, { max: 99, unit: 'percent' }),
  /** Times that a broken download is continued by Range before it fails. */
  resumeAttempts: number('download', 0, { max: 100, unit: 'attempts' }),
  /** Redirects that are followed; unknown for AT firmware. */
  redirects: number('download', 0, { max: 20, unit: 'attempts' }),
  connectTimeoutMs: number('download', 10_000, { unit: 'ms' }),
  firstByteTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  idleTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  /** Pace of the radio link; 0 = as fast as the computer. */
  linkBytesPerSecond: number('download', 50_000, { unit: 'bytesPerSecond' }),
} as const;

/** Whom the module asks, how, and what it is told. */
export const cloudKnobs = {
  /**
   * What the cloud says to every request, without any being sent (1.2): 0 = whoever is asked really answers; else the number
   * stands in the JSON body as the platform would send it.
   */
  cloudVerdict: choice('cloud', 0, [0, 3, 17, 21, 25, 26, 27, 40, 43, 44]),
  /** So long after the first request that it answered the verdict is over, 0 = never. */
  cloudVerdictSec: number('cloud', 0, { unit: 's' }),
  /** Status of that answer, or, without a verdict, of an answer that is no file; 0 = as real, 200 with a verdict (status unknown, 8.2). */
  httpStatus: number('cloud', 0, { max: 599 }),
  /** What a JSON refusal with an error status becomes: -1003 or -1004, unknown (8.3). With a 200 it is -1003. */
  refusalWithErrorStatus: choice('cloud', -1004, [-1003, -1004]),
  /**
   * Where the module asks when no URL is set; the real one asks the vendor's cloud. null: nowhere, the request ends
   * with -1002. A virtual module never contacts anybody who was not named.
   */
  cloudUrl: optionalText('cloud', { pattern: /^https?:\/\//, form: 'http://...' }),
  /** Request line and line ends. AT firmware's own form is not documented. */
  requestForm: choice('cloud', 'http11', ['http11', 'http10', 'bareLf']),
  /** Whether `Host` names the port: always, or only when it is not 80. */
  hostPort: choice('cloud', 'nonDefault', ['always', 'nonDefault']),
  /** Sends `Range: bytes=0-` with the first request too. */
  rangeFirst: toggle('cloud', false),
  /** A header line added as it is, e.g. `User-Agent: x`; empty for none. */
  extraHeader: text('cloud', ''),
  /** Adds imei, project_key, firmware_name and version to a platform URL without a query (1.4, inferred). */
  platformQuery: toggle('cloud', true),
  /** How `version` is written there for `…_V1147_…` (inferred from the console's 0.0.1147). */
  platformVersionForm: choice('cloud', '0.0.n', ['0.0.n', 'n', 'Vn']),
} as const;
