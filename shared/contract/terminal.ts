/** A person's conversation with a port: one session per port, its lines, and what a person keeps for it. */
import { z } from 'zod';
import { sequenceLimits } from '../domain/atSequence.ts';
import { method, topic } from '../rpc/define.ts';
import { done, errorDataSchema, nothing, paramsSchema } from './common.ts';
import { leaseSchema } from './port.ts';

const portRef = { portId: z.string() };
const place = { seq: z.number().int().positive(), wallMs: z.number() };

/** What ends a line on the wire. `none` sends the text alone and waits for no answer. */
export const lineEndingSchema = z.enum(['cr', 'crlf', 'lf', 'none']);
export type LineEnding = z.infer<typeof lineEndingSchema>;

const timeoutMsSchema = z.number().int().min(100).max(sequenceLimits.ms);
const baudRateSchema = z.number().int().min(50).max(12_000_000);

export const terminalSettingsSchema = z.strictObject({
  lineEnding: lineEndingSchema,
  /** Longest wait for the answer to an AT line, ms. */
  timeoutMs: timeoutMsSchema,
  /** Minutes without anybody watching or sending until the port is released; 0 at once, null never. */
  releaseAfterMin: z.number().int().min(0).max(1440).nullable(),
  /** Whether the view shows the echo of a command. */
  showEcho: z.boolean(),
});
export type TerminalSettings = z.infer<typeof terminalSettingsSchema>;

export const sequenceStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    text: z.string().min(1).max(sequenceLimits.chars),
    timeoutMs: timeoutMsSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('hex'), hex: z.string().min(1).max(sequenceLimits.chars) }),
  z.strictObject({ kind: z.literal('wait'), ms: z.number().int().min(0).max(sequenceLimits.ms) }),
  z.strictObject({
    kind: z.literal('expect'),
    text: z.string().min(1).max(sequenceLimits.chars),
    timeoutMs: z.number().int().min(0).max(sequenceLimits.ms),
  }),
]);

/** What is sent step by step (shared/domain/atSequence.ts). */
export const sequenceSchema = z.strictObject({
  name: z.string().max(sequenceLimits.nameChars),
  rounds: z.number().int().min(1).max(sequenceLimits.rounds),
  onRefusal: z.enum(['stop', 'continue']),
  steps: z.array(sequenceStepSchema).min(1).max(sequenceLimits.steps),
});

export const favouriteSchema = z.strictObject({ id: z.string(), sequence: sequenceSchema });
export type Favourite = z.infer<typeof favouriteSchema>;

export const answerSchema = z.strictObject({
  lines: z.array(z.string()),
  final: z.enum(['ok', 'error', 'cmeError']),
  code: z.string().optional(),
  tookMs: z.number(),
});
export type TerminalAnswer = z.infer<typeof answerSchema>;

/** How one step went. `unanswered` is a silence, `unmet` a text that did not come. */
export const stepResultSchema = z.strictObject({
  round: z.number().int(),
  /** Index of the step. */
  step: z.number().int(),
  outcome: z.enum(['done', 'refused', 'unanswered', 'unmet']),
  answer: answerSchema.optional(),
});
export type StepResult = z.infer<typeof stepResultSchema>;

/** A sequence that runs, or the last one that ran. */
export const terminalRunSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'done', 'refused', 'stopped', 'failed']),
  /** From 1; the round and step that are under way, or where it ended. */
  round: z.number().int(),
  rounds: z.number().int(),
  step: z.number().int(),
  steps: z.number().int(),
  startedAtMs: z.number(),
  /** Steps that did not go as wanted, of all rounds. */
  problems: z.number().int(),
  /** The newest results, at most 200. */
  results: z.array(stepResultSchema),
  error: errorDataSchema.optional(),
});
export type TerminalRun = z.infer<typeof terminalRunSchema>;

/** Where the port is. */
export const terminalLinkSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('closed') }),
  z.strictObject({ state: z.literal('opening') }),
  z.strictObject({ state: z.literal('open') }),
  /** Another part of Airdock asked for the port; it comes back by itself. */
  z.strictObject({ state: z.literal('lent'), owner: leaseSchema.shape.owner, jobId: z.string().optional() }),
  /** Vanished. While the port's switch `reopen` is on, it is taken again when it is back, also under another name. */
  z.strictObject({ state: z.literal('lost') }),
  /** It could not be opened, or opened again. */
  z.strictObject({ state: z.literal('failed'), error: errorDataSchema }),
  /** The same device has another name now. */
  z.strictObject({ state: z.literal('moved'), portId: z.string() }),
]);
export type TerminalLink = z.infer<typeof terminalLinkSchema>;

export const terminalSessionSchema = z.strictObject({
  ...portRef,
  link: terminalLinkSchema,
  sinceMs: z.number(),
  baudRate: baudRateSchema,
  /** What this kind of port has, as far as it is open; DTR and RTS are set with `ports.setLines`. */
  can: z.strictObject({ signals: z.boolean(), baudRate: z.boolean() }),
  /** The line whose answer is awaited. */
  busy: z.strictObject({ text: z.string(), sinceMs: z.number(), timeoutMs: z.number() }).nullable(),
  /** Lines that wait for their turn. */
  queued: z.number().int(),
  run: terminalRunSchema.nullable(),
});
export type TerminalSession = z.infer<typeof terminalSessionSchema>;

