/** Finding a member of the contract, and its handler, by the name that came over the wire. */
import type { z } from 'zod';
import { inputProblem } from '../domain/inputProblem.ts';
import { AppError } from '../errors.ts';
import type { CallContext, ContractSpec, MethodSpec, TopicSink, TopicSpec } from './define.ts';

/** Handlers with their types taken away: the schemas are what guards them here. */
export type AnyMethodHandler = (input: unknown, context: CallContext) => unknown;
export type AnyTopicHandler = (params: unknown, sink: TopicSink<unknown, unknown>) => () => void;

export interface FoundMethod {
  readonly spec: MethodSpec;
  readonly handle: AnyMethodHandler;
}

export interface FoundTopic {
  readonly spec: TopicSpec;
  readonly handle: AnyTopicHandler;
}

export interface Members {
  readonly methods: ReadonlyMap<string, FoundMethod>;
  readonly topics: ReadonlyMap<string, FoundTopic>;
}

/**
 * A flat map of every member. Maps, not property look-ups: a name from the wire must never reach a prototype.
 * Throws a plain Error when a handler is missing: that is a mistake of ours, found at start.
 */
export function collectMembers(contract: ContractSpec, handlers: object): Members {
  const methods = new Map<string, FoundMethod>();
  const topics = new Map<string, FoundTopic>();
  for (const [service, members] of Object.entries(contract)) {
    for (const [name, spec] of Object.entries(members)) {
      const id = `${service}.${name}`;
      const handle = handlerAt(handlers, service, name);
      // The compiler has checked each handler against its schema (ContractHandlers); by name only their shape is left.
      if (spec.kind === 'method') methods.set(id, { spec, handle: handle as AnyMethodHandler });
      else topics.set(id, { spec, handle: handle as AnyTopicHandler });
    }
  }
  return { methods, topics };
}

function handlerAt(handlers: object, service: string, name: string): unknown {
  const room: unknown = Reflect.get(handlers, service);
  const found: unknown = typeof room === 'object' && room !== null ? Reflect.get(room, name) : undefined;
  if (typeof found !== 'function') throw new Error(`no handler for ${service}.${name}`);
  return (...args: unknown[]) => Reflect.apply(found, room, args);
}

/**
 * The value as the schema says it. Throws AppError rpc.invalidInput {member, path, reason} with the first problem as a
 * token of the texts; the value itself is never quoted, it may be a key.
 */
export function parseInput(schema: z.ZodType, member: string, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('rpc.invalidInput', { member, ...inputProblem(parsed.error, value) });
}

/** For tests and development: an answer that breaks the contract is our mistake, so rpc.internal. */
export function checkOutput(schema: z.ZodType, member: string, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const { path, reason } = inputProblem(parsed.error, value);
  throw new AppError('rpc.internal', {
    reason: `answer of ${member} breaks the contract at "${path}": ${reason}`,
  });
}
