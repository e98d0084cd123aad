import { AppError } from '../../../../shared/errors.ts';
import { explainMisfit } from './knobRules.ts';

/**
 * Every knob of the virtual EC618 AT module in one flat object of plain values, so that a command line can name them. A fact that the reference marks inferred or unknown is a
 * knob here, so that no default is mistaken for the vendor's behaviour; the section is named at each. All times are
 * milliseconds. `speed` divides those that only the host at the port sees; what a server sees (HTTP timeouts, the pace
 * of the link, PERIOD) keeps real time.
 */
export interface Ec618Knobs {
  // --- time ---
  /** How many times faster than the times below; > 0. */
  readonly speed: number;
  /** From the end of a command to its answer. Real: OK after 4 ms (at-commands 1.1). */
  readonly latencyMs: number;
  /** Extra time of a command that saves a setting. Real: 42 to 114 ms (1.1). */
  readonly nvWriteMs: number;
  /** From the start of the application firmware to `RDY`. */
  readonly bootMs: number;
  /** From `RDY` until the network is attached and its lines appear. */
  readonly networkMs: number;
  /** From `+UPGRADEIND: 100` or the answer to `AT+RESET` until the reset. */
  readonly rebootDelayMs: number;
  /** How long the boot loader works on a whole package. Real: up to minutes; short here so that a demo is short. */
  readonly applyMs: number;
  /** From the trigger to the first contact with the server. */
  readonly contactMs: number;
  /** How long the module stays dark after a power cut. */
  readonly powerOffMs: number;

  // --- AT line ---
  /** Echo after power on; real: on (1.6). */
  readonly echo: boolean;
  /** CMEE mode after power on. */
  readonly cmee: 0 | 1 | 2;
  /** CME number for an unknown command; 58 or 811 are likely (1.9 U-T4, inferred). */
  readonly unknownCommandCme: number;
  /** Longest command line; longer ones answer an error. An UARTUPGRADE block of 1024 bytes needs about 2080. */
  readonly maxLineBytes: number;

  // --- identity, SIM, radio ---
  readonly sim: boolean;
  /** Second field of CREG and CEREG once the network is up: 1 home, 5 roaming, 2 searching, 3 denied, 0 idle. */
  readonly registration: 0 | 1 | 2 | 3 | 4 | 5;
  /** CGATT once the network is up. */
  readonly attached: boolean;
  /** 0..31, 99 unknown. */
  readonly signalRssi: number;
  /** Rssi wanders by up to this many steps around `signalRssi`. */
  readonly signalJitter: number;
  readonly supplyMillivolts: number;
  readonly serialNumber: string;

  // --- port ---
  /** The port vanishes at a reset and the boot loader's output is lost, as on USB; false: a UART that shows all (1.3). */
  readonly usbDrop: boolean;
  /** With `usbDrop`: from the start of the application firmware until the port is back (position inferred, L-T1). */
  readonly portBackMs: number;

  // --- AT+UPGRADE ---
  /** Factory values of the stored settings; what a new module holds for URL and KEY is not documented. */
  readonly factoryUrl: string;
  readonly factoryKey: string;
  readonly factoryAuto: 0 | 1;
  readonly factoryPeriodSec: number;
  /** Setting URL, AUTO or PERIOD starts a download by itself, as seen once (1.1, L-T8). */
  readonly startOnUrlSet: boolean;
  /** CME number that answers `AT+UPGRADE=?`, 0 = a plain OK: unknown (8.1). */
  readonly upgradeTestCme: number;
  /** CME number that answers `AT+UPGRADE` while one runs, 0 = OK and nothing else: unknown (8.1); 1006 is likely. */
  readonly upgradeWhileRunningCme: number;
  /** Square brackets around the three fields of state 2: unknown whether literal (8.2). */
  readonly stateBrackets: boolean;
  /** A blank after each comma of state 2: unknown (8.2). */
  readonly stateBlanks: boolean;
  /** Quotes around the value of a tag that is read back; the manual prints none. */
  readonly readbackQuotes: boolean;
  /** Longest URL and KEY; unknown (1.1), 0 = whatever fits the line. */
  readonly maxValueBytes: number;
  /** CME number for bad parameters: 53, 793 or 795 (1.1, inferred). */
  readonly parameterCme: number;
  /** 10: every ten per cent, as EC618 logs show; 100: only the last, as EC718 with a small delta (1.3). */
  readonly progressStep: 10 | 100;
  /** Older firmware reports a failure as `+CME ERROR: 100x` instead of `+UPGRADEIND` (1.3). */
  readonly failureReport: 'upgradeInd' | 'cmeError';

