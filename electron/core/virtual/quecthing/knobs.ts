import { boardKnobs } from '../kit/knobs.ts';
import { choice, type KnobsOf, number, text, toggle, withDefaults } from '../knobs/spec.ts';

/** Every knob of the virtual QuecThing module and of the cloud behind it; facts in at-commands 2. */
export const quecthingKnobs = {
  // Errors are a plain ERROR in the documents.
  ...withDefaults(boardKnobs, { cmee: 0 }),
  model: text('identity', 'EC800K'),

  /** From `AT+QIOTREG` to the events of the login. */
  loginMs: number('platform', 800, { unit: 'ms' }),
  /** Product key that the cloud knows; empty = any. Another one ends with 1,10423. */
  knownPk: text('platform', ''),
  /** Product secret that the cloud knows; empty = any. Another one ends with 1,10424. */
  knownPs: text('platform', ''),
  /** Code of the authentication (type 1), 10200 = as it really goes. */
  authEvent: number('platform', 10_200, { min: 10_000, max: 10_999 }),
  /** The same for the connection (type 2). */
  connectEvent: number('platform', 10_200, { min: 10_000, max: 10_999 }),
  /** The same for the subscription (type 3). */
  subscribeEvent: number('platform', 10_200, { min: 10_000, max: 10_999 }),
  /** Any other event some time after `AT+QIOTREG`, as type and code, e.g. `8,10429`; empty = none. */
  extraEvent: text('platform', '', { pattern: /^(?:\d{1,2},\d{5}(?:,[^\r\n]*)?)?$/, form: '8,10429' }),
  extraEventMs: number('platform', 3000, { unit: 'ms' }),
  /** A blank behind the colon of an event. */
  eventBlank: toggle('platform', true),

  /** The cloud's plan: none, the module's own firmware, or the image of the MCU behind it. */
  planKind: choice('cloud', 'none', ['none', 'fota', 'sota']),
  /** Where the cloud keeps the package: FOTA is downloaded from there by the module, SOTA by the cloud. */
  planUrl: text('cloud', '', { pattern: /^(?:http:\/\/\S+)?$/, form: 'http://…' }),
  planComponent: text('cloud', 'EC800K'),
  /** Source version of a delta; empty for a full package, which fits every version. */
  planSource: text('cloud', ''),
  planTarget: text('cloud', 'V2'),
  /** Least battery that the offer demands; the host has to check it. */
  planMinBattery: number('cloud', 30, { max: 100, unit: 'percent' }),
  /** Least signal that the offer demands; -113 is practically none. */
  planMinSignal: number('cloud', -113, { min: -150, max: 0, unit: 'dbm' }),
  /** Size that an offer of FOTA tells; the size of SOTA is that of the image. */
  planSizeBytes: number('cloud', 0, { unit: 'bytes' }),
  /** From the request to the offer. */
  planDelayMs: number('cloud', 500, { unit: 'ms' }),
  /** The cloud offers by itself again and again. */
  offerRepeatMs: number('cloud', 600_000, { min: 1000, unit: 'ms' }),
  /** Silence after a refusal: 10 to 1440 minutes. */
  refuseWaitMs: number('cloud', 7_200_000, { unit: 'ms' }),
  /** Offers a plan for another source version all the same. */
  offerWrongPlan: toggle('cloud', false),
  /** Quotes around the texts of a type 7 event. */
  offerQuotes: toggle('cloud', true),

  /** The connection is lost at this per cent of the download: 2,10474 and 7,10706; 101 = it is not. */
  loseNetworkAt: number('download', 101, { max: 101, unit: 'percent' }),
  /** The update fails right after this event; 0 = it does not. */
  otaFailAt: choice('download', 0, [0, 10_701, 10_702, 10_703, 10_704]),

  /** Where 10705 or 10706 of FOTA comes; the moment of the restart is unknown. */
  successAt: choice('apply', 'beforeRestart', ['beforeRestart', 'afterRestart', 'afterLogin']),

  /** Bytes of an MCU image that the module caches at a time. */
  blockBytes: number('mcu', 32_768, { min: 1, unit: 'bytes' }),
  /** Longest `AT+QIOTOTARD`; the real one has to be asked for. */
  maxReadBytes: number('mcu', 1024, { min: 1, max: 65_536, unit: 'bytes' }),
  /** The MD5 that the cloud tells is not that of the image. */
  corruptMd5: toggle('mcu', false),
  /** One byte of each read is not that of the image. */
  corruptBytes: toggle('mcu', false),
  /** Which CRC the cloud tells: its algorithm is unknown. */
  crcKind: choice('mcu', 'crc32', ['crc32', 'crc32Raw']),
} as const;

export type QuecthingKnobs = KnobsOf<typeof quecthingKnobs>;
