/**
 * Preparing releases: the way over several packages where one is too large, names that a platform takes, and a second opinion on
 * a package by the vendor's own tool.
 */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { errorDataSchema, fileRefSchema, paramsSchema, sha256Schema } from './common.ts';
import { deltaFormatSchema, packageLimitSchema, proofClassSchema } from './delta.ts';

/** A release that may stand on the way. */
export const releaseSchema = z.strictObject({
  fileName: z.string(),
  sha256: sha256Schema,
  /** The best known, null where nothing names one. */
  version: z.string().nullable(),
});
export type Release = z.infer<typeof releaseSchema>;

/** What became of the package between two releases. */
export const hopSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fits'),
    from: releaseSchema,
    to: releaseSchema,
    packageSha256: sha256Schema,
    sizeBytes: z.number().int(),
    deltaSizeBytes: z.number().int().optional(),
    limits: z.array(packageLimitSchema),
    format: deltaFormatSchema,
    proofClass: proofClassSchema,
    /** It was in the library already. */
    reused: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('tooLarge'),
    from: releaseSchema,
    to: releaseSchema,
    sizeBytes: z.number().int(),
    limitBytes: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    from: releaseSchema,
    to: releaseSchema,
    error: errorDataSchema,
  }),
]);
export type Hop = z.infer<typeof hopSchema>;

/** A file that cannot stand on the way; text keys below `hopSkip.`, that of `unreadable` is the error's. */
export const skippedFileSchema = z.strictObject({
  fileName: z.string(),
  reason: z.enum([
    'unreadable',
    'damaged',
    'notFirmware',
    'otherChip',
    'otherProduct',
    'notBetween',
    'again',
  ]),
  error: errorDataSchema.optional(),
});
export type SkippedFile = z.infer<typeof skippedFileSchema>;

/** What a search for a way knows so far; complete when its job has ended. */
export const hopsResultSchema = z.strictObject({
  kind: z.literal('hops'),
  /** `searching` until it is known; `none`: no way over these releases fits. */
  outcome: z.enum(['searching', 'direct', 'hops', 'none']),
  format: deltaFormatSchema,
  from: releaseSchema,
  to: releaseSchema,
  /** The step that is being built now, null between steps. */
  trying: z.strictObject({ from: releaseSchema, to: releaseSchema }).nullable(),
  /** Every step that was asked for, in the order of asking; the direct one first. */
  tried: z.array(hopSchema),
  /** The way, in the order of upgrading; empty while there is none. */
  chain: z.array(hopSchema),
  /** Releases that could stand between. */
  considered: z.number().int(),
  skipped: z.array(skippedFileSchema),
  /** Packages for this pair that do not depend on OLD, where the way is none: they need no hop. */
  instead: z.array(deltaFormatSchema),
});
export type HopsResult = z.infer<typeof hopsResultSchema>;

/** Platforms whose consoles have rules of their own. */
export const namePlatformSchema = z.enum(['openluat', 'quecthing', 'onenet']);

/** A file by name and size alone, where its content is not needed. */
export const namedFileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  sizeBytes: z.number().int().nonnegative(),
});

/** What is about to be entered in a console; a part that is left out is not judged. */
export const namingSchema = z.strictObject({
  name: z.string().max(256).optional(),
  /** The version that the module has afterwards. */
  version: z.string().max(256).optional(),
  /** The version that a delta starts from. */
  sourceVersion: z.string().max(256).optional(),
  delta: z.boolean().optional(),
});
export type Naming = z.infer<typeof namingSchema>;

export const nameFindingSchema = z.strictObject({
  /** `error`: the console refuses it. `warning`: accepted, but it may not do what is meant. */
  level: z.enum(['error', 'warning']),
  /** Text key below `packageName.`. */
  code: z.string(),
  /** Text key below `packageNamePart.`. */
  part: z.enum(['name', 'version', 'sourceVersion', 'file', 'files']),
  params: paramsSchema,
});
export type NameFinding = z.infer<typeof nameFindingSchema>;

export const libfotaClientSchema = z.enum(['libfota', 'libfota2', 'libfota2023']);

/** What libfota makes of a project, a board and two versions. */
export const libfotaNamingSchema = z.strictObject({
  client: libfotaClientSchema,
  name: z.string(),
  /** Other names under which the same board may ask. */
  aliases: z.array(z.string()),
  version: z.string(),
  /** As LuaTools names the file. */
  fileName: z.string(),
  /** Null where nobody said who asks: no project key, or none of IMEI, MAC and unique id. */
  url: z.string().nullable(),
  /** What the script gives as `opts.url`. */
  option: z.string(),
});
export type LibfotaNaming = z.infer<typeof libfotaNamingSchema>;

