/** What a recording tells of a module, and many upgrades in numbers. */
import { z } from 'zod';
import { outcomeSchema } from './verdict.ts';
import { knobValueSchema } from './virtual.ts';

export const conditionsSchema = z.strictObject({
  /** One of `virtual.dialects`; null where nothing tells it. */
  dialect: z.string().nullable(),
  /** Rows that tell it. */
  dialectEvidence: z.array(z.number().int()),
  /** As the module said it first, and last. */
  versionBefore: z.string().nullable(),
  versionAfter: z.string().nullable(),
  imei: z.string().nullable(),
  knobs: z.array(
    z.strictObject({
      name: z.string(),
      value: knobValueSchema,
      /** Text key below `condition.`: why. */
      reason: z.string(),
      evidence: z.array(z.number().int()),
    }),
  ),
});
export type Conditions = z.infer<typeof conditionsSchema>;

export const upgradeRowSchema = z.strictObject({
  jobId: z.string(),
  imei: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  way: z.string(),
  outcome: outcomeSchema,
  /** Text key below `verdict.`. */
  code: z.string(),
  rawCode: z.string().nullable(),
  stage: z.string(),
  startedAtMs: z.number(),
  durationMs: z.number(),
  packageSha256: z.string().nullable(),
});
export type UpgradeRow = z.infer<typeof upgradeRowSchema>;

export const upgradeTableSchema = z.strictObject({
  rows: z.array(upgradeRowSchema),
  /** How many of each outcome. */
  outcomes: z.array(z.strictObject({ outcome: outcomeSchema, count: z.number().int() })),
  /** What did not succeed, by cause, most frequent first. */
  causes: z.array(
    z.strictObject({
      code: z.string(),
      rawCode: z.string().nullable(),
      count: z.number().int(),
      imeis: z.array(z.string()),
    }),
  ),
  /** Bars for a chart of durations: [fromMs, toMs), of successes and of the rest. */
  durations: z.array(
    z.strictObject({
      fromMs: z.number(),
      toMs: z.number(),
      succeeded: z.number().int(),
      others: z.number().int(),
    }),
  ),
  /** Of those that succeeded; null without any. */
  medianMs: z.number().nullable(),
});
export type UpgradeTable = z.infer<typeof upgradeTableSchema>;
