/** Building a delta, proving it, applying it. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { fileRefSchema, sha256Schema } from './common.ts';

export const deltaFormatSchema = z.enum(['ec618-at', 'ec618-par']);
export type DeltaFormat = z.infer<typeof deltaFormatSchema>;

export const imageVerdictSchema = z.strictObject({
  name: z.string(),
  newSha256: sha256Schema,
  rebuiltSha256: sha256Schema,
  ok: z.boolean(),
});

export const deltaService = {
  build: method(
    'Starts a job that builds a package in a worker and proves it; the package is kept only when the proof holds.',
    z.strictObject({
      old: fileRefSchema,
      new: fileRefSchema,
      format: deltaFormatSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
      /** Builds although NEW carries a lower version than OLD. */
      allowOlder: z.boolean().optional(),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
  verify: method(
    'Rebuilds NEW from OLD and a package with separate code and compares every image.',
    z.strictObject({ old: fileRefSchema, new: fileRefSchema, package: fileRefSchema }),
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
    z.strictObject({ old: fileRefSchema, package: fileRefSchema, outPath: z.string().min(1) }),
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
