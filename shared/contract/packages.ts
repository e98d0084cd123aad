/** The package library: immutable blobs by digest, each with its manifest and proof. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, fileRefSchema, sha256Schema } from './common.ts';
import { packageManifestSchema } from './package.ts';

export const packagesService = {
  all: topic(
    'Every package, newest last.',
    z.strictObject({}),
    z.array(packageManifestSchema),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('packageAdded'), manifest: packageManifestSchema }),
      z.strictObject({ kind: z.literal('packageRemoved'), sha256: sha256Schema }),
    ]),
  ),
  get: method('One manifest.', z.strictObject({ sha256: sha256Schema }), packageManifestSchema),
  add: method(
    'Takes a package made elsewhere into the library after proving it against its two firmwares; unproven ones are refused.',
    z.strictObject({
      package: fileRefSchema,
      /** Absent for a package that does not depend on it. */
      old: fileRefSchema.optional(),
      new: fileRefSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
      /** Why images that differ may stay behind; stands in the manifest where that was so. No reason helps against a wrong image. */
      overrideReason: z.string().min(3).max(500).optional(),
    }),
    packageManifestSchema,
  ),
  checkTarget: method(
    'Whether `save` could write there, asked before a long build: throws file.noFolder, file.isFolder, file.exists, file.notWritable. Writes nothing.',
    z.strictObject({ path: z.string().min(1), overwrite: z.boolean().optional() }),
    done,
  ),
  save: method(
    'Writes the package file to a path; refuses to overwrite unless told to.',
    z.strictObject({ sha256: sha256Schema, path: z.string().min(1), overwrite: z.boolean().optional() }),
    z.strictObject({ path: z.string(), sizeBytes: z.number().int() }),
  ),
  remove: method(
    'Deletes a package that is not being served.',
    z.strictObject({ sha256: sha256Schema }),
    done,
  ),
} as const;
