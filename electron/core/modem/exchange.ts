import type { AtFinal } from '../../../shared/domain/atLine.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ParsedLine } from './atParser.ts';
import type { BinaryRule } from './exchangeData.ts';

export interface SendOptions {
  /**
   * Longest wait for the final answer, default 5000 ms. While a payload or announced bytes cross the port the time does not
   * run; it begins anew behind them.
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Ends the line on the wire; default CR. */
  readonly lineEnding?: '\r' | '\r\n' | '\n';
  /** Which lines without a name belong to the answer; the others are text of somebody else. Default: all. */
  readonly isResponse?: (line: string) => boolean;
  /** Which lines that bear the command's name are the module's own news, e.g. `+CFOTA: ...` behind `AT+CFOTA=...`. */
  readonly isUrc?: (line: string) => boolean;
  /** Last lines beside OK and ERROR. Whether one of those still follows is then waited for shortly. */
  readonly finalOf?: (line: string) => AtFinal | null;
  /** Sent raw as soon as the module shows `>`. */
  readonly payload?: Uint8Array;
  /** How much of the payload the system has taken, after each piece. */
  readonly onPayload?: (sentBytes: number, totalBytes: number) => void;
  /** Lines of the answer that announce raw bytes, e.g. `+QIOTOTARD: 0,512`; the bytes are read by their number. */
  readonly binary?: BinaryRule;
}

export interface AtReply {
  /** Lines of the answer, echo and final line left out. */
  readonly lines: readonly string[];
  /** What `binary` announced, one entry per announcement, in order; empty without that option. */
  readonly binary: readonly Uint8Array[];
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
  /** Fires when the answer is there or is not awaited any more: nothing of the payload may follow. */
  readonly ended: AbortSignal;
  /** The next line of the module, with its journal row. */
  take(line: ParsedLine, seq: number): void;
  /** Bytes cross the port: the time does not run until `resume`. */
  pause(): void;
  /** The time runs from the start again. */
  resume(): void;
  fail(error: AppError): void;
}

/**
 * @param onEnded once, before the reply settles; `unanswered` when an answer may still come
 */
export function startExchange(
  command: string,
  commandSeq: number,
  options: Pick<SendOptions, 'timeoutMs' | 'signal'>,
  clock: Clock,
  onEnded: (how: 'answered' | 'unanswered') => void,
): Exchange {
  const { timeoutMs = defaultTimeoutMs, signal } = options;
  const startMs = clock.monoMs();
  const lines: string[] = [];
  const binary: Uint8Array[] = [];
  const seqs = [commandSeq];
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<AtReply>();
  let own: AtFinal | null = null;
  let stopTimer: (() => void) | undefined;
  let stopTrailing: (() => void) | undefined;

  const end = (how: 'answered' | 'unanswered'): boolean => {
    if (over.signal.aborted) return false;
    stopTimer?.();
    stopTrailing?.();
    signal?.removeEventListener('abort', onAbort);
    over.abort();
    onEnded(how);
    return true;
  };
  const fail = (error: AppError): void => {
    if (end('unanswered')) reject(error);
  };
  const finish = ({ kind, code }: AtFinal): void => {
    if (!end('answered')) return;
    const tookMs = clock.monoMs() - startMs;
    resolve({ lines, binary, final: kind, tookMs, seqs, ...(code === undefined ? {} : { code }) });
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
  const resume = (): void => {
    stopTimer?.();
    if (over.signal.aborted) return;
    stopTimer = clock.after(timeoutMs, () => {
      fail(new AppError('modem.timeout', { command, timeoutMs }, { retry: 'yes' }));
    });
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  resume();
  return {
    reply: promise,
    ended: over.signal,
    take(line, seq) {
      if (line.role !== 'response' && line.role !== 'final') return;
      if (line.data !== undefined) {
        binary.push(line.data);
        return;
      }
      seqs.push(seq);
      if (line.role === 'response' && line.prompt === undefined) lines.push(line.whole);
      if (line.final !== undefined) takeFinal(line.final, line.own === true);
    },
    pause: () => stopTimer?.(),
    resume,
    fail,
  };
}
