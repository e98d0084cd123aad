/** The append-only record on one clock: its rows, the lines that they make, search, sessions and export. */
import { z } from 'zod';
import { method, topic } from '../rpc/define.ts';
import { done } from './common.ts';
import { exportInputSchema, exportTextSchema } from './journalExport.ts';
import {
  followChangeSchema,
  indexStateSchema,
  journalLineSchema,
  lineFilterSchema,
  lineQuerySchema,
} from './journalLine.ts';
import { journalFilterSchema, journalRetentionSchema, journalRowSchema } from './journalRow.ts';
import { journalSessionSchema, sessionFilterSchema } from './journalSession.ts';

export {
  type JournalEntry,
  type JournalFilter,
  type JournalKind,
  type JournalRow,
  journalFilterSchema,
  journalRowSchema,
} from './journalRow.ts';

const index = z.number().int().nonnegative();

const storageSchema = z.strictObject({
  bytes: z.number().int(),
  segments: z.number().int(),
  indexBytes: z.number().int(),
  /** null while nothing is recorded. */
  firstMs: z.number().nullable(),
  retention: journalRetentionSchema,
});

export const journalService = {
  tail: topic(
    'The last rows that match and then every new one. `advanced` means rows were left out: read them by sequence.',
    journalFilterSchema.extend({ last: z.number().int().min(0).max(5000) }),
    z.strictObject({ rows: z.array(journalRowSchema), lastSeq: z.number().int() }),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('rows'), rows: z.array(journalRowSchema) }),
      z.strictObject({ kind: z.literal('advanced'), toSeq: z.number().int() }),
    ]),
  ),
  read: method(
    'Rows with fromSeq <= seq, in order, at most `limit`.',
    journalFilterSchema.extend({
      fromSeq: z.number().int().min(1),
      limit: z.number().int().min(1).max(5000),
    }),
    z.strictObject({ rows: z.array(journalRowSchema), lastSeq: z.number().int() }),
  ),
  follow: topic(
    'How many lines match, the newest of them, and those that have begun without an end yet: each new state at most every 40 ms. Lines between two states are paged with `lines`; nothing is left out there.',
    z.strictObject({ filter: lineFilterSchema, last: z.number().int().min(0).max(500) }),
    followChangeSchema,
    followChangeSchema,
  ),
  lines: method(
    'Lines of the filtered list from a position on, at most `count` and about 1 MiB. Any position of ten million is reached directly.',
    z.strictObject({
      filter: lineFilterSchema,
      from: index,
      count: z.number().int().min(1).max(1000),
      /** With the raw bytes of each line, for a HEX view. */
      bytes: z.boolean().optional(),
    }),
    z.strictObject({ lines: z.array(journalLineSchema), state: indexStateSchema }),
  ),
  linesAt: method(
    'Lines by their numbers in the whole record, e.g. hits with lines around them; numbers that are gone are left out.',
    z.strictObject({
      numbers: z.array(index).min(1).max(1000),
      bytes: z.boolean().optional(),
    }),
    z.strictObject({ lines: z.array(journalLineSchema), state: indexStateSchema }),
  ),
  locate: method(
    'The position in the filtered list of the first line at or behind a time, or of a row or one before it; null where the list ends earlier.',
    z.strictObject({
      filter: lineFilterSchema,
      to: z.union([
        z.strictObject({ wallMs: z.number() }),
        z.strictObject({ seq: z.number().int().positive(), part: index.optional() }),
      ]),
    }),
    z.strictObject({ index: index.nullable(), state: indexStateSchema }),
  ),
  search: method(
    "Lines that match, from a position on, forwards or backwards. One call works about 300 ms at most and says where to go on (`next`), so that counting and cancelling are the caller's. Throws journal.badPattern {reason}, journal.slowPattern {pattern}.",
    z.strictObject({
      filter: lineFilterSchema,
      query: lineQuerySchema,
      /** Position in the filtered list: the first line that is looked at. Absent: the beginning, or backwards the end. */
      from: index.optional(),
      direction: z.enum(['forward', 'backward']),
      /** `positions`: only where the hits are, for a count and marks beside the scroll bar. */
      give: z.enum(['lines', 'positions']),
      limit: z.number().int().min(1).max(20_000),
    }),
    z.strictObject({
      /** In the direction of the search. */
      hits: z.array(z.strictObject({ index, number: index, seq: z.number().int() })),
      /** Beside the hits, where asked for. */
      lines: z.array(journalLineSchema),
      /** Lines of the list that are behind this call, skipped ones included. */
      searched: index,
      /** Where to go on; null at the end of the list. */
      next: index.nullable(),
      state: indexStateSchema,
    }),
  ),
  sessions: method(
    'What was recorded together: each job at each port, each time a port was open outside a job, each run of the server; newest first.',
    z.strictObject({ filter: sessionFilterSchema, limit: z.number().int().min(1).max(1000) }),
    z.strictObject({ sessions: z.array(journalSessionSchema), state: indexStateSchema }),
  ),
  export: method(
    'Writes what matches to a file, from the record and never from a screen, as a job with progress: text, JSONL or CSV. Throws file.noFolder, file.isFolder, file.exists, file.notWritable, journal.badPattern before the job begins.',
    exportInputSchema,
    z.strictObject({ jobId: z.string() }),
  ),
  exportText: method(
    'The same as a text for the clipboard or a download, at most 4 MiB: `cut` says that there was more.',
    exportTextSchema,
    z.strictObject({ text: z.string(), lines: index, cut: z.boolean() }),
  ),
  storage: method(
    'What the record takes on the disk and how much of the past is kept.',
    z.strictObject({}),
    storageSchema,
  ),
  setRetention: method(
    'How much of the past is kept; rows of open ports and of running jobs stay whatever it says.',
    journalRetentionSchema,
    done,
  ),
} as const;
