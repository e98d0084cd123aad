/** Airdock itself: what it is, where it keeps things, and what this computer lacks. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { done, fileRefSchema } from './common.ts';

export const appInfoSchema = z.strictObject({
  version: z.string(),
  /** Which door this is. */
  host: z.enum(['desktop', 'local', 'cli']),
  dataFolder: z.string(),
  platform: z.string(),
  node: z.string(),
  /** What the host can do; the window hides what is missing. */
  capabilities: z.strictObject({
    pickFiles: z.boolean(),
    saveFiles: z.boolean(),
    reveal: z.boolean(),
    upload: z.boolean(),
  }),
  demoFiles: z.array(z.strictObject({ name: z.string(), sizeBytes: z.number().int() })),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const doctorCheckSchema = z.strictObject({
  /** Text key below `doctor.`. */
  name: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  detail: z.string(),
  /** What to do; text key below `doctorAdvice.` with the values of its placeholders. */
  advice: z
    .strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .optional(),
  /** About serial ports; shown with them as well. */
  ofPorts: z.boolean().optional(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

/** What a file dialog offers first; `any` names no endings, `program` is something to run, `folder` takes no file at all. */
export const pickPurposeSchema = z.enum(['firmware', 'package', 'any', 'program', 'folder']);
export type PickPurpose = z.infer<typeof pickPurposeSchema>;

export const appService = {
  info: method('What runs here.', z.strictObject({}), appInfoSchema),
  doctor: method(
    'Checks this computer for what field work needs.',
    z.strictObject({}),
    z.array(doctorCheckSchema),
  ),
  pickFile: method(
    "Opens the system's dialog for a file, or for a folder; null when the person closed it.",
    z.strictObject({ purpose: pickPurposeSchema }),
    z.strictObject({ file: fileRefSchema.nullable(), name: z.string().nullable() }),
  ),
  reveal: method('Shows a file in the file manager.', z.strictObject({ path: z.string() }), done),
} as const;