/** The user's own FotaToolkit: the program, and the configuration of one chip. Absolute paths of this computer. */
export const toolkitSchema = z.strictObject({
  program: z.string().min(1).max(4096),
  config: z.string().min(1).max(4096),
});
export type Toolkit = z.infer<typeof toolkitSchema>;

/** What the vendor's tool made of one image. */
export const restoredImageSchema = z.strictObject({
  name: z.string(),
  newSha256: sha256Schema,
  /** `noOutput`: it ended well and wrote nothing. Text keys below `toolkit.`. */
  result: z.enum(['equal', 'differs', 'failed', 'noOutput', 'notStarted', 'timeout', 'cancelled']),
  /** Of what it wrote; null where it wrote nothing. */
  restoredSha256: sha256Schema.nullable(),
  exitCode: z.number().int().nullable(),
  /** The end of what it printed, or why it could not be started. */
  output: z.string(),
});
export type RestoredImage = z.infer<typeof restoredImageSchema>;

/** What a second check knows so far; complete when its job has ended. */
export const secondCheckResultSchema = z.strictObject({
  kind: z.literal('secondCheck'),
  packageSha256: sha256Schema,
  program: z.string(),
  /** Every image was restored to the bytes of NEW; false while it runs. */
  ok: z.boolean(),
  images: z.array(restoredImageSchema),
  /** Images that differ and that the package does not carry, boot loaders left out; with any of them it is not ok. */
  notCarried: z.array(z.string()).optional(),
});
export type SecondCheckResult = z.infer<typeof secondCheckResultSchema>;

export const planningService = {
  hops: method(
    'Starts a job that looks for the way from OLD to NEW over releases that the user has; packages that it builds are kept.',
    z.strictObject({
      from: fileRefSchema,
      to: fileRefSchema,
      /** Absent: the best for the pair. */
      format: deltaFormatSchema.optional(),
      releases: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
        z.strictObject({ kind: z.literal('files'), files: z.array(fileRefSchema).max(64) }),
      ]),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
  checkNames: method(
    'What the console of a platform would refuse, and why, before anything is uploaded.',
    z.strictObject({
      platform: namePlatformSchema,
      naming: namingSchema,
      /** Absent: files are not judged. */
      files: z
        .array(z.union([fileRefSchema, namedFileSchema]))
        .max(32)
        .optional(),
    }),
    z.strictObject({
      ok: z.boolean(),
      findings: z.array(nameFindingSchema),
      files: z.array(namedFileSchema),
    }),
  ),
  suggestNames: method(
    'What a package of the library is called on a platform, as far as its versions tell.',
    z.strictObject({ sha256: sha256Schema, platform: namePlatformSchema }),
    z.strictObject({ naming: namingSchema, file: namedFileSchema }),
  ),
  composeLibfota: method(
    'Names, version, file name and URL as the update libraries of LuatOS compose them. Throws planning.libfotaVersion.',
    z.strictObject({
      client: libfotaClientSchema,
      /** Everything before the query. */
      url: z.string().min(1).max(1024),
      project: z.string().min(1).max(128),
      board: z.string().min(1).max(128),
      core: z.string().max(32),
      version: z.string().max(32),
      projectKey: z.string().max(128).optional(),
      identity: z
        .strictObject({ kind: z.enum(['imei', 'mac', 'uid']), value: z.string().min(1).max(64) })
        .optional(),
    }),
    libfotaNamingSchema,
  ),
  toolkit: method(
    "The user's FotaToolkit, which packages it can check, and whether this door may name another one.",
    z.strictObject({}),
    z.strictObject({
      toolkit: toolkitSchema.nullable(),
      formats: z.array(deltaFormatSchema),
      mayChange: z.boolean(),
    }),
  ),
  setToolkit: method(
    'Remembers the FotaToolkit, or forgets it (null). Without a configuration the only one beside the program is taken. Throws planning.toolkitConfig, file.notFound, host.notAvailable for a door that may not name paths.',
    z.strictObject({
      toolkit: z
        .strictObject({ program: toolkitSchema.shape.program, config: toolkitSchema.shape.config.optional() })
        .nullable(),
    }),
    z.strictObject({ toolkit: toolkitSchema.nullable() }),
  ),
  secondCheck: method(
    "Starts a job that restores every image of a package with the vendor's tool and compares it with NEW. Throws planning.toolkitNotSet, delta.unsupportedFormat for a package that the tool does not take.",
    z.strictObject({
      old: fileRefSchema,
      new: fileRefSchema,
      package: fileRefSchema,
      /** Instead of the one that is remembered; only for doors that may name paths. */
      toolkit: z
        .strictObject({ program: toolkitSchema.shape.program, config: toolkitSchema.shape.config.optional() })
        .optional(),
      /** For each image; default 120 s. */
      timeoutMs: z.number().int().min(1).max(3_600_000).optional(),
    }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
