/**
 * Handing over: recordings that came from elsewhere, the redacted bundle, replay, certificates and tables of many upgrades. What a
 * recording holds are journal rows with a sequence of their own, so every view of the journal can show them.
 */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done, fileRefSchema, nothing } from './common.ts';
import { explanationSchema } from './explain.ts';
import { journalFilterSchema, journalRowSchema } from './journal.ts';
import { portInfoSchema } from './port.ts';
import { bundleSelectionSchema, recordingSchema } from './reportShapes.ts';
import { conditionsSchema, upgradeTableSchema } from './reportUpgrades.ts';
import { knobValuesSchema } from './virtual.ts';

export * from './reportShapes.ts';
export * from './reportUpgrades.ts';

const startedJob = z.strictObject({ jobId: z.string() });
/** Where an answer is written, too, for doors that may name a path of this computer. Throws file.exists, file.noFolder, host.notAvailable. */
const alsoAt = { path: z.string().min(1).max(4096).optional(), overwrite: z.boolean().optional() };
const oneRecording = z.strictObject({ recordingId: z.string().regex(/^[0-9a-f]{16}$/) });

export const reportService = {
  recordings: topic(
    'Everything that was imported or opened, newest last; each change brings the whole list.',
    nothing,
    z.array(recordingSchema),
    z.array(recordingSchema),
  ),
  importLog: method(
    'Reads a plain log of LuaTools, SSCOM, llcom or any tool with time stamps, as a job whose result names the recording. Throws file.notFound, file.tooLarge; the job fails with report.emptyLog, report.notALog.',
    z.strictObject({
      file: fileRefSchema,
      /** Minutes east of Greenwich of the computer that wrote it; this computer's when absent. */
      utcOffsetMin: z.number().int().min(-840).max(840).optional(),
      /** Where the detection is wrong. */
      encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']).optional(),
    }),
    startedJob,
  ),
  preview: method(
    'What a bundle would hold and what would be replaced in it, as a job; nothing is written.',
    bundleSelectionSchema,
    startedJob,
  ),
  create: method(
    'Writes a bundle, as a job. Throws file.exists, file.noFolder; host.notAvailable where the door may not name a path. The job fails with report.nothingChosen.',
    bundleSelectionSchema.extend({
      /** Absent: in the data folder, from where a door hands it out; it is kept for a week. */
      path: z.string().min(1).max(4096).optional(),
      overwrite: z.boolean().optional(),
    }),
    startedJob,
  ),
  open: method(
    'Opens a bundle as one or more read-only recordings, as a job. The job fails with report.notABundle, report.newerBundle, report.hostileBundle, report.damagedBundle.',
    z.strictObject({ file: fileRefSchema }),
    startedJob,
  ),
  read: method(
    'Rows of a recording with fromSeq <= seq, in order, at most `limit`; as `journal.read`.',
    oneRecording.extend({
      ...journalFilterSchema.shape,
      fromSeq: z.number().int().min(1),
      limit: z.number().int().min(1).max(5000),
    }),
    z.strictObject({ rows: z.array(journalRowSchema), lastSeq: z.number().int() }),
  ),
  search: method(
    'Rows of a recording whose words hold a text or match a pattern, in order. `more` where the limit cut the answer: go on behind its last row. Throws report.badPattern.',
    oneRecording.extend({
      ...journalFilterSchema.shape,
      text: z.string().min(1).max(1000),
      /** `text` is a JavaScript pattern. */
      regex: z.boolean().optional(),
      caseSensitive: z.boolean().optional(),
      /** Wall clock of the recording, half-open. */
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
      fromSeq: z.number().int().min(1).optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.strictObject({ rows: z.array(journalRowSchema), more: z.boolean() }),
  ),
  diagnose: method(
    'What a recording means: the same rules as for the journal of this computer.',
    oneRecording,
    explanationSchema,
  ),
  remove: method('Forgets a recording; the file that it came from stays.', oneRecording, done),
  replay: method(
    'A virtual module that says what the recording says, when the host asks as it did then.',
    oneRecording.extend({
      /** The recording's port; absent: the one with most bytes. */
      portId: z.string().optional(),
      /** How many times faster; default 1. */
      speed: z.number().min(0.1).max(1000).optional(),
    }),
    portInfoSchema,
  ),
  conditions: method(
    'What a recording tells of the module and what befell it, as dialect and knobs of a virtual module.',
    oneRecording,
    conditionsSchema,
  ),
  startVirtual: method(
    'A virtual module under the conditions of a recording, with `change` laid over them: would that have helped? Throws report.conditionsUnknown where the recording does not tell the dialect.',
    oneRecording.extend({
      firmware: fileRefSchema,
      dialect: z.string().optional(),
      change: knobValuesSchema,
    }),
    z.strictObject({ port: portInfoSchema, dialect: z.string(), knobs: knobValuesSchema }),
  ),
  certificate: method(
    'A page to print for one ended upgrade: self-contained HTML. Throws job.unknown, report.noUpgrade.',
    z.strictObject({
      jobId: z.string(),
      language: z.enum(['zh-CN', 'en']),
      /** Who stands for it; printed as given. */
      operator: z.string().max(200).optional(),
      ...alsoAt,
    }),
    z.strictObject({ fileName: z.string(), html: z.string() }),
  ),
  upgrades: method(
    'Many upgrades in numbers: one row each, causes of failure, and what a chart needs.',
    z.strictObject({
      /** Absent: every ended upgrade. */
      jobIds: z.array(z.string()).max(10_000).optional(),
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
    }),
    upgradeTableSchema,
  ),
  upgradesFile: method(
    'The same as a file: CSV for a spreadsheet (UTF-8 with byte order mark, formulas guarded) or JSON.',
    z.strictObject({
      format: z.enum(['csv', 'json']),
      ...alsoAt,
      jobIds: z.array(z.string()).max(10_000).optional(),
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
    }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
} as const;
