import { choice, type KnobsOf, number, optionalText, text, toggle } from '../knobs/spec.ts';
import type { KnobStore } from '../knobs/store.ts';

/**
 * Every knob of the virtual EC618 AT module. `speed` divides the times that only the host at the port sees; what a server
 * sees (HTTP timeouts, the pace of the link, PERIOD) keeps real time. Longer than usual: a table.
 */
export const ec618Knobs = {
  /** How many times faster than the times below. */
  speed: number('time', 1, { min: 0.001, unit: 'times' }),
  /** From the end of a command to its answer. Real: OK after 4 ms (at-commands 1.1). */
  latencyMs: number('time', 4, { unit: 'ms' }),
  /** Extra time of a command that saves a setting. Real: 42 to 114 ms (1.1). */
  nvWriteMs: number('time', 42, { unit: 'ms' }),
  /** From the start of the application firmware to `RDY`. */
  bootMs: number('time', 2000, { unit: 'ms' }),
  /** From `RDY` until the network is attached and its lines appear. */
  networkMs: number('time', 1000, { unit: 'ms' }),
  /** From `+UPGRADEIND: 100` or the answer to `AT+RESET` until the reset. */
  rebootDelayMs: number('time', 300, { unit: 'ms' }),
  /** How long the boot loader works on a whole package. Real: up to minutes; short here so that a demo is short. */
  applyMs: number('time', 3000, { unit: 'ms' }),
  /** From the trigger to the first contact with the server. */
  contactMs: number('time', 200, { unit: 'ms' }),
  /** How long the module stays dark after a power cut. */
  powerOffMs: number('time', 1000, { unit: 'ms' }),

  /** Echo after power on; real: on (1.6). */
  echo: toggle('line', true),
  /** CMEE mode after power on. */
  cmee: choice('line', 1, [0, 1, 2]),
  /** CME number for an unknown command; 58 or 811 are likely (1.9 U-T4, inferred). */
  unknownCommandCme: number('line', 58, { unit: 'cme' }),
  /** Longest command line; longer ones answer an error. An UARTUPGRADE block of 1024 bytes needs about 2080. */
  maxLineBytes: number('line', 4096, { unit: 'bytes' }),

  sim: toggle('radio', true),
  /** Second field of CREG and CEREG once the network is up: 1 home, 5 roaming, 2 searching, 3 denied, 0 idle. */
  registration: choice('radio', 1, [0, 1, 2, 3, 4, 5]),
  /** CGATT once the network is up. */
  attached: toggle('radio', true),
  /** 0..31, 99 unknown. */
  signalRssi: number('radio', 24, { max: 99 }),
  /** Rssi wanders by up to this many steps around `signalRssi`. */
  signalJitter: number('radio', 0, { max: 31 }),
  supplyMillivolts: number('identity', 3800, { unit: 'millivolts' }),
  serialNumber: text('identity', ''),

  /** The port vanishes at a reset and the boot loader's output is lost, as on USB; false: a UART that shows all (1.3). */
  usbDrop: toggle('port', false),
  /** With `usbDrop`: from the start of the application firmware until the port is back (position inferred, L-T1). */
  portBackMs: number('port', 1200, { unit: 'ms' }),

  /** Factory values of the stored settings; what a new module holds for URL and KEY is not documented. */
  factoryUrl: text('settings', '', { atCreation: true }),
  factoryKey: text('settings', '', { atCreation: true }),
  factoryAuto: choice('settings', 1, [0, 1], { atCreation: true }),
  factoryPeriodSec: number('settings', 86_400, { unit: 's', atCreation: true }),
  /** Setting URL, AUTO or PERIOD starts a download by itself, as seen once (1.1, L-T8). */
  startOnUrlSet: toggle('settings', false),
  /** CME number that answers `AT+UPGRADE=?`, 0 = a plain OK: unknown (8.1). */
  upgradeTestCme: number('settings', 0, { unit: 'cme' }),
  /** CME number that answers `AT+UPGRADE` while one runs, 0 = OK and nothing else: unknown (8.1); 1006 is likely. */
  upgradeWhileRunningCme: number('download', 0, { unit: 'cme' }),
  /** Square brackets around the three fields of state 2: unknown whether literal (8.2). */
  stateBrackets: toggle('download', false),
  /** A blank after each comma of state 2: unknown (8.2). */
  stateBlanks: toggle('download', false),
  /** Quotes around the value of a tag that is read back; the manual prints none. */
  readbackQuotes: toggle('settings', false),
  /** Longest URL and KEY; unknown (1.1), 0 = whatever fits the line. */
  maxValueBytes: number('settings', 0, { unit: 'bytes' }),
  /** CME number for bad parameters: 53, 793 or 795 (1.1, inferred). */
  parameterCme: number('line', 53, { unit: 'cme' }),
  /** 10: every ten per cent, as EC618 logs show; 100: only the last, as EC718 with a small delta (1.3). */
  progressStep: choice('download', 10, [10, 100], { unit: 'percent' }),
  /** Older firmware reports a failure as `+CME ERROR: 100x` instead of `+UPGRADEIND` (1.3). */
  failureReport: choice('download', 'upgradeInd', ['upgradeInd', 'cmeError']),

  /**
   * Where the module asks when no URL is set; the real one asks the vendor's cloud. null: nowhere, the request ends
   * with -1002. A virtual module never contacts anybody who was not named.
   */
  cloudUrl: optionalText('cloud', { pattern: /^https?:\/\//, form: 'a URL' }),
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
  /** Times that a broken download is continued by Range before it fails. */
  resumeAttempts: number('download', 0),
  /** Redirects that are followed; unknown for AT firmware. */
  redirects: number('download', 0),
  connectTimeoutMs: number('download', 10_000, { unit: 'ms' }),
  firstByteTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  idleTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  /** Pace of the radio link; 0 = as fast as the computer. */
  linkBytesPerSecond: number('download', 50_000, { unit: 'bytesPerSecond' }),
  /** What a JSON refusal with an error status becomes: -1003 or -1004, unknown (8.3). With a 200 it is -1003. */
  refusalWithErrorStatus: choice('cloud', -1004, [-1003, -1004]),

  /** `decode` also unpacks every part before the reset; `header` is what is documented: hashes and sizes (luat-formats 5.9). */
  packageCheck: choice('package', 'decode', ['decode', 'header']),
  /** false: nothing is checked before the reset and the boot loader drops a bad package (at-commands 1.3). */
  checkBeforeReset: toggle('package', true),
  /** A bare delta.par over HTTP, without the 7E/7D wrapper, is taken as well. */
  acceptBarePackage: toggle('package', false),
  /** Writing to the FOTA area fails: -1005, or error 8 on the serial way. */
  flashWriteFails: toggle('package', false),
  /** What the boot loader prints while it works (1.3). */
  applyDialect: choice('apply', 'qind', ['qind', 'upgradedl', 'silent']),
  /** `+UPGRADEVER` after a reset with an update: documented, in no real log (8.5). */
  upgradeVer: toggle('apply', false),
  /** 'old': everything looks right and the old firmware still runs. */
  versionAfterReboot: choice('apply', 'real', ['real', 'old']),
  /** Number after `"FOTA","END",` when an image could not be finished; Luat's is unknown, 504 is Quectel's. */
  applyFailureCode: number('apply', 504),
  /**
   * Power fails once at this point, null for never; the module comes back by itself after `powerOffMs`.
   * `download:50` at 50 per cent; `apply:2:halfImage` inside the third part that the boot loader works on.
   */
  powerCut: optionalText('apply', {
    pattern: /^(?:download:(?:100|\d{1,2})|apply:\d{1,3}:(?:halfBackup|afterBackup|halfImage))$/,
    form: 'download:<percent> | apply:<part>:halfBackup|afterBackup|halfImage',
  }),

  /** 'auto': by version, from V1155 on (1.5). */
  uartUpgrade: choice('serial', 'yes', ['auto', 'yes', 'no']),
  /** The manual prints `+UARTUPGRAE ERROR`; both spellings exist (1.5). */
  uartErrorSpelling: choice('serial', '+UARTUPGRAE ERROR', ['+UARTUPGRAE ERROR', '+UARTUPGRADE ERROR']),
  /** Whether `ERROR` follows that line: unknown (1.9 U-T2). */
  uartErrorThenError: toggle('serial', false),
  /** Numbers before XOTA_PS_PKG_VERIFIED, …VERIFAILED and …UNFOUND; only VERIFIED = 6 is known (8.6). */
  uartVerified: number('serial', 6),
  uartVerifailed: number('serial', 7),
  uartUnfound: number('serial', 0),
  /** Reply to commands 3 and 4: format unknown (8.6); 'unsupported' answers error 2. */
  uartPackageInfo: choice('serial', 'unsupported', ['unsupported', 'name']),
  /** From the answer to command 5 until the reset; the manual speaks of about two minutes for all. */
  uartApplyDelayMs: number('serial', 1000, { unit: 'ms' }),
} as const;

export type Ec618Knobs = KnobsOf<typeof ec618Knobs>;
export type Ec618KnobStore = KnobStore<Ec618Knobs>;

/** Inside one part: backup half written; backup complete, image untouched; image block erased and half written. */
export type PowerCutPoint = 'halfBackup' | 'afterBackup' | 'halfImage';
