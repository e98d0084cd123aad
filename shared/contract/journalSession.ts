/** What was recorded together. */
import { z } from 'zod';
import { paramsSchema } from './common.ts';
import { outcomeSchema } from './verdict.ts';

export const journalSessionSchema = z.strictObject({
  id: z.number().int().positive(),
  /** `job`: a job at one port, or without one; `port`: a port from its opening to its closing; `server`: requests outside jobs. */
  kind: z.enum(['job', 'port', 'server', 'app']),
  jobId: z.string().optional(),
  /** What the job was called when it began. */
  title: paramsSchema.optional(),
  portId: z.string().optional(),
  /** As the module or its request said them. */
  imei: z.string().optional(),
  model: z.string().optional(),
  version: z.string().optional(),
  /** How the job ended; absent while it runs, and outside jobs. */
  outcome: outcomeSchema.optional(),
  /** Text key below `verdict.`. */
  code: z.string().optional(),
  open: z.boolean(),
  firstSeq: z.number().int().positive(),
  lastSeq: z.number().int().positive(),
  firstMs: z.number(),
  lastMs: z.number(),
  rows: z.number().int(),
  lines: z.number().int(),
  errors: z.number().int(),
  /** Serial bytes of both directions. */
  rxBytes: z.number().int(),
  txBytes: z.number().int(),
});
export type JournalSession = z.infer<typeof journalSessionSchema>;

export const sessionFilterSchema = z.strictObject({
  jobId: z.string().optional(),
  portId: z.string().optional(),
  imei: z.string().optional(),
  outcomes: z.array(outcomeSchema).min(1).optional(),
  kinds: z
    .array(z.enum(['job', 'port', 'server', 'app']))
    .min(1)
    .optional(),
  /** Sessions with rows at fromMs <= time < toMs. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
});
export type SessionFilter = z.infer<typeof sessionFilterSchema>;
