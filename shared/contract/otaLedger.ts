/** Modules that asked the OTA server: who they are, what they run, what they were given, and bans. Grown from requests. */
import { z } from 'zod';

export const otaBanSchema = z.strictObject({
  kind: z.enum(['person', 'loop']),
  atMs: z.number(),
  /** What a person wrote, or empty. */
  note: z.string(),
  /** The loop's source and target; null for a person's ban. */
  source: z.string().nullable(),
  target: z.string().nullable(),
});
export type OtaBan = z.infer<typeof otaBanSchema>;

/** An upgrade that was handed out. Success is only the module's own next report (law 7). */
export const otaOfferSchema = z.strictObject({
  id: z.number().int(),
  campaignId: z.string(),
  source: z.string(),
  target: z.string(),
  packageSha256: z.string(),
  /** `waiting`: served, the module has not reported since; `suspected`: it has been silent or asked on from the old version for too long. */
  state: z.enum(['waiting', 'succeeded', 'suspected', 'failed']),
  firstServedMs: z.number(),
  lastServedMs: z.number(),
  /** Downloads that began; resumes not counted. */
  servings: z.number().int(),
  endedMs: z.number().nullable(),
});
export type OtaOffer = z.infer<typeof otaOfferSchema>;

export const otaModuleSchema = z.strictObject({
  id: z.string(),
  identityKind: z.string(),
  /** Last characters of the project it is bound to; null: none yet. */
  projectHint: z.string().nullable(),
  firmwareName: z.string().nullable(),
  version: z.string().nullable(),
  coreVersion: z.string().nullable(),
  dialect: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  requests: z.number().int(),
  notes: z.string(),
  /** A module on a bench: the loop ban leaves it alone. */
  bench: z.boolean(),
  ban: otaBanSchema.nullable(),
  /** The newest upgrade that was handed out. */
  offer: otaOfferSchema.nullable(),
});
export type OtaModule = z.infer<typeof otaModuleSchema>;

/** Downloads that a module began from one version to one target, in each window of the loop ban. */
export const otaLoopSchema = z.strictObject({
  source: z.string(),
  target: z.string(),
  windows: z.array(
    z.strictObject({ count: z.number().int(), limit: z.number().int(), windowMs: z.number().int() }),
  ),
});
export type OtaLoop = z.infer<typeof otaLoopSchema>;

const day = 24 * 3_600_000;

/** What the server is set to; every value has a default. */
export const otaRulesSchema = z.strictObject({
  /** Two vendor documents number the same refusals differently (platform-apis 1.4). */
  codeTable: z.enum(['classic', 'shifted']),
  /** Status of refusals. What the platform itself sends is unknown; clients only need one that is neither 2xx nor 3xx. */
  refusalStatus: z.number().int().min(400).max(499),
  /** A module that begins so many downloads from one version to one target within a window is banned (platform-apis 1.6). */
  loopWindows: z
    .array(
      z.strictObject({
        count: z.number().int().min(2).max(1000),
        windowMs: z
          .number()
          .int()
          .min(60_000)
          .max(30 * day),
      }),
    )
    .max(5),
  /** Served and not heard of for so long: suspected to have failed. */
  confirmTimeoutMs: z
    .number()
    .int()
    .min(60_000)
    .max(90 * day),
  /** A download that was cut is continued with the same file for so long after its last request. */
  pinMs: z
    .number()
    .int()
    .min(60_000)
    .max(30 * day),
  /** Whether `need_oss_url=1` is answered by a redirect (platform-apis 1.2). */
  redirect: z.boolean(),
});
export type OtaRules = z.infer<typeof otaRulesSchema>;

export const defaultOtaRules: OtaRules = {
  codeTable: 'classic',
  refusalStatus: 400,
  loopWindows: [
    { count: 6, windowMs: 3_600_000 },
    { count: 10, windowMs: day },
  ],
  confirmTimeoutMs: day,
  pinMs: day,
  redirect: false,
};