  // --- HTTP ---
  /**
   * Where the module asks when no URL is set; the real one asks the vendor's cloud. null: nowhere, the request ends
   * with -1002. A virtual module never contacts anybody who was not named.
   */
  readonly cloudUrl: string | null;
  /** Request line and line ends. AT firmware's own form is not documented. */
  readonly requestForm: 'http11' | 'http10' | 'bareLf';
  /** Whether `Host` names the port: always, or only when it is not 80. */
  readonly hostPort: 'always' | 'nonDefault';
  /** Sends `Range: bytes=0-` with the first request too. */
  readonly rangeFirst: boolean;
  /** A header line added as it is, e.g. `User-Agent: x`; empty for none. */
  readonly extraHeader: string;
  /** Adds imei, project_key, firmware_name and version to a platform URL without a query (1.4, inferred). */
  readonly platformQuery: boolean;
  /** How `version` is written there for `…_V1147_…` (inferred from the console's 0.0.1147). */
  readonly platformVersionForm: '0.0.n' | 'n' | 'Vn';
  /** Times that a broken download is continued by Range before it fails. */
  readonly resumeAttempts: number;
  /** Redirects that are followed; unknown for AT firmware. */
  readonly redirects: number;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** Pace of the radio link; 0 = as fast as the computer. */
  readonly linkBytesPerSecond: number;
  /** What a JSON refusal with an error status becomes: -1003 or -1004, unknown (8.3). With a 200 it is -1003. */
  readonly refusalWithErrorStatus: -1003 | -1004;

  // --- package and apply ---
  /** `decode` also unpacks every part before the reset; `header` is what is documented: hashes and sizes (luat-formats 5.9). */
  readonly packageCheck: 'decode' | 'header';
  /** false: nothing is checked before the reset and the boot loader drops a bad package (at-commands 1.3). */
  readonly checkBeforeReset: boolean;
  /** A bare delta.par over HTTP, without the 7E/7D wrapper, is taken as well. */
  readonly acceptBarePackage: boolean;
  /** Writing to the FOTA area fails: -1005, or error 8 on the serial way. */
  readonly flashWriteFails: boolean;
  /** What the boot loader prints while it works (1.3). */
  readonly applyDialect: 'qind' | 'upgradedl' | 'silent';
  /** `+UPGRADEVER` after a reset with an update: documented, in no real log (8.5). */
  readonly upgradeVer: boolean;
  /** 'old': everything looks right and the old firmware still runs. */
  readonly versionAfterReboot: 'real' | 'old';
  /** Number after `"FOTA","END",` when an image could not be finished; Luat's is unknown, 504 is Quectel's. */
  readonly applyFailureCode: number;
  /**
   * Power fails once at this point, null for never; the module comes back by itself after `powerOffMs`.
   * `download:50` at 50 per cent; `apply:2:halfImage` inside the third part that the boot loader works on.
   */
  readonly powerCut: PowerCut | null;

