/** The cloud side of a project: what to upload under which name, and which devices shall get it. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { paramsSchema, sha256Schema } from './common.ts';
import { platformSchema } from './settings.ts';

/** A file to upload. `vendorRelease` comes from the vendor's release, not from Airdock. */
export const uploadFileSchema = z.strictObject({
  role: z.enum(['vendorRelease', 'package']),
  fileName: z.string(),
  sizeBytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
});

/** One field of a console; text keys below `cloudEntry.`. */
export const uploadEntrySchema = z.strictObject({
  part: z.enum(['name', 'alias', 'version', 'coreVersion', 'sourceVersion', 'kind', 'component', 'url']),
  /** Null: it cannot be told from the package; the person knows. */
  value: z.string().nullable(),
  /** How sure the value is: seen on a console, documented, concluded, or free to choose. */
  confidence: z.enum(['seen', 'documented', 'inferred', 'free']),
});
export type UploadEntry = z.infer<typeof uploadEntrySchema>;

/** What a console would object to: codes below `packageName.` or, with the group `cloudFinding`, our own. */
export const uploadFindingSchema = z.strictObject({
  level: z.enum(['info', 'warning', 'error']),
  group: z.enum(['packageName', 'cloudFinding']),
  code: z.string(),
  part: z.string().nullable(),
  params: paramsSchema,
});

export const uploadPlanSchema = z.strictObject({
  platform: platformSchema,
  files: z.array(uploadFileSchema),
  entries: z.array(uploadEntrySchema),
  findings: z.array(uploadFindingSchema),
  /** What to do in the console, in order; text keys below `cloudStep.`. */
  steps: z.array(z.string()),
});
export type UploadPlan = z.infer<typeof uploadPlanSchema>;

export const imeiListSchema = z.array(z.string().regex(/^\d{15}$/)).max(100_000);

/** What a list held, line by line; lines count from 1. */
export const imeiReadingSchema = z.strictObject({
  imeis: z.array(z.strictObject({ imei: z.string(), line: z.number().int(), luhn: z.boolean() })),
  duplicates: z.array(
    z.strictObject({ imei: z.string(), line: z.number().int(), firstLine: z.number().int() }),
  ),
  /** `reason`: text keys below `imeiProblem.`. */
  bad: z.array(
    z.strictObject({
      line: z.number().int(),
      text: z.string(),
      reason: z.enum(['noDigits', 'length', 'scientific', 'default']),
      found: z.number().int(),
    }),
  ),
});
export type ImeiReading = z.infer<typeof imeiReadingSchema>;

export const cloudDeviceSchema = z.strictObject({
  imei: z.string(),
  /** The check digit holds. */
  luhn: z.boolean(),
  model: z.string().nullable(),
  version: z.string().nullable(),
  lastSeenMs: z.number(),
  /** Its port is plugged in now. */
  connected: z.boolean(),
  portId: z.string().nullable(),
});
export type CloudDevice = z.infer<typeof cloudDeviceSchema>;

export const cloudService = {
  plan: method(
    'What the console of the project’s platform wants for a package of the library: files, name, version, and what it would object to.',
    z.strictObject({ projectId: z.string(), sha256: sha256Schema }),
    uploadPlanSchema,
  ),
  devices: method(
    'Modules that were seen and told an IMEI, the ones that are plugged in first.',
    z.strictObject({}),
    z.array(cloudDeviceSchema),
  ),
  readImeis: method(
    'Finds the IMEIs in a CSV or text list, and names every line that holds none.',
    z.strictObject({ text: z.string().max(5_000_000) }),
    imeiReadingSchema,
  ),
  saveImeis: method(
    'Writes the IMEI list of a project to a path, one per line, or as CSV where the path ends with .csv.',
    z.strictObject({
      projectId: z.string(),
      path: z.string().min(1).max(4096),
      overwrite: z.boolean().optional(),
    }),
    z.strictObject({ path: z.string(), count: z.number().int() }),
  ),
  imeis: method('The IMEI list of a project.', z.strictObject({ projectId: z.string() }), imeiListSchema),
  setImeis: method(
    'Replaces the IMEI list of a project; repeated ones are kept once.',
    z.strictObject({ projectId: z.string(), imeis: imeiListSchema }),
    imeiListSchema,
  ),
} as const;
