/**
 * The whole vocabulary of the wire. Four requests and their flow control one way, five answers the other; values inside are
 * checked against the contract by whoever knows the member, here only the envelope is.
 */
import { z } from 'zod';
import { type ErrorData, errorCodes } from '../errors.ts';

/** Chosen by the client, unique per connection while in use. */
const id = z.number().int().nonnegative();
/** `service.member`. */
const member = z.string().max(128);
/** Messages (a snapshot or one batch of changes) that the subscriber is ready to take, 1 to 1024. */
const credit = z.number().int().min(1).max(1024);

export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, method: member, input: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({ kind: z.literal('subscribe'), id, topic: member, params: z.unknown(), credit }),
  z.strictObject({ kind: z.literal('credit'), id, n: credit }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** AppError as data; an absent cause stays absent. */
const errorData = z
  .strictObject({
    code: z.enum(errorCodes),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    retry: z.enum(['yes', 'no', 'later']),
    cause: z.string().optional(),
  })
  .transform(({ cause, ...rest }): ErrorData => (cause === undefined ? rest : { ...rest, cause }));

export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id, value: z.unknown() }),
  z.strictObject({ kind: z.literal('failure'), id, error: errorData }),
  /** `seq` is the position of this snapshot; it may jump, because a snapshot replaces everything before it. */
  z.strictObject({ kind: z.literal('snapshot'), id, seq: z.number().int(), value: z.unknown() }),
  /** `seq` is the position of the first value; it follows the last position sent without a gap. */
  z.strictObject({ kind: z.literal('changes'), id, seq: z.number().int(), values: z.array(z.unknown()) }),
  /** The last message before the server closes on purpose: why. */
  z.strictObject({ kind: z.literal('goodbye'), error: errorData }),
]);
export type ServerMessage = z.output<typeof serverMessageSchema>;
