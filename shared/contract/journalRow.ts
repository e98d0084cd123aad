/** The rows of the append-only record on one clock. Every row of a timeline is one of these. */
import { z } from 'zod';
import { errorDataSchema, paramsSchema } from './common.ts';
import { otaDecisionSchema } from './otaDecision.ts';
import { verdictSchema } from './verdict.ts';

const base = {
  /** Position in the journal, from 1, without gaps. */
  seq: z.number().int().positive(),
  /** Wall clock, ms since 1970. */
  wallMs: z.number(),
  /** Monotonic clock of the core, ms since its start. */
  monoMs: z.number(),
  jobId: z.string().optional(),
  portId: z.string().optional(),
};

/** What can be written; the journal adds seq and clocks. */
export const journalRowSchema = z.discriminatedUnion('kind', [
  /** Raw bytes as they crossed the port; base64. The evidence below every AT line. */
  z.strictObject({
    ...base,
    kind: z.literal('serialBytes'),
    direction: z.enum(['tx', 'rx']),
    bytes: z.string(),
  }),
  /** One AT line as the channel understood it. */
  z.strictObject({
    ...base,
    kind: z.literal('atLine'),
    direction: z.enum(['tx', 'rx']),
    text: z.string(),
    role: z.enum(['command', 'echo', 'response', 'final', 'urc', 'text']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('portEvent'),
    event: z.enum([
      'opened',
      'closed',
      'vanished',
      'returned',
      'leaseTaken',
      'leaseReleased',
      'openFailed',
      'linesSet',
    ]),
    owner: z.string().optional(),
    detail: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('httpRequest'),
    exchangeId: z.string(),
    remote: z.string(),
    method: z.string(),
    target: z.string(),
    /** Header lines as they came, undecodable bytes as \xNN. */
    head: z.string(),
    packageSha256: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('httpResponse'),
    exchangeId: z.string(),
    status: z.number().int(),
    reason: z.string(),
    packageSha256: z.string().optional(),
    /** Body bytes promised by Content-Length and body bytes handed to the socket and acknowledged by it. */
    bodyBytes: z.number().int(),
    sentBytes: z.number().int(),
    durationMs: z.number(),
    complete: z.boolean(),
    /** Why this answer: a text key below `decision.` */
    decision: z.string(),
    /** A short body of our own, e.g. a refusal, as text; absent for files and longer ones. */
    body: z.string().max(1024).optional(),
    /** Rule by rule, where a module asked for an upgrade. */
    ota: otaDecisionSchema.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('serverEvent'),
    event: z.enum(['started', 'stopped', 'published', 'unpublished', 'failed', 'faultFired']),
    detail: z.string().optional(),
  }),
  /** A job changed its stage, or said something worth keeping: a text key below `event.` with params. */
  z.strictObject({
    ...base,
    kind: z.literal('jobEvent'),
    event: z.string(),
    params: paramsSchema,
    level: z.enum(['info', 'warning', 'error']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('jobEnded'),
    verdict: verdictSchema,
    error: errorDataSchema.optional(),
  }),
  /** What a person did, by contract member; input redacted. */
  z.strictObject({ ...base, kind: z.literal('userAction'), action: z.string(), params: paramsSchema }),
  z.strictObject({ ...base, kind: z.literal('appEvent'), event: z.string(), params: paramsSchema }),
]);
export type JournalRow = z.infer<typeof journalRowSchema>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A row before the journal gives it its place and time. */
export type JournalEntry = DistributiveOmit<JournalRow, 'seq' | 'wallMs' | 'monoMs'>;
export type JournalKind = JournalRow['kind'];

export const journalFilterSchema = z.strictObject({
  jobId: z.string().optional(),
  portId: z.string().optional(),
  /** The request and the answer of one exchange of the OTA server. */
  exchangeId: z.string().max(64).optional(),
  /** Kinds to leave out, e.g. `serialBytes` on a timeline. */
  without: z.array(z.string()).optional(),
});
export type JournalFilter = z.infer<typeof journalFilterSchema>;

/** How much of the past is kept. */
export const journalRetentionSchema = z.strictObject({
  /** All segments together. */
  totalBytes: z
    .number()
    .int()
    .min(64 * 1024 * 1024),
  /** Counted from the last row of a segment. */
  maxAgeMs: z
    .number()
    .int()
    .min(24 * 3600 * 1000),
});
export type JournalRetention = z.infer<typeof journalRetentionSchema>;
