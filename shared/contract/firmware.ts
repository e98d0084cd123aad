/** Firmware files: what they are and what differs between two of them. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { fileRefSchema, sha256Schema } from './common.ts';
import { formatOptionSchema } from './delta.ts';

/** What a file is for: a firmware, an update for one, a bare image, or a script library. */
export const fileClassSchema = z.enum(['firmware', 'package', 'image', 'script']);
export type FileClass = z.infer<typeof fileClassSchema>;

/** A version name and where it came from. */
const versionSchema = z.strictObject({
  text: z.string(),
  source: z.enum(['strings', 'header', 'fileName', 'infoJson', 'user']),
});

export const inspectedPartSchema = z.strictObject({
  name: z.string(),
  role: z.string(),
  address: z.number().int(),
  sizeBytes: z.number().int(),
  zoneSizeBytes: z.number().int(),
  sha256: sha256Schema,
  /** Of a delta: the image that it starts from. */
  oldSizeBytes: z.number().int().optional(),
  oldSha256: sha256Schema.optional(),
});

export const inspectionSchema = z.strictObject({
  class: fileClassSchema.optional(),
  /** Container or package format, e.g. `binpkg`, `soc`, `luatosOta`; text keys below `kind.`. */
  kind: z.string(),
  archive: z.string().optional(),
  chip: z.string(),
  /** What in the content decided `chip`, e.g. `ap@0x24000`. */
  chipEvidence: z.array(z.string()).optional(),
  fileName: z.string(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  versions: z.array(versionSchema),
  parts: z.array(inspectedPartSchema),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  otherMembers: z.array(z.strictObject({ name: z.string(), sizeBytes: z.number().int() })),
  /** What stands inside the parts, by path with `/`: script files, compressed sections, packages in packages. */
  members: z
    .array(
      z.strictObject({
        path: z.string(),
        kind: z.string(),
        sizeBytes: z.number().int(),
        /** Of the unpacked bytes; absent where they cannot be known without another file. */
        sha256: sha256Schema.optional(),
      }),
    )
    .optional(),
  /** Zones for a map of the flash, by address. `device` tells a second flash chip apart. */
  flash: z
    .array(
      z.strictObject({
        name: z.string(),
        role: z.string(),
        address: z.number().int(),
        sizeBytes: z.number().int(),
        usedBytes: z.number().int(),
        device: z.string().optional(),
      }),
    )
    .optional(),
  /** What the file says about itself; names have text keys below `fact.`. */
  facts: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  /** What can be done with it; text keys below `action.`. */
  actions: z.array(z.string()).optional(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** One file of a comparison. */
export const comparedSideSchema = z.strictObject({
  fileName: z.string(),
  kind: z.string(),
  chip: z.string(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  /** The best known, null where nothing names one. */
  version: versionSchema.nullable(),
});
export type ComparedSide = z.infer<typeof comparedSideSchema>;

/** One side of an image. `zoneSizeBytes`: reserved in flash; absent, as `freeBytes`, where the file does not say. */
export const comparedImageSchema = z.strictObject({
  address: z.number().int(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  zoneSizeBytes: z.number().int().optional(),
  /** What the zone has left; negative where the image is larger than its zone. */
  freeBytes: z.number().int().optional(),
});
export type ComparedImage = z.infer<typeof comparedImageSchema>;

const changeSchema = z.enum(['same', 'changed', 'added', 'removed']);

export const comparisonSchema = z.strictObject({
  old: comparedSideSchema,
  new: comparedSideSchema,
  /** No image differs; the files themselves may (packing time, other members). */
  identical: z.boolean(),
  /** How the new version stands to the old one; `unknown` where a side names none. */
  order: z.enum(['newer', 'older', 'same', 'incomparable', 'unknown']),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      role: z.string(),
      change: changeSchema,
      /** It lies elsewhere in flash than before. */
      moved: z.boolean(),
      /** Its zone has another size than before. */
      zoneChanged: z.boolean(),
      old: comparedImageSchema.optional(),
      new: comparedImageSchema.optional(),
    }),
  ),
  /** By name; empty where a side has no script that can be read. */
  scriptFiles: z.array(
    z.strictObject({
      name: z.string(),
      change: changeSchema,
      oldSizeBytes: z.number().int().optional(),
      newSizeBytes: z.number().int().optional(),
    }),
  ),
  /** Every kind of package, judged for this pair as `delta.options` does: possible, or why not. */
  formats: z.array(formatOptionSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const firmwareService = {
  inspect: method(
    'What is this file, for which chip, which version, which parts, are its checksums right.',
    z.strictObject({ file: fileRefSchema, version: z.string().max(128).optional() }),
    inspectionSchema,
  ),
  compare: method(
    'What differs between two firmwares, and which packages can carry it.',
    z.strictObject({
      old: fileRefSchema,
      new: fileRefSchema,
      oldVersion: z.string().max(128).optional(),
      newVersion: z.string().max(128).optional(),
    }),
    comparisonSchema,
  ),
} as const;
