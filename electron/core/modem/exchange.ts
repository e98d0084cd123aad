import type { AtFinal } from '../../../shared/domain/atLine.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ParsedLine } from './atParser.ts';

export interface SendOptions {
  /** Default 5000 ms. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Which lines without a name belong to the answer; the others are text of somebody else. Default: all. */
  readonly isResponse?: (line: string) => boolean;
  /** Last lines beside OK and ERROR. Whether one of those still follows is then waited for shortly. */
  readonly finalOf?: (line: string) => AtFinal | null;
  /** Sent raw as soon as the module shows `>`. */
  readonly payload?: Uint8Array;
}

export interface AtReply {
  /** Lines of the answer, echo and final line left out. */
  readonly lines: readonly string[];
  readonly final: 'ok' | 'error' | 'cmeError';
  /** What stood behind `+CME ERROR:`, or the code of a final line of `finalOf`. */
  readonly code?: string;
  readonly tookMs: number;
  /** Journal rows of the command, its answer and the final line: evidence. */
  readonly seqs: readonly number[];
}

const defaultTimeoutMs = 5000;
/** How long OK or ERROR may follow a final line of `finalOf`; that one does is not documented (at-commands 1.9). */
const trailingMs = 300;

/** One command and its answer. */
export interface Exchange {
  readonly reply: Promise<AtReply>;
  readonly payload: Uint8Array | undefined;
  /** The next line of the module, with its journal row. */
  take(line: ParsedLine, seq: number): void;
  fail(error: AppError): void;
}

/**
 * @param onEnded once, before the reply settles; `unanswered` when an answer may still come
 */
export function startExchange(
  command: string,
  commandSeq: number,
  options: SendOptions,
  clock: Clock,
  onEnded: (how: 'answered' | 'unanswered') => void,
): Exchange {
  const { timeoutMs = defaultTimeoutMs, signal, payload } = options;
  const startMs = clock.monoMs();
  const lines: string[] = [];
  const seqs = [commandSeq];
  const { promise, resolve, reject } = Promise.withResolvers<AtReply>();
  let own: AtFinal | null = null;
  let ended = false;
  let stopTrailing: (() => void) | undefined;

  const end = (how: 'answered' | 'unanswered'): boolean => {
    if (ended) return false;
    ended = true;
    stopTimer();
    stopTrailing?.();
    signal?.removeEventListener('abort', onAbort);
    onEnded(how);
    return true;
  };
  const fail = (error: AppError): void => {
    if (end('unanswered')) reject(error);
  };
  const finish = ({ kind, code }: AtFinal): void => {
    if (!end('answered')) return;
    const tookMs = clock.monoMs() - startMs;
    resolve({ lines, final: kind, tookMs, seqs, ...(code === undefined ? {} : { code }) });
  };
  const takeFinal = (final: AtFinal, isOwn: boolean): void => {
    if (!isOwn || own !== null) {
      finish(own ?? final);
      return;
    }
    own = final;
    stopTrailing = clock.after(trailingMs, () => finish(final));
  };
  const onAbort = (): void => fail(new AppError('rpc.cancelled'));
  const stopTimer = clock.after(timeoutMs, () => {
    fail(new AppError('modem.timeout', { command, timeoutMs }, { retry: 'yes' }));
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    reply: promise,
    payload,
    take(line, seq) {
      if (line.role !== 'response' && line.role !== 'final') return;
      seqs.push(seq);
      if (line.role === 'response' && line.prompt === undefined) lines.push(line.whole);
      if (line.final !== undefined) takeFinal(line.final, line.own === true);
    },
    fail,
  };
}
