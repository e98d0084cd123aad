import { boardKnobs } from '../kit/knobs.ts';
import { choice, type KnobsOf, number, text, toggle } from '../knobs/spec.ts';

/** Every knob of the virtual Quectel module; facts in at-commands 3. */
export const quectelKnobs = {
  ...boardKnobs,
  model: text('identity', 'EC800K'),
  /** What `AT+CSUB` tells; its form is not documented. */
  subEdition: text('identity', 'V01'),

  /** 255 for EP06 and BG96, 700 for EC800K. */
  urlLimitBytes: number('download', 255, { unit: 'bytes' }),
  /** `"DOWNLOADING",<n>` every ten per cent, as BC660K says it. */
  downloadProgress: toggle('download', false),
  /** Ends every HTTP download with this number, 0 = as it really goes. */
  httpEndCode: number('download', 0),
  /** The same for FTP. */
  ftpEndCode: number('download', 0),
  /** What an answer without a file becomes; which number it is, is not documented. */
  statusEndCode: number('download', 701),
  /** What a download without network becomes: not documented. */
  offlineEndCode: number('download', 714),
  /** A second `AT+QFOTADL` while one runs: an error at once, or OK and `HTTPEND,703`; unknown. */
  whileRunning: choice('download', 'busy', ['busy', 'error']),

  /** `AT+QCFG="fota/path"` from the factory; without its colon downloads end with 608, as on an EC200U. */
  fotaPath: text('settings', 'UFS:', { atCreation: true }),
  /** `AT+QINDCFG="all"` after power on; without it the application says nothing of an update. */
  indications: toggle('settings', true),

  /** Longest pause within bytes that the host sends. */
  streamIdleMs: number('serial', 5000, { unit: 'ms' }),
  /** `FILEEND` after such a pause: not documented. */
  streamIdleCode: number('serial', 702),
  /** CME number for a file that is not there: not documented. */
  missingFileCme: number('serial', 62, { unit: 'cme' }),

  /** Package for another firmware: 510, 507, 552 or 553. */
  wrongBaseCode: choice('package', 510, [510, 507, 552, 553]),
  /** Damaged package: 506 (MD5), 504 or 505. */
  damagedCode: choice('package', 506, [506, 504, 505]),
  /** No space: 511 or 501. */
  noSpaceCode: choice('package', 511, [511, 501]),

  /** Ends every update with this number before it changes anything, 0 = as it really goes. */
  endCode: number('apply', 0),
  /** So many attempts break off before one goes through. */
  failedAttempts: number('apply', 0, { unit: 'attempts' }),
  /** Number of such an attempt. */
  applyFailureCode: number('apply', 504),
  /** 256 MB class: five attempts, then the backup is restored; 128 MB: it keeps trying. */
  memoryClass: choice('apply', '256', ['256', '128']),
  /** A percent sign behind the number of `"RESTORE"` (BG96: possible). */
  restoreSign: toggle('apply', false),
} as const;

export type QuectelKnobs = KnobsOf<typeof quectelKnobs>;
