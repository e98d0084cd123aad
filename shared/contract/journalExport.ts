/** Handing the record over as a file. */
import { z } from 'zod';
import { lineFilterSchema, lineQuerySchema } from './journalLine.ts';

/** What of the record: lines that match, or of them positions fromIndex <= index < toIndex. */
const selection = {
  filter: lineFilterSchema,
  query: lineQuerySchema.optional(),
  fromIndex: z.number().int().nonnegative().optional(),
  toIndex: z.number().int().nonnegative().optional(),
  /**
   * `text`: time, source and line, one per line; `plain`: the lines alone, as the module said them; `jsonl`: one line object
   * each; `csv`: for Excel, with a byte order mark, guarded against formulas; `rows`: the rows below the lines as JSONL, raw
   * bytes included, whole rows only.
   */
  format: z.enum(['text', 'plain', 'jsonl', 'csv', 'rows']),
  /** Replaces IMEI, IMSI, ICCID, phone numbers and keys by stable placeholders; raw bytes are left out then. */
  redact: z.boolean(),
};

export const exportFormatSchema = selection.format;
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const exportInputSchema = z.strictObject({
  ...selection,
  path: z.string().min(1).max(4096),
  overwrite: z.boolean().optional(),
});
export type ExportInput = z.infer<typeof exportInputSchema>;

export const exportTextSchema = z.strictObject(selection);
export type ExportText = z.infer<typeof exportTextSchema>;

/** What an export job leaves behind. */
export const exportResultSchema = z.strictObject({
  kind: z.literal('export'),
  path: z.string(),
  format: exportFormatSchema,
  lines: z.number().int(),
  sizeBytes: z.number().int(),
  /** Of the file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** How many different values were replaced; absent without redaction. */
  redacted: z.record(z.string(), z.number().int()).optional(),
});
export type ExportResult = z.infer<typeof exportResultSchema>;