  // --- AT+UARTUPGRADE ---
  /** 'auto': by version, from V1155 on (1.5). */
  readonly uartUpgrade: 'auto' | 'yes' | 'no';
  /** The manual prints `+UARTUPGRAE ERROR`; both spellings exist (1.5). */
  readonly uartErrorSpelling: '+UARTUPGRAE ERROR' | '+UARTUPGRADE ERROR';
  /** Whether `ERROR` follows that line: unknown (1.9 U-T2). */
  readonly uartErrorThenError: boolean;
  /** Numbers before XOTA_PS_PKG_VERIFIED, …VERIFAILED and …UNFOUND; only VERIFIED = 6 is known (8.6). */
  readonly uartVerified: number;
  readonly uartVerifailed: number;
  readonly uartUnfound: number;
  /** Reply to commands 3 and 4: format unknown (8.6); 'unsupported' answers error 2. */
  readonly uartPackageInfo: 'unsupported' | 'name';
  /** From the answer to command 5 until the reset; the manual speaks of about two minutes for all. */
  readonly uartApplyDelayMs: number;
}

/** Where the power fails. */
export type PowerCut = `download:${number}` | `apply:${number}:${PowerCutPoint}`;

/** Inside one part: backup half written; backup complete, image untouched; image block erased and half written. */
export type PowerCutPoint = 'halfBackup' | 'afterBackup' | 'halfImage';

export const defaultEc618Knobs: Ec618Knobs = {
  speed: 1,
  latencyMs: 4,
  nvWriteMs: 42,
  bootMs: 2000,
  networkMs: 1000,
  rebootDelayMs: 300,
  applyMs: 3000,
  contactMs: 200,
  powerOffMs: 1000,
  echo: true,
  cmee: 1,
  unknownCommandCme: 58,
  maxLineBytes: 4096,
  sim: true,
  registration: 1,
  attached: true,
  signalRssi: 24,
  signalJitter: 0,
  supplyMillivolts: 3800,
  serialNumber: '',
  usbDrop: false,
  portBackMs: 1200,
  factoryUrl: '',
  factoryKey: '',
  factoryAuto: 1,
  factoryPeriodSec: 86_400,
  startOnUrlSet: false,
  upgradeTestCme: 0,
  upgradeWhileRunningCme: 0,
  stateBrackets: false,
  stateBlanks: false,
  readbackQuotes: false,
  maxValueBytes: 0,
  parameterCme: 53,
  progressStep: 10,
  failureReport: 'upgradeInd',
  cloudUrl: null,
  requestForm: 'http11',
  hostPort: 'nonDefault',
  rangeFirst: false,
  extraHeader: '',
  platformQuery: true,
  platformVersionForm: '0.0.n',
  resumeAttempts: 0,
  redirects: 0,
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
  linkBytesPerSecond: 50_000,
  refusalWithErrorStatus: -1004,
  packageCheck: 'decode',
  checkBeforeReset: true,
  acceptBarePackage: false,
  flashWriteFails: false,
  applyDialect: 'qind',
  upgradeVer: false,
  versionAfterReboot: 'real',
  applyFailureCode: 504,
  powerCut: null,
  uartUpgrade: 'yes',
  uartErrorSpelling: '+UARTUPGRAE ERROR',
  uartErrorThenError: false,
  uartVerified: 6,
  uartVerifailed: 7,
  uartUnfound: 0,
  uartPackageInfo: 'unsupported',
  uartApplyDelayMs: 1000,
};

/** The knobs as they are now; a change takes effect at the next use. */
export interface KnobStore {
  get(): Ec618Knobs;
  set(changes: Partial<Ec618Knobs>): void;
}

/** @throws AppError `virtual.badKnob` {knob, reason} for an unknown name or a value out of its range, here and in `set` */
export function createKnobStore(changes: Partial<Ec618Knobs>): KnobStore {
  let current: Ec618Knobs = defaultEc618Knobs;
  const set = (more: Partial<Ec618Knobs>): void => {
    for (const [knob, value] of Object.entries(more)) {
      const reason = explainMisfit(knob, value, defaultEc618Knobs);
      if (reason !== null) throw new AppError('virtual.badKnob', { knob, reason });
    }
    current = { ...current, ...more };
  };
  set(changes);
  return { get: () => current, set };
}
