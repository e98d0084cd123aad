/** Firmware files: what they are and what differs between two of them. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { fileRefSchema, sha256Schema } from './common.ts';

/** What a file is for: a firmware, an update for one, a bare image, or a script library. */
export const fileClassSchema = z.enum(['firmware', 'package', 'image', 'script']);
export type FileClass = z.infer<typeof fileClassSchema>;

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
  versions: z.array(
    z.strictObject({
      text: z.string(),
      source: z.enum(['strings', 'header', 'fileName', 'infoJson', 'user']),
    }),
  ),
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

export const comparisonSchema = z.strictObject({
  /** No image differs; the files themselves may (packing time, other members). */
  identical: z.boolean(),
  /** How the new version stands to the old one; `unknown` where a side names none. */
  order: z.enum(['newer', 'older', 'same', 'incomparable', 'unknown']),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      role: z.string(),
      change: z.enum(['same', 'changed', 'added', 'removed']),
      oldSizeBytes: z.number().int().optional(),
      newSizeBytes: z.number().int().optional(),
      /** Bytes reserved in flash; 0 or absent where the file does not say. */
      oldZoneSizeBytes: z.number().int().optional(),
      newZoneSizeBytes: z.number().int().optional(),
    }),
  ),
  scriptFiles: z.array(
    z.strictObject({ name: z.string(), change: z.enum(['same', 'changed', 'added', 'removed']) }),
  ),
  /** Whether the EC618 core delta can carry this change; text keys below `compare.`, refusals and warnings. */
  delta: z.strictObject({ possible: z.boolean(), reasons: z.array(z.string()) }),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const firmwareService = {
  inspect: method(
    'What is this file, for which chip, which version, which parts, are its checksums right.',
    z.strictObject({ file: fileRefSchema, version: z.string().max(128).optional() }),
    inspectionSchema,
  ),
  compare: method(
    'What differs between two firmwares and whether a delta can carry it.',
    z.strictObject({ old: fileRefSchema, new: fileRefSchema }),
    comparisonSchema,
  ),
} as const;
