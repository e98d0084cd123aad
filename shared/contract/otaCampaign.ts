/** Campaigns: which package of the library which modules may have, and how carefully it is rolled out. */
import { z } from 'zod';
import { sha256Schema } from './common.ts';

const versionSchema = z.string().trim().min(1).max(128);
const identitySchema = z.string().trim().min(1).max(64);

/** One package of a campaign. A delta fits only the versions it names; a full one fits all of them. */
export const campaignPackageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full'), sha256: sha256Schema }),
  z.strictObject({
    kind: z.literal('delta'),
    sha256: sha256Schema,
    sourceVersions: z.array(versionSchema).min(1).max(100),
  }),
]);
export type CampaignPackage = z.infer<typeof campaignPackageSchema>;

/** How a campaign spreads: first the canary group alone, then growing shares of all others. */
export const rolloutPlanSchema = z.strictObject({
  /** Identities that come first; may be empty, then the first share begins at once. */
  canary: z.array(identitySchema).max(10_000),
  /** Growing shares of all modules in percent, the last one 100; a module's place is drawn once and never changes. */
  batches: z
    .array(z.number().min(0.01).max(100))
    .min(1)
    .max(20)
    .refine((shares) => shares.every((share, n) => share > (shares[n - 1] ?? 0)), 'growing')
    .refine((shares) => shares.at(-1) === 100, 'lastShare'),
  /** Of the upgrades that ended in this stage, in percent: so many good ones open the next stage. */
  successPercent: z.number().min(0).max(100),
  /** So many bad ones pause the campaign. */
  errorPercent: z.number().min(0).max(100),
  /** Neither counts before so many upgrades have ended in this stage. */
  minSample: z.number().int().min(1).max(100_000),
});
export type RolloutPlan = z.infer<typeof rolloutPlanSchema>;

export const campaignInputSchema = z.strictObject({
  /** Absent: a new one. */
  id: z.string().max(64).optional(),
  name: z.string().trim().min(1).max(80),
  /** Absent: as it was, or any project. Null: any project. Only its digest and last characters are kept. */
  projectKey: z.string().trim().min(1).max(128).nullable().optional(),
  /** Instead of a key: that of a saved project, which the core looks up itself. Wins over `projectKey`. */
  projectId: z.string().min(1).max(64).optional(),
  /** The name that modules report, and others under which the same board may ask (platform-apis 1.5). */
  firmwareNames: z.array(z.string().trim().min(1).max(256)).min(1).max(50),
  targetVersion: versionSchema,
  /** Core that the module must run; absent or null: any. */
  coreVersion: z.string().trim().min(1).max(32).nullable().optional(),
  packages: z.array(campaignPackageSchema).max(100),
  /** `listed`: only the modules of `allow`. A module that is listed by name beats a campaign for all. */
  audience: z.enum(['all', 'listed']).optional(),
  allow: z.array(identitySchema).max(100_000).optional(),
  /** Wins over everything. */
  deny: z.array(identitySchema).max(100_000).optional(),
  /** Wall clock in ms since 1970; null: open on that side. */
  window: z
    .strictObject({ fromMs: z.number().nullable(), toMs: z.number().nullable() })
    .refine(({ fromMs, toMs }) => fromMs === null || toMs === null || fromMs < toMs, 'beginsBeforeEnd')
    .nullable()
    .optional(),
  /** Also serves a version that is older than the module's. For the bench. */
  allowOlder: z.boolean().optional(),
  /** Its packages are still being made: answers 43. */
  building: z.boolean().optional(),
  rollout: rolloutPlanSchema.nullable().optional(),
});
export type CampaignInput = z.infer<typeof campaignInputSchema>;

/** How upgrades of a campaign stand. Success is only what the module itself reported afterwards. */
export const campaignCountsSchema = z.strictObject({
  waiting: z.number().int(),
  succeeded: z.number().int(),
  suspected: z.number().int(),
  failed: z.number().int(),
});
export type CampaignCounts = z.infer<typeof campaignCountsSchema>;

export const campaignStateSchema = z.enum(['active', 'paused', 'pausedByErrors', 'aborted']);
export type CampaignState = z.infer<typeof campaignStateSchema>;

export const campaignSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAtMs: z.number(),
  /** Last characters of the project key; null: any project. */
  projectHint: z.string().nullable(),
  firmwareNames: z.array(z.string()),
  targetVersion: z.string(),
  coreVersion: z.string().nullable(),
  packages: z.array(campaignPackageSchema),
  audience: z.enum(['all', 'listed']),
  allow: z.array(z.string()),
  deny: z.array(z.string()),
  window: z.strictObject({ fromMs: z.number().nullable(), toMs: z.number().nullable() }).nullable(),
  allowOlder: z.boolean(),
  building: z.boolean(),
  rollout: rolloutPlanSchema.nullable(),
  state: campaignStateSchema,
  /** 0: the canary group alone; n: the n-th batch. Without a rollout 0. */
  stage: z.number().int().nonnegative(),
  counts: campaignCountsSchema,
});
export type Campaign = z.infer<typeof campaignSchema>;

export const campaignActionSchema = z.enum(['pause', 'resume', 'abort', 'retryFailed', 'nextStage']);
export type CampaignAction = z.infer<typeof campaignActionSchema>;
