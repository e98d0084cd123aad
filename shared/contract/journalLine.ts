/** Lines of the record: what a person reads, derived from its rows. */
import { z } from 'zod';
import { journalRowSchema } from './journalRow.ts';
import { outcomeSchema } from './verdict.ts';

/**
 * Who said a line. `at`: a line that an AT channel understood; `log`: bytes of a port that nobody understands as AT, cut into
 * lines; `http` and `server`: requests and answers, and the server's own doings; `job`, `port`, `user`, `app`: the other rows.
 */
export const lineSourceSchema = z.enum(['at', 'log', 'http', 'server', 'job', 'port', 'user', 'app']);
export type LineSource = z.infer<typeof lineSourceSchema>;

/** What a line says of itself, or its row does; `none` where neither does. */
export const lineLevelSchema = z.enum(['none', 'debug', 'info', 'warning', 'error']);
export type LineLevel = z.infer<typeof lineLevelSchema>;

export const journalLineSchema = z.strictObject({
  /** Position in the list that was asked for. */
  index: z.number().int().nonnegative(),
  /** Number among all lines; rises as long as the index is not rebuilt. What lasts is `seq` and `part`. */
  number: z.number().int().nonnegative(),
  /** The row in which the line ends, and which of that row's lines it is. */
  seq: z.number().int().positive(),
  part: z.number().int().nonnegative(),
  /** Host clock at its first byte. */
  wallMs: z.number(),
  monoMs: z.number(),
  source: lineSourceSchema,
  level: lineLevelSchema,
  direction: z.enum(['tx', 'rx']).optional(),
  portId: z.string().optional(),
  jobId: z.string().optional(),
  /** UTF-8 or GB18030, with its ANSI colours; control characters as visible signs. Of other rows their codes and params. */
  text: z.string(),
  /** The device's own time as the line begins with it, verbatim. */
  deviceTime: z.string().optional(),
  /** The port closed before its end came, or it is longer than 4096 bytes and goes on in the next line; while it is still coming: `open`. */
  unfinished: z.enum(['open', 'closed', 'capped']).optional(),
  /** Base64, where asked for. */
  bytes: z.string().optional(),
  /** The row itself where it is no serial text: a door says it in the person's language. */
  row: journalRowSchema.optional(),
});
export type JournalLine = z.infer<typeof journalLineSchema>;

/** Everything that is given must fit; an empty filter is the whole record. */
export const lineFilterSchema = z.strictObject({
  sources: z.array(lineSourceSchema).min(1).optional(),
  levels: z.array(lineLevelSchema).min(1).optional(),
  direction: z.enum(['tx', 'rx']).optional(),
  /** Half-open: fromMs <= time < toMs. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  portIds: z.array(z.string()).min(1).optional(),
  jobId: z.string().optional(),
  sessionIds: z.array(z.number().int().positive()).min(1).max(500).optional(),
  /** IMEI of the module, where its session told it. */
  imei: z.string().optional(),
  /** How the job of the line ended. */
  outcomes: z.array(outcomeSchema).min(1).optional(),
});
export type LineFilter = z.infer<typeof lineFilterSchema>;

export const lineQuerySchema = z.strictObject({
  /** A text, or with `regex` a JavaScript pattern; looked for in the line without its ANSI codes. */
  text: z.string().min(1).max(1000),
  regex: z.boolean().optional(),
  caseSensitive: z.boolean().optional(),
});
export type LineQuery = z.infer<typeof lineQuerySchema>;

export const indexStateSchema = z.strictObject({
  /** Lines of the list that was asked for, as far as the index has come. */
  total: z.number().int().nonnegative(),
  /** Last row that the index knows and last row of the record. */
  indexedSeq: z.number().int().nonnegative(),
  lastSeq: z.number().int().nonnegative(),
  /** Why lines may be missing yet: the index is being built anew, or has to catch up with rows written without it. Absent when none is. */
  rebuilding: z.enum(['new', 'otherVersion', 'damaged', 'behind']).optional(),
});
export type IndexState = z.infer<typeof indexStateSchema>;

export const followChangeSchema = z.strictObject({
  state: indexStateSchema,
  /** The newest `last` lines of the list, in order. */
  lines: z.array(journalLineSchema),
  /** Begun and without an end; `index` and `number` are those they would have now. Each state brings all of them. */
  open: z.array(journalLineSchema),
});
export type FollowChange = z.infer<typeof followChangeSchema>;
