/**
 * How the contract is written down: a member exists once, as a schema with a doc line. Client, server, command-line help and
 * the API page are derived from it (architecture, law 2).
 */
import type { z } from 'zod';

/** A call: one input object, one answer. Unknown input keys are refused by `z.strictObject`. */
export interface MethodSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'method';
  readonly doc: string;
  readonly input: I;
  readonly output: O;
}

/** A subscription: one snapshot, then ordered changes, each message with a sequence number (law 3). */
export interface TopicSpec<
  P extends z.ZodType = z.ZodType,
  S extends z.ZodType = z.ZodType,
  C extends z.ZodType = z.ZodType,
> {
  readonly kind: 'topic';
  readonly doc: string;
  readonly params: P;
  readonly snapshot: S;
  readonly change: C;
}

export type MemberSpec = MethodSpec | TopicSpec;
export type ServiceSpec = Readonly<Record<string, MemberSpec>>;
/** Service name to its members; a member's id on the wire is `service.member`. */
export type ContractSpec = Readonly<Record<string, ServiceSpec>>;

export function method<I extends z.ZodType, O extends z.ZodType>(
  doc: string,
  input: I,
  output: O,
): MethodSpec<I, O> {
  return { kind: 'method', doc, input, output };
}

export function topic<P extends z.ZodType, S extends z.ZodType, C extends z.ZodType>(
  doc: string,
  params: P,
  snapshot: S,
  change: C,
): TopicSpec<P, S, C> {
  return { kind: 'topic', doc, params, snapshot, change };
}

/** Where a topic's handler puts what a subscriber shall see. The RPC server adds sequence numbers, batching and credit. */
export interface TopicSink<S, C> {
  /** Replaces everything the subscriber knows. Sent first, and again whenever continuity was lost. */
  snapshot(value: S): void;
  /** One ordered change on top of the last snapshot. */
  change(value: C): void;
}

/** What every method handler gets besides its input. */
export interface CallContext {
  /** Aborted when the caller cancels or its connection ends. Jobs ignore it on purpose: a lost connection never ends a job. */
  readonly signal: AbortSignal;
}

type MethodHandler<M> =
  M extends MethodSpec<infer I, infer O>
    ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>> | z.input<O>
    : never;

type TopicHandler<T> =
  T extends TopicSpec<infer P, infer S, infer C>
    ? (params: z.output<P>, sink: TopicSink<z.input<S>, z.input<C>>) => () => void
    : never;

/** The functions a core must supply for a service; a topic handler returns its unsubscribe. */
export type ServiceHandlers<S extends ServiceSpec> = {
  readonly [K in keyof S]: S[K] extends MethodSpec ? MethodHandler<S[K]> : TopicHandler<S[K]>;
};

export type ContractHandlers<C extends ContractSpec> = { readonly [K in keyof C]: ServiceHandlers<C[K]> };

/** What a subscriber hears. */
export interface TopicListener<S, C> {
  onSnapshot(value: S): void;
  /** Consecutive changes, in order, as they were coalesced. */
  onChanges(values: readonly C[]): void;
  /** The subscription could not be made or has ended for good. */
  onError?(error: Error): void;
}

type MethodCall<M> =
  M extends MethodSpec<infer I, infer O>
    ? (input: z.input<I>, options?: { signal?: AbortSignal }) => Promise<z.output<O>>
    : never;

type TopicSubscribe<T> =
  T extends TopicSpec<infer P, infer S, infer C>
    ? (params: z.input<P>, listener: TopicListener<z.output<S>, z.output<C>>) => () => void
    : never;

/** The same contract as a caller sees it: methods to await, topics to subscribe to. */
export type ContractClient<C extends ContractSpec> = {
  readonly [K in keyof C]: {
    readonly [M in keyof C[K]]: C[K][M] extends MethodSpec ? MethodCall<C[K][M]> : TopicSubscribe<C[K][M]>;
  };
};
