/** Everything long is a Job (architecture, law 5). */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, errorDataSchema, paramsSchema, sha256Schema } from './common.ts';
import { applyResultSchema, verifyResultSchema } from './delta.ts';
import { exportResultSchema } from './journalExport.ts';
import { settingNameSchema, settingOutcomeSchema } from './modem.ts';
import { hopsResultSchema, secondCheckResultSchema } from './planning.ts';
import { reportResultSchema } from './reportShapes.ts';
import { stageSchema, verdictSchema } from './verdict.ts';

/** One of the two bars of an upgrade. */
export const barSchema = z.strictObject({
  done: z.number().nonnegative(),
  /** Absent where the end is not known. */
  total: z.number().positive().optional(),
  unit: z.enum(['bytes', 'percent', 'parts', 'steps']),
});
export type Bar = z.infer<typeof barSchema>;

export const progressSchema = z.strictObject({
  /** Text key below `phase.`: what is being done now. */
  phase: z.string(),
  done: z.number().nonnegative(),
  /** Absent where the end is not known. */
  total: z.number().positive().optional(),
  unit: z.enum(['bytes', 'percent', 'parts', 'steps']),
  /** Smoothed units per second. */
  ratePerS: z.number().nonnegative().optional(),
  /** Hidden until 3 s and 5 % have passed. */
  etaMs: z.number().nonnegative().optional(),
  /** Of an upgrade: percentages run twice (at-commands 7, rule 3), so each has its bar; null while nothing is known of it. */
  bars: z.strictObject({ download: barSchema.nullable(), apply: barSchema.nullable() }).optional(),
  /**
   * What an upgrade waits for before it asks again; `done` and `total` count its seconds. `cause` is the code that led to it, or
   * the component of an offer that a person put off. `quota` may not be cut short.
   */
  wait: z
    .strictObject({
      reason: z.enum(['build', 'network', 'person', 'quota']),
      cause: z.union([z.string(), z.number()]),
    })
    .optional(),
});
export type Progress = z.infer<typeof progressSchema>;

export const jobStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('queued') }),
  z.strictObject({ phase: z.literal('running'), stage: stageSchema, progress: progressSchema.optional() }),
  z.strictObject({ phase: z.literal('cancelling'), stage: stageSchema }),
  z.strictObject({ phase: z.literal('ended'), endedAtMs: z.number(), verdict: verdictSchema }),
]);
export type JobState = z.infer<typeof jobStateSchema>;

/** What a finished delta job leaves behind. */
export const deltaResultSchema = z.strictObject({ kind: z.literal('delta'), packageSha256: sha256Schema });

/** One setting of the module that the job changed, and whether it was put back. */
export const changedSettingSchema = z.strictObject({
  name: z.enum(['URL', 'KEY', 'AUTO', 'PERIOD']),
  /** null: the module did not say. */
  before: z.string().nullable(),
  during: z.string(),
  /** `gone`: it was not saved, so the module's reboot has dropped it. `untilRestart`: it was not saved, and the next reboot will. */
  restored: z.enum(['yes', 'gone', 'untilRestart', 'failed', 'notNeeded', 'unknown']),
});
export type ChangedSetting = z.infer<typeof changedSettingSchema>;

/** A plan that a platform offers, what it demands, and how the module stands to it. */
export const offerSchema = z.strictObject({
  /** What is to be upgraded, as the module names it. */
  component: z.string(),
  /** null where the plan says none: it fits every version. */
  from: z.string().nullable(),
  to: z.string(),
  sizeBytes: z.number().int().optional(),
  /** Percent and dBm that the plan demands; the host has to keep them, the module does not (at-commands 2.2). */
  minBattery: z.number().optional(),
  minSignalDbm: z.number().optional(),
  /** What the module said when it was asked; null where it says nothing, or was not asked. */
  batteryPercent: z.number().nullable(),
  signalDbm: z.number().nullable(),
  /** `open`: waits for `upgrade.answerOffer`. */
  state: z.enum(['checking', 'open', 'accepted', 'refused', 'deferred']),
});
export type Offer = z.infer<typeof offerSchema>;

