/** Why the OTA server gave a module a package or refused it: the rules one by one, so that "why 27?" has an answer. */
import { z } from 'zod';
import { paramsSchema, sha256Schema } from './common.ts';

/** The rules in the order in which they are asked (platform-apis 6.5); the first that fails decides. */
export const otaRuleSchema = z.enum([
  'project',
  'identity',
  'binding',
  'ban',
  'firmwareName',
  'audience',
  'source',
  'newer',
  'building',
  'package',
  'loop',
]);
export type OtaRule = z.infer<typeof otaRuleSchema>;

/** What a rule found; text keys below `otaReason.`. */
export const otaReasonSchema = z.enum([
  // project
  'projectKnown',
  'anyProject',
  'projectMissing',
  'projectUnknown',
  'nothingOffered',
  // identity
  'identified',
  'identityMissing',
  'identityMalformed',
  // binding
  'boundHere',
  'newlyBound',
  'boundElsewhere',
  // ban
  'notBanned',
  'bannedByPerson',
  'bannedInLoop',
  // firmware name
  'nameKnown',
  'aliasKnown',
  'nameMissing',
  'nameUnknown',
  // audience: lists, window, rollout
  'listed',
  'forAll',
  'denied',
  'notListed',
  'beforeWindow',
  'afterWindow',
  'campaignPaused',
  'campaignAborted',
  'inCanary',
  'inBatch',
  'notYetInRollout',
  'failedBefore',
  // source and core
  'deltaForSource',
  'fullForAny',
  'atTarget',
  'sourceNotCovered',
  'coreDiffers',
  'coreMissing',
  'versionMissing',
  'resumed',
  // newer
  'newer',
  'olderAllowed',
  'alreadyNewest',
  'wouldGoBack',
  'notComparable',
  'sourceNamed',
  // building
  'built',
  'stillBuilding',
  'stillLoading',
  // package
  'packageIntact',
  'packageDamaged',
  // loop
  'withinLimits',
  'benchDevice',
  'resumeNotCounted',
  'loopDetected',
]);
export type OtaReason = z.infer<typeof otaReasonSchema>;

/** One rule's outcome. `notReached`: an earlier one had failed already. */
export const otaRuleResultSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    rule: otaRuleSchema,
    outcome: z.enum(['pass', 'fail']),
    reason: otaReasonSchema,
    params: paramsSchema,
  }),
  z.strictObject({ rule: otaRuleSchema, outcome: z.literal('notReached') }),
]);
export type OtaRuleResult = z.infer<typeof otaRuleResultSchema>;

/** Numbers of openLuat's error bodies in its classic table (platform-apis 1.4); 0: served. */
export const luatCauseSchema = z.union(
  ([0, 3, 17, 21, 25, 26, 27, 40, 43, 44] as const).map((code) => z.literal(code)),
);
export type LuatCause = z.infer<typeof luatCauseSchema>;

/** What a request said about its sender, whatever the dialect; null where it said nothing. The project key is never kept. */
export const otaClaimSchema = z.strictObject({
  identity: z.string().nullable(),
  identityKind: z.string().nullable(),
  /** Last characters of the project key. */
  projectHint: z.string().nullable(),
  firmwareName: z.string().nullable(),
  version: z.string().nullable(),
  coreVersion: z.string().nullable(),
  /** First byte asked for by a Range; 0 without one. */
  startByte: z.number().int().nonnegative(),
});
export type OtaClaim = z.infer<typeof otaClaimSchema>;

export const otaDecisionSchema = z.strictObject({
  /** Position in the log of decisions, from 1; 0 for a dry run, which is not logged. */
  seq: z.number().int().nonnegative(),
  atMs: z.number(),
  /** Joins it with the journal's rows; empty for a dry run. */
  exchangeId: z.string(),
  /** Which kind of client asked, e.g. `openluat`. */
  dialect: z.string(),
  claim: otaClaimSchema,
  outcome: z.enum(['serve', 'refuse']),
  /** In the classic table, whichever the server is set to send. */
  cause: luatCauseSchema,
  /** The number that was sent, by the table that was set. */
  sentCode: z.number().int(),
  /** All rules in their order. */
  rules: z.array(otaRuleResultSchema),
  /** The campaign that decided; null when none came into question. */
  campaignId: z.string().nullable(),
  /** Set when served. */
  packageSha256: sha256Schema.nullable(),
  targetVersion: z.string().nullable(),
  /** A continuation of a download that was counted before. */
  resume: z.boolean(),
});
export type OtaDecision = z.infer<typeof otaDecisionSchema>;
