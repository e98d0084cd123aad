/** What lines, codes and recordings mean: findings with their evidence, every documented reading and what to do next. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';
import { paramsSchema } from './common.ts';

/** A text of the shared tree: `group.code`. */
export const sayingSchema = z.strictObject({
  group: z.enum([
    'explainCause',
    'explainCode',
    'luatMeaning',
    'cme',
    'quecthingEvent',
    'miplEvent',
    'cisError',
    'verdict',
    'otaFinding',
  ]),
  code: z.string(),
  params: paramsSchema,
});
export type Saying = z.infer<typeof sayingSchema>;

/** Where a reading comes from: text keys below `explainTable.` (its name) and `explainApart.` (how to recognise it). */
export const codeTableSchema = z.enum([
  'desk',
  'luatUpgrade',
  'luatCloud',
  'luatShifted',
  'cme',
  'uartUpgrade',
  'quecthing',
  'quecthingState',
  'quectelHttp',
  'quectelFtp',
  'quectelFile',
  'quectelApply',
  'mipl',
  'cis',
  'cfota',
  'libfota',
  'luatHttp',
  'bootReason',
  'registration',
  'httpStatus',
  'onenetErrno',
  'onenetFuse',
  'otaErrno',
  'luaScript',
  'requestUrl',
]);
export type CodeTable = z.infer<typeof codeTableSchema>;

/** The weakest part of a reading: seen in real logs, in a vendor's document, only in source code that parses it, or inferred. */
export const confidenceSchema = z.enum(['confirmed', 'documented', 'source', 'inferred']);
export type Confidence = z.infer<typeof confidenceSchema>;

export const readingSchema = z.strictObject({
  what: sayingSchema,
  table: codeTableSchema,
  /** Absent where nothing went wrong by it. */
  retry: z.enum(['helps', 'later', 'pointless']).optional(),
  /** Text keys below `remedy.`, most useful first. */
  remedies: z.array(z.string()),
  confidence: confidenceSchema,
});
export type Reading = z.infer<typeof readingSchema>;

export const findingSchema = z.strictObject({
  /** Text key below `explainTitle.`. */
  id: z.string(),
  params: paramsSchema,
  /** Row of the support desk's table of symptoms, 1 to 36. */
  desk: z.number().int().min(1).max(36).optional(),
  /** A notice is worth knowing and nothing went wrong by it. */
  level: z.enum(['problem', 'notice']),
  /** The server's own words; they are worth more than any reading of its number. */
  serverText: z.string().max(300).optional(),
  /** More than one where documents disagree, or where a number alone can stand in several tables; likeliest first. */
  readings: z.array(readingSchema).min(1),
  /** The first rows that carry it: journal sequence numbers, or line numbers of a pasted text, with their words, keys masked. */
  evidence: z.array(z.strictObject({ seq: z.number().int().positive(), text: z.string().max(240) })),
  /** How many rows carry it, those beyond `evidence` included. */
  evidenceCount: z.number().int().positive(),
});
export type Finding = z.infer<typeof findingSchema>;

export const explanationSchema = z.strictObject({
  findings: z.array(findingSchema),
  /** Rows or lines that were looked at. */
  examined: z.number().int().min(0),
  /** False where there was more than one answer can look at; `lastSeq` is where the next question begins. */
  complete: z.boolean(),
  lastSeq: z.number().int().min(0),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** Longest text that a person can paste, in characters. */
export const maxPasteChars = 1_000_000;

export const explainService = {
  paste: method(
    'Explains pasted text: a line, lines of a log, a bare code or a request URL. No finding means that nothing is known of it.',
    z.strictObject({ text: z.string().max(maxPasteChars) }),
    explanationSchema,
  ),
  job: method(
    'Explains what the journal holds of a job. No finding means that no rule matched.',
    z.strictObject({ jobId: z.string().min(1).max(128) }),
    explanationSchema,
  ),
  session: method(
    'Explains rows of the journal: of one port or of all, between two rows or two wall times (ms), ends included.',
    z.strictObject({
      portId: z.string().max(512).optional(),
      fromSeq: z.number().int().min(1).optional(),
      toSeq: z.number().int().min(1).optional(),
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
    }),
    explanationSchema,
  ),
} as const;
