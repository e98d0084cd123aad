/**
 * Manifest of an upgrade package: what it is, from what to what, what it carries, and the proof that it does. Written once
 * when the package is built and never changed.
 */
import { z } from 'zod';
import { sha256Schema } from './common.ts';
import { deltaFormatSchema, packageLimitSchema, packageWarningSchema, proofClassSchema } from './delta.ts';

const sizeSchema = z.number().int().nonnegative();

const packageImageSchema = z.strictObject({
  name: z.string().min(1),
  role: z.string().min(1),
  sizeBytes: sizeSchema,
  sha256: sha256Schema,
});

/** One side of the upgrade: the firmware file that was read, by digest, with all of its images. */
export const packageSideSchema = z.strictObject({
  fileName: z.string().min(1),
  sha256: sha256Schema,
  /** Null when nothing named one; then the module can only be told apart by digest. */
  version: z
    .strictObject({
      text: z.string().min(1),
      source: z.enum(['strings', 'header', 'fileName', 'infoJson', 'user']),
    })
    .nullable(),
  /**
   * SHA-256 over the AP image followed by the CP image, null where one is missing. A module without a version string in its
   * firmware can be told apart by its first digits.
   */
  coreSha256: sha256Schema.nullable(),
  images: z.array(packageImageSchema).min(1),
});
export type PackageSide = z.infer<typeof packageSideSchema>;

/** An image that differs and stays as it is on the module. `refused` never reaches a stored package. */
export const notCoveredSchema = z.strictObject({
  name: z.string().min(1),
  role: z.string().min(1),
  severity: z.enum(['warning', 'refused']),
  /** Code, e.g. `bootloaderChanged`; its text lives in the locale files. */
  reason: z.string().min(1),
});
export type NotCovered = z.infer<typeof notCoveredSchema>;

/** Per image: its digest in NEW and the digest of what separate code rebuilt from OLD and the package. */
export const packageProofSchema = z.strictObject({
  /** Wall clock, milliseconds since 1970. */
  provedAtMs: z.number().int().nonnegative(),
  images: z
    .array(z.strictObject({ name: z.string().min(1), newSha256: sha256Schema, rebuiltSha256: sha256Schema }))
    .min(1),
  /** Device rules that the proof enforced while rebuilding, as codes. */
  rules: z.array(z.string().min(1)),
});
export type PackageProof = z.infer<typeof packageProofSchema>;

export const packageManifestSchema = z.strictObject({
  /** Digest of the package file; also its name in the library. */
  sha256: sha256Schema,
  sizeBytes: sizeSchema,
  /** Of the core delta inside of the file, measured by the proof; only where a limit is about that part. */
  deltaSizeBytes: sizeSchema.optional(),
  /** Name to offer when saving, e.g. `AirM2M_780E_V1001-V1002_LTE_AT.bin`; a single path segment. */
  fileName: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\\/]+$/),
  format: deltaFormatSchema,
  chip: z.string().min(1),
  /** Wall clock, milliseconds since 1970. */
  createdAtMs: z.number().int().nonnegative(),
  /** Null for a package that does not depend on what the module runs. */
  from: packageSideSchema.nullable(),
  to: packageSideSchema,
  /** Names of the images of `to` that the package carries. */
  covered: z.array(z.string().min(1)).min(1),
  notCovered: z.array(notCoveredSchema),
  /** What a person should know before using it, e.g. `olderVersion`. */
  warnings: z.array(packageWarningSchema),
  /** How sure Airdock is that a module takes it. */
  proofClass: proofClassSchema,
  /** Every limit that is known; the smallest was the gate. */
  limits: z.array(packageLimitSchema),
  /** Why a refusal was overridden; absent where none was. */
  overrideReason: z.string().optional(),
  /** Version of Airdock that built it, or took it in. */
  toolVersion: z.string(),
  proof: packageProofSchema,
});
export type PackageManifest = z.infer<typeof packageManifestSchema>;
