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
  notCovered: z.array(
    z.strictObject({ name: z.string(), role: z.string(), severity: z.string(), reason: z.string() }),
  ),
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
  verify: method(
    'Rebuilds NEW from OLD and a package with separate code and compares every image.',
    z.strictObject({ old: fileRefSchema.optional(), new: fileRefSchema, package: fileRefSchema }),
    z.strictObject({
      ok: z.boolean(),
      format: deltaFormatSchema,
      images: z.array(imageVerdictSchema),
      notCovered: z.array(
        z.strictObject({ name: z.string(), role: z.string(), severity: z.string(), reason: z.string() }),
      ),
    }),
  ),
  apply: method(
    'Rebuilds the new images from OLD and a package and writes them: one file for one image, a folder for several.',
    z.strictObject({ old: fileRefSchema.optional(), package: fileRefSchema, outPath: z.string().min(1) }),
    z.strictObject({
      files: z.array(
        z.strictObject({
          name: z.string(),
          path: z.string(),
          sizeBytes: z.number().int(),
          sha256: sha256Schema,
        }),
      ),
    }),
  ),
} as const;
