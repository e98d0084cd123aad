import { choice, number, optionalText, toggle } from '../../knobs/spec.ts';
import { largestFotaAreaBytes } from '../fotaArea.ts';

/** What the module takes and when it looks. */
export const packageKnobs = {
  /** Room for a package, 0 = what the chip or its firmware variant has (1.3). */
  fotaAreaBytes: number('package', 0, { max: largestFotaAreaBytes, unit: 'bytes' }),
  /** A package larger than that: -1003 after 100 per cent as seen (L-T3), at once by its length, or -1005 when the area is full. */
  tooLarge: choice('package', 'afterDownload', ['afterDownload', 'atOnce', 'writeError']),
  /**
   * A package for another firmware: -1003 before the reset (6, row 9); dropped at the boot (1.3); or everything looks right
   * and the old version runs (6, row 19).
   */
  wrongBase: choice('package', 'refused', ['refused', 'droppedAtBoot', 'silentlyOld']),
  /** false: nothing is checked before the reset and the boot loader drops a bad package (at-commands 1.3). */
  checkBeforeReset: toggle('package', true),
  /** `decode` also unpacks every part before the reset; `header` is what is documented: hashes and sizes (luat-formats 5.9). */
  packageCheck: choice('package', 'decode', ['decode', 'header']),
  /** A package over HTTP without its 7E wrapper is taken as well. */
  acceptBarePackage: toggle('package', false),
  /** Writing to the FOTA area fails: -1005, or error 8 on the serial way. */
  flashWriteFails: toggle('package', false),
} as const;

/** What the boot loader does and says. */
export const applyKnobs = {
  /** Its first line on a UART, seen on EC618 (1.3). */
  bootBanner: toggle('apply', true),
  /** What it prints while it works (1.3); `upgraddl` is the manual's misspelling. */
  applyDialect: choice('apply', 'qind', ['qind', 'upgradedl', 'upgraddl', 'silent']),
  /** It fails half way: the old firmware still runs, or nothing does; one release had such a fault (1.3). */
  applyFails: choice('apply', 'never', ['never', 'keepsOld', 'dead']),
  /** Number after `"FOTA","END",` when it could not finish; Luat's is unknown, 504 is Quectel's. */
  applyFailureCode: number('apply', 504),
  /** `+UPGRADEVER` after a reset with an update: documented, in no real log (8.5). */
  upgradeVer: toggle('apply', false),
  /** Quotes around the version in it: unknown (L-T4). */
  upgradeVerQuotes: toggle('apply', false),
  /** 'old': everything looks right and the old firmware still runs. */
  versionAfterReboot: choice('apply', 'real', ['real', 'old']),
  /**
   * Power fails once at this point, null for never; the module comes back by itself after `powerOffMs`.
   * `download:50` at 50 per cent; `reset` between 100 per cent and the reset; `apply:2:halfImage` inside the third block that
   * the boot loader works on; `boot` before the application says `RDY`.
   */
  powerCut: optionalText('apply', {
    pattern: /^(?:download:(?:100|\d{1,2})|reset|apply:\d{1,3}:(?:halfBackup|afterBackup|halfImage)|boot)$/,
    form: 'download:<percent> | reset | apply:<block>:halfBackup|afterBackup|halfImage | boot',
  }),
} as const;

/** `AT+UARTUPGRADE` (1.5). */
export const serialKnobs = {
  /** 'auto': by version, from V1155 on (1.5). */
  uartUpgrade: choice('serial', 'yes', ['auto', 'yes', 'no']),
  /** The manual prints `+UARTUPGRAE ERROR`; both spellings exist (1.5). */
  uartErrorSpelling: choice('serial', '+UARTUPGRAE ERROR', ['+UARTUPGRAE ERROR', '+UARTUPGRADE ERROR']),
  /** Whether `ERROR` follows that line: unknown (1.9 U-T2). */
  uartErrorThenError: toggle('serial', false),
  /** Every n-th block is answered with error 5 although it was right, 0 = none: a noisy line. */
  uartBadBlockEvery: number('serial', 0),
  /** Every n-th block is taken without an answer, 0 = none: the line lost it. */
  uartLostAnswerEvery: number('serial', 0),
  /** Numbers before XOTA_PS_PKG_VERIFIED, …VERIFAILED and …UNFOUND; only VERIFIED = 6 is known (8.6). */
  uartVerified: number('serial', 6),
  uartVerifailed: number('serial', 7),
  uartUnfound: number('serial', 0),
  /** Reply to commands 3 and 4: format unknown (8.6); 'unsupported' answers error 2. */
  uartPackageInfo: choice('serial', 'unsupported', ['unsupported', 'name']),
  /** From the answer to command 5 until the reset; the manual speaks of about two minutes for all. */
  uartApplyDelayMs: number('serial', 1000, { unit: 'ms' }),
} as const;
