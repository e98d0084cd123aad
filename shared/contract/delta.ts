/** Building a delta, proving it, applying it. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { errorDataSchema, fileRefSchema, paramsSchema, sha256Schema } from './common.ts';

/** Every kind of package that Airdock writes. */
export const deltaFormatSchema = z.enum([
  'ec618-at',
  'ec618-par',
  'luatos-script',
  'luatos',
  'csdk-full',
  'ec7xx-at',
  'ec7xx',
  'xt804-fota',
  'xt804-sota',
  'uis8910',
]);
export type DeltaFormat = z.infer<typeof deltaFormatSchema>;

/** How sure Airdock is that a module takes such a package; text keys below `proofClass.`. */
export const proofClassSchema = z.enum([
  'realPackages',
  'realFiles',
  'publicSource',
  'formatKnown',
  'medium',
  'experimental',
]);
export type ProofClass = z.infer<typeof proofClassSchema>;

/** A size that a package must not pass, with the place that says so. */
export const packageLimitSchema = z.strictObject({
  bytes: z.number().int().positive(),
  source: z.string(),
  /** What is measured: the whole file, or only the core delta inside of it. Without it the file. */
  part: z.enum(['file', 'delta']).optional(),
});
export type PackageLimit = z.infer<typeof packageLimitSchema>;

/** What a person should know before using a package; text keys below `warning.`, with the values for its places. */
export const packageWarningSchema = z.strictObject({ code: z.string().min(1), params: paramsSchema });
export type PackageWarning = z.infer<typeof packageWarningSchema>;

/** An image that differs and stays on the module as it is; text keys of the reason below `notCovered.`. */
const leftBehindSchema = z.strictObject({
  name: z.string(),
  role: z.string(),
  severity: z.string(),
  reason: z.string(),
});

/** One format, judged for a pair of files before anything is built. */
export const formatOptionSchema = z.strictObject({
  format: deltaFormatSchema,
  proofClass: proofClassSchema,
  needsOld: z.boolean(),
  /** Why it cannot be built; absent where it can. */
  refusal: errorDataSchema.optional(),
  /** A reason overrides the refusal; then everything below tells of the package that would be built. */
  overridable: z.boolean(),
  /** Images that it would bring. */
  covered: z.array(z.string()),
  notCovered: z.array(leftBehindSchema),
  warnings: z.array(packageWarningSchema),
  limits: z.array(packageLimitSchema),
  /** The best for this pair; exactly one, where any can be built. */
  recommended: z.boolean(),
});
export type FormatOption = z.infer<typeof formatOptionSchema>;

export const imageVerdictSchema = z.strictObject({
  name: z.string(),
  newSha256: sha256Schema,
  rebuiltSha256: sha256Schema,
  ok: z.boolean(),
});

/** What a verification found; there once its job has ended well or found a difference. */
export const verifyResultSchema = z.strictObject({
  kind: z.literal('verify'),
  packageSha256: sha256Schema,
  /** Every image of the package becomes the one of NEW, and nothing but a boot loader stays behind. */
  ok: z.boolean(),
  format: deltaFormatSchema,
  /** How sure it is that a module takes such a package at all; absent in jobs of older releases. */
  proofClass: proofClassSchema.optional(),
  /** What no proof on this computer can settle; absent in jobs of older releases. */
  warnings: z.array(packageWarningSchema).optional(),
  /** In the wrapper that modules download, or bare; only where one format has both forms (UIS8910). */
  envelope: z.enum(['wrapped', 'bare']).optional(),
  images: z.array(imageVerdictSchema),
  notCovered: z.array(leftBehindSchema),
});
export type VerifyResult = z.infer<typeof verifyResultSchema>;

/** The images that a package rebuilt, as they were written. */
export const applyResultSchema = z.strictObject({
  kind: z.literal('apply'),
  files: z.array(
    z.strictObject({ name: z.string(), path: z.string(), sizeBytes: z.number().int(), sha256: sha256Schema }),
  ),
});
export type ApplyResult = z.infer<typeof applyResultSchema>;

const sizeRangeSchema = z.strictObject({
  lowBytes: z.number().int().nonnegative(),
  highBytes: z.number().int().nonnegative(),
});
export type SizeRange = z.infer<typeof sizeRangeSchema>;

/** What a build is likely to come to. A guess from a quick look at the bytes: the package may lie outside of it. */
export const formatEstimateSchema = z.strictObject({
  format: deltaFormatSchema,
  /** The whole file. */
  file: sizeRangeSchema,
  /** The core delta inside of it; only where a limit is about that part. */
  delta: sizeRangeSchema.optional(),
  /** As in `delta.options`; the smallest of a part is its gate. */
  limits: z.array(packageLimitSchema),
});
export type FormatEstimate = z.infer<typeof formatEstimateSchema>;

export const deltaService = {
  options: method(
    'Every format for a pair of files, the possible ones first: what each would bring, how sure it is, or why it is refused.',
    z.strictObject({
      old: fileRefSchema.optional(),
      new: fileRefSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
    }),
    z.array(formatOptionSchema),
  ),
  build: method(
    'Starts a job that builds a package in a worker and proves it; the package is kept only when the proof holds.',
    z.strictObject({
      /** Absent for a format that needs none. */
      old: fileRefSchema.optional(),
      new: fileRefSchema,
      format: deltaFormatSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
      /** Builds although NEW carries a lower version than OLD. */
      allowOlder: z.boolean().optional(),
      /** Why a refusal is overridden; stands in the manifest where one was. No reason helps against any other refusal. */
      overrideReason: z.string().min(3).max(500).optional(),
      /** The user's own number inside a full update, 32 bits. */
      appVersion: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
  estimate: method(
    'How large the packages for a pair are likely to be, for each format that can be built, with or without a reason; nothing is built.',
    z.strictObject({
      old: fileRefSchema.optional(),
      new: fileRefSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
    }),
    z.array(formatEstimateSchema),
  ),
  verify: method(
    'Starts a job that rebuilds NEW from OLD and a package with separate code, in a worker, and compares every image; its result is that of `kind: verify`.',
    z.strictObject({ old: fileRefSchema.optional(), new: fileRefSchema, package: fileRefSchema }),
    z.strictObject({ jobId: z.string() }),
  ),
  apply: method(
    'Starts a job that rebuilds the new images from OLD and a package, in a worker, and writes them: one file for one image, a new folder for several. Throws file.exists, file.noFolder before any work.',
    z.strictObject({ old: fileRefSchema.optional(), package: fileRefSchema, outPath: z.string().min(1) }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