export const terminalLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...place,
    kind: z.literal('line'),
    direction: z.enum(['tx', 'rx']),
    role: z.enum(['command', 'echo', 'response', 'final', 'urc', 'text']),
    text: z.string(),
  }),
  /** The port itself: a text key below `portEvent.`. */
  z.strictObject({
    ...place,
    kind: z.literal('port'),
    event: z.string(),
    owner: z.string().optional(),
    detail: z.string().optional(),
  }),
  /** Something that is no line: a text key below `event.`. */
  z.strictObject({ ...place, kind: z.literal('note'), event: z.string(), params: paramsSchema }),
  /** Raw bytes, base64; only in the view `bytes`. */
  z.strictObject({ ...place, kind: z.literal('bytes'), direction: z.enum(['tx', 'rx']), bytes: z.string() }),
]);
export type TerminalLine = z.infer<typeof terminalLineSchema>;

export const terminalViewSchema = z.enum(['text', 'bytes']);
export type TerminalView = z.infer<typeof terminalViewSchema>;

export const terminalLibrarySchema = z.strictObject({
  settings: terminalSettingsSchema,
  /** Newest first. */
  history: z.array(z.string()),
  favourites: z.array(favouriteSchema),
});
export type TerminalLibrary = z.infer<typeof terminalLibrarySchema>;

const pageSchema = z.strictObject({
  lines: z.array(terminalLineSchema),
  /** Whether there is more in the direction that was read. */
  more: z.boolean(),
});

export const terminalService = {
  session: topic(
    'The session of one port; a change is the whole of it. While somebody listens, the port is not released by itself.',
    z.strictObject(portRef),
    terminalSessionSchema,
    terminalSessionSchema,
  ),
  lines: topic(
    'The newest lines of a port, and then every new one. `advanced` means that `left` lines up to `toSeq` came too fast and are not sent: read them with `page`.',
    z.strictObject({ ...portRef, view: terminalViewSchema, last: z.number().int().min(0).max(5000) }),
    z.strictObject({ lines: z.array(terminalLineSchema), more: z.boolean() }),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('lines'), lines: z.array(terminalLineSchema) }),
      z.strictObject({ kind: z.literal('advanced'), toSeq: z.number().int(), left: z.number().int() }),
    ]),
  ),
  page: method(
    'Lines of a port from the journal, in order: the newest before `beforeSeq`, or the oldest from `fromSeq` on.',
    z.strictObject({
      ...portRef,
      view: terminalViewSchema,
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('before'), seq: z.number().int().min(1) }),
        z.strictObject({ kind: z.literal('after'), seq: z.number().int().min(0) }),
      ]),
      limit: z.number().int().min(1).max(2000),
    }),
    pageSchema,
  ),
  open: method(
    'Takes the port and keeps it until it is released. An open session stays as it is.',
    z.strictObject({ ...portRef, baudRate: baudRateSchema.optional() }),
    terminalSessionSchema,
  ),
  release: method('Lets go of the port.', z.strictObject(portRef), done),
  reconnect: method(
    'Tries a port that is lost or failed again.',
    z.strictObject(portRef),
    terminalSessionSchema,
  ),
  send: method(
    'Sends one line, opening the port where it is closed. An AT line is waited for; any other text is only sent and has no answer. Throws modem.orderBreaksUpgrade {portId, command} where it would break an upgrade that the module is at.',
    z.strictObject({
      ...portRef,
      text: z.string().min(1).max(sequenceLimits.chars),
      lineEnding: lineEndingSchema.optional(),
      timeoutMs: timeoutMsSchema.optional(),
    }),
    z.strictObject({ answer: answerSchema.nullable() }),
  ),
  sendHex: method(
    'Sends bytes as they are, at once: also while the answer to a line is awaited, e.g. behind a prompt.',
    z.strictObject({
      ...portRef,
      hex: z
        .string()
        .min(1)
        .max(64 * 1024),
    }),
    z.strictObject({ sentBytes: z.number().int() }),
  ),
  run: method(
    'Starts a sequence; it goes on without its caller, and `session` tells how far it is.',
    z.strictObject({ ...portRef, sequence: sequenceSchema }),
    z.strictObject({ runId: z.string() }),
  ),
  stop: method('Stops the sequence that runs, if one does.', z.strictObject(portRef), done),
  setBaudRate: method(
    'Changes the speed of an open port, and of its next opening.',
    z.strictObject({ ...portRef, baudRate: baudRateSchema }),
    done,
  ),
  library: topic(
    'Settings, history and favourites; a change is the whole of them.',
    nothing,
    terminalLibrarySchema,
    terminalLibrarySchema,
  ),
  setSettings: method('Changes what is given.', terminalSettingsSchema.partial(), terminalSettingsSchema),
  clearHistory: method('Forgets the history.', nothing, done),
  saveFavourite: method(
    'Keeps a sequence (no id: a new one, last) or changes one.',
    z.strictObject({ id: z.string().optional(), sequence: sequenceSchema }),
    favouriteSchema,
  ),
  removeFavourite: method('Forgets a favourite.', z.strictObject({ id: z.string() }), done),
  exportFavourites: method(
    'All favourites as text (shared/domain/atSequence.ts). Project keys are replaced by placeholders.',
    nothing,
    z.strictObject({ text: z.string(), favourites: z.number().int(), hiddenKeys: z.number().int() }),
  ),
  importFavourites: method(
    'Adds the sequences of a text; one with the name of a favourite replaces it. Nothing is taken from a text with a mistake.',
    z.strictObject({
      text: z
        .string()
        .min(1)
        .max(1024 * 1024),
    }),
    z.strictObject({ added: z.number().int(), replaced: z.number().int() }),
  ),
} as const;
