/** Recordings and bundles as they travel. */
import { z } from 'zod';
import { sha256Schema } from './common.ts';

export const logProblemSchema = z.strictObject({
  /** Text key below `logProblem.`. */
  kind: z.enum(['undecodable', 'beforeFirstTime', 'timeBackwards', 'badHex', 'tooLong', 'binary']),
  count: z.number().int().positive(),
  /** Line of the file, from 1. */
  firstLine: z.number().int().positive(),
});

/** A read-only piece of record that did not happen on this computer, or not now. */
export const recordingSchema = z.strictObject({
  id: z.string(),
  source: z.enum(['log', 'bundle']),
  /** Name of the file that it came from. */
  fileName: z.string(),
  sha256: sha256Schema,
  importedAtMs: z.number(),
  rows: z.number().int().nonnegative(),
  /** Of its last row; rows of a bundle keep their numbers, so there may be gaps. */
  lastSeq: z.number().int().nonnegative(),
  /** Times of its first and last row; with `times` other than `dated` they count from 1970-01-01 00:00 and only differences mean anything. */
  fromMs: z.number(),
  toMs: z.number(),
  /**
   * `dated`: real times; `timeOfDay`: the log has no date; `relative`: it counts from a start that nobody wrote down; `none`:
   * only the order is known. Text key below `recordingTimes.`.
   */
  times: z.enum(['dated', 'timeOfDay', 'relative', 'none']),
  /** Ports whose bytes it holds, most bytes first. */
  ports: z.array(z.strictObject({ portId: z.string(), bytes: z.number().int().nonnegative() })),
  /** Of a plain log only. */
  log: z
    .strictObject({
      /** Text key below `logFormat.`. */
      format: z.enum(['luatools', 'sscom', 'llcom', 'generic', 'untimed']),
      encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']),
      /** `guessed`: the log does not say who spoke, so commands are told by their look. */
      directions: z.enum(['marked', 'guessed']),
      lines: z.number().int().nonnegative(),
      /** Assumed for stamps without a zone. */
      utcOffsetMin: z.number().int(),
      problems: z.array(logProblemSchema),
    })
    .optional(),
  /** Of a bundle only. */
  bundle: z
    .strictObject({
      /** Version of Airdock that wrote it. */
      appVersion: z.string(),
      createdAtMs: z.number(),
      /** Identities in it are pseudonyms. */
      redacted: z.boolean(),
      /** Upgrades in it, and how they ended. */
      jobs: z.array(
        z.strictObject({ jobId: z.string(), kind: z.string(), outcome: z.string(), code: z.string() }),
      ),
    })
    .optional(),
});
export type Recording = z.infer<typeof recordingSchema>;

/** Text key below `pseudonym.`. */
export const pseudonymKindSchema = z.enum(['imei', 'imsi', 'iccid', 'phone', 'key', 'token', 'coordinate']);

export const bundleSelectionSchema = z.strictObject({
  /** Jobs with everything that happened on their ports meanwhile. */
  jobIds: z.array(z.string()).max(500).optional(),
  /** Stretches of the journal, both ends included, of one port or of all; e.g. sessions. */
  stretches: z
    .array(
      z.strictObject({
        fromSeq: z.number().int().min(1),
        toSeq: z.number().int().min(1),
        portId: z.string().optional(),
      }),
    )
    .max(500)
    .optional(),
  recordingIds: z.array(z.string()).max(50).optional(),
  /** False leaves every identity as it is. Default true. */
  redact: z.boolean().optional(),
  /** Also package files and the package bytes that crossed a serial port. Default false. */
  includeFirmware: z.boolean().optional(),
});
export type BundleSelection = z.infer<typeof bundleSelectionSchema>;

export const redactionPreviewSchema = z.strictObject({
  /** What would be in the file, uncompressed. */
  parts: z.array(z.strictObject({ path: z.string(), sizeBytes: z.number().int() })),
  rows: z.number().int(),
  /** By kind: different values, and places where they stood. */
  counts: z.array(
    z.strictObject({ kind: pseudonymKindSchema, values: z.number().int(), places: z.number().int() }),
  ),
  /** A few of each kind; of keys and tokens no more than their last four characters. */
  samples: z.array(
    z.strictObject({
      kind: pseudonymKindSchema,
      before: z.string(),
      after: z.string(),
      /** Kind of row or part, and field. */
      where: z.string(),
    }),
  ),
  /** Package bytes on a serial port that were blanked. */
  firmwareBytesWithheld: z.number().int(),
});
export type RedactionPreview = z.infer<typeof redactionPreviewSchema>;

/** What a job of this service leaves behind. */
export const reportResultSchema = z.strictObject({
  kind: z.literal('report'),
  task: z.enum(['import', 'preview', 'create', 'open']),
  /** import and open. */
  recordingIds: z.array(z.string()).optional(),
  /** preview and create. */
  preview: redactionPreviewSchema.optional(),
  /** create: where it lies. */
  path: z.string().optional(),
  sizeBytes: z.number().int().optional(),
  sha256: sha256Schema.optional(),
});
export type ReportResult = z.infer<typeof reportResultSchema>;