/** What an upgrade job knows so far; complete when the job has ended. */
export const upgradeResultSchema = z.strictObject({
  kind: z.literal('upgrade'),
  way: z.enum(['http', 'serial', 'cloud', 'local']),
  /** Text key below `driver.`; absent until one was chosen. */
  driver: z.string().optional(),
  portId: z.string(),
  packageSha256: sha256Schema.optional(),
  packageBytes: z.number().int().optional(),
  /** Version that the module reported before, as it reported it. */
  from: z.string().optional(),
  /** Version that the module reported after its reboot; absent when it reported none. */
  to: z.string().optional(),
  expectedVersion: z.string().optional(),
  imei: z.string().optional(),
  url: z.string().optional(),
  /** Body bytes counted at the server's socket for this job's package; http way only. */
  servedBytes: z.number().int().optional(),
  /** Package bytes sent over the AT port; serial way only. */
  sentBytes: z.number().int().optional(),
  /** The platform's last offer; cloud way only. */
  offer: offerSchema.optional(),
  /** True where the module began to download before anybody had told it to. */
  startedByModule: z.boolean().optional(),
  /** What was taken out of the module; local way only. */
  image: z
    .strictObject({ path: z.string(), sizeBytes: z.number().int(), sha256: sha256Schema, md5: z.string() })
    .optional(),
  settings: z.array(changedSettingSchema),
});
export type UpgradeResult = z.infer<typeof upgradeResultSchema>;

/** How far one module of a settings job is. */
export const settingsRowSchema = z.strictObject({
  portId: z.string(),
  label: z.string(),
  /** IMEI; null while unknown. */
  deviceId: z.string().nullable(),
  /** `unproven`: all accepted, but not all could be read back. `skipped`: cancelled before it was its turn. */
  state: z.enum(['waiting', 'running', 'done', 'unproven', 'failed', 'skipped']),
  changes: z.array(
    z.strictObject({
      id: z.string(),
      name: settingNameSchema,
      /** Of a KEY only the last four characters. */
      before: z.string().nullable(),
      after: z.string().nullable(),
      outcome: settingOutcomeSchema,
      answer: z.string().optional(),
    }),
  ),
  error: errorDataSchema.optional(),
});
export type SettingsRow = z.infer<typeof settingsRowSchema>;

/** A preset written to many modules; complete when the job has ended. */
export const settingsResultSchema = z.strictObject({
  kind: z.literal('settings'),
  preset: z.string(),
  save: z.boolean(),
  rows: z.array(settingsRowSchema),
});

export const jobResultSchema = z.discriminatedUnion('kind', [
  deltaResultSchema,
  upgradeResultSchema,
  settingsResultSchema,
  hopsResultSchema,
  secondCheckResultSchema,
  verifyResultSchema,
  applyResultSchema,
  exportResultSchema,
  reportResultSchema,
]);
export type JobResult = z.infer<typeof jobResultSchema>;

export const jobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum([
    'delta',
    'upgrade',
    'settings',
    'hops',
    'secondCheck',
    'verify',
    'apply',
    'export',
    'report',
  ]),
  /** Text params for the title, e.g. file names. */
  title: paramsSchema,
  createdAtMs: z.number(),
  state: jobStateSchema,
  /** Ports and services that the job holds, e.g. `port:virtual:1`, `otaServer`. */
  resources: z.array(z.string()),
  /** True while stopping Airdock or letting the computer sleep could harm what the job works on. */
  guarded: z.boolean(),
  result: jobResultSchema.optional(),
  /** Set when the job ended because of an error of Airdock's own. */
  error: errorDataSchema.optional(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobsService = {
  all: topic(
    'Every job, newest last; a change carries the whole job or the id of one that was removed.',
    z.strictObject({}),
    z.array(jobSchema),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('jobChanged'), job: jobSchema }),
      z.strictObject({ kind: z.literal('jobRemoved'), id: z.string() }),
    ]),
  ),
  get: method('One job.', z.strictObject({ id: z.string() }), jobSchema),
  cancel: method(
    'Asks a job to stop at its next safe point; it ends as `cancelled`, or as what had already happened.',
    z.strictObject({ id: z.string() }),
    done,
  ),
  remove: method('Forgets an ended job; its journal rows stay.', z.strictObject({ id: z.string() }), done),
} as const;
