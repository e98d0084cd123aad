/** Devices: every module that was ever seen here, by IMEI or serial number, and what is known of it. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';
import { settingNameSchema, settingValueSchema } from './modem.ts';
import { nicknameSchema } from './nickname.ts';
import { otaModuleSchema } from './otaLedger.ts';
import { outcomeSchema } from './verdict.ts';

/** A firmware version of a device and the time in which it was seen; times are ms since 1970. */
export const seenVersionSchema = z.strictObject({
  /** As the device wrote it. */
  version: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  /** The job that saw it first, null when no job was running. */
  jobId: z.string().nullable(),
});
export type SeenVersion = z.infer<typeof seenVersionSchema>;

export const seenSettingSchema = z.strictObject({
  name: settingNameSchema,
  /** Of KEY only the last four characters are kept. */
  value: z.string().nullable(),
  source: settingValueSchema.shape.source,
  atMs: z.number(),
});
export type SeenSetting = z.infer<typeof seenSettingSchema>;

/** How an upgrade of this device ended. */
export const upgradeRecordSchema = z.strictObject({
  jobId: z.string(),
  atMs: z.number(),
  outcome: outcomeSchema,
  /** The verdict's code. */
  code: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  packageSha256: z.string().nullable(),
});
export type UpgradeRecord = z.infer<typeof upgradeRecordSchema>;

/** A platform's refusal that stands until a person there lifts it: cause 40, requests in a loop (at-commands 1.2). */
export const deviceBanSchema = z.strictObject({
  atMs: z.number(),
  /** The cloud's number. */
  cause: z.number().int(),
  sourceVersion: z.string().nullable(),
  jobId: z.string().nullable(),
});
export type DeviceBan = z.infer<typeof deviceBanSchema>;

export const deviceSummarySchema = z.strictObject({
  /** IMEI, or the serial number of a device that has none. */
  id: z.string(),
  nickname: z.string().nullable(),
  notes: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  model: z.string().nullable(),
  chip: z.string().nullable(),
  /** Port at which it was seen last. */
  portId: z.string().nullable(),
  /** The version seen last. */
  version: z.string().nullable(),
  lastUpgrade: upgradeRecordSchema.nullable(),
  /** Upgrade requests to a platform in the last 24 hours, from any version. */
  requestsLastDay: z.number().int(),
  /** The ban that stands, if any. */
  ban: deviceBanSchema.nullable(),
});
export type DeviceSummary = z.infer<typeof deviceSummarySchema>;

export const deviceDetailSchema = deviceSummarySchema.extend({
  /** Oldest first; a version that came back stands twice. */
  versions: z.array(seenVersionSchema),
  settings: z.array(seenSettingSchema),
  /** Oldest first. */
  upgrades: z.array(upgradeRecordSchema),
});
export type DeviceDetail = z.infer<typeof deviceDetailSchema>;

const deviceRef = { id: z.string().min(1).max(64) };

export const devicesService = {
  all: topic(
    'Every module seen here, the one seen last first; a change is one device or its end.',
    z.strictObject({}),
    z.array(deviceSummarySchema),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('deviceChanged'), device: deviceSummarySchema }),
      z.strictObject({ kind: z.literal('deviceForgotten'), id: z.string() }),
    ]),
  ),
  get: method(
    'One module with its versions, settings and upgrades, and what the OTA server knows of the same identity. Throws device.unknown {id}.',
    z.strictObject(deviceRef),
    deviceDetailSchema.extend({
      /** Null when it never asked this server. */
      otaServer: otaModuleSchema.nullable(),
    }),
  ),
  describe: method(
    'Changes nickname or notes; what is absent stays, an empty nickname removes it. Throws device.unknown {id}.',
    z.strictObject({
      ...deviceRef,
      nickname: nicknameSchema.optional(),
      notes: z.string().max(4000).optional(),
    }),
    deviceSummarySchema,
  ),
  liftBan: method(
    'Notes that the platform has unlocked this module again. Throws device.unknown {id}.',
    z.strictObject(deviceRef),
    deviceSummarySchema,
  ),
  forget: method(
    'Forgets a module and its history. Its requests of the last day stay counted, because the platform counts them too.',
    z.strictObject(deviceRef),
    done,
  ),
} as const;
