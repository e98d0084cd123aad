import type { Ending } from './http/deviceSocket.ts';

interface ExchangeBase {
  readonly exchangeId: string;
  /** `address:port` of the peer. */
  readonly remote: string;
  /** Sequence number of the newest journal row about the exchange: evidence. */
  readonly journalSeq: number;
  readonly publicationId?: string;
  readonly packageSha256?: string;
  readonly jobId?: string;
}

interface ExchangeAnswer {
  /** 0: no answer was sent. */
  readonly status: number;
  /** A text key. */
  readonly decision: string;
  /** The n-th exchange between this remote address and this publication, from 1; 0 when there is no publication. */
  readonly attempt: number;
  /** Offset in the file of the first body byte. */
  readonly startByte: number;
  /** Body bytes that the answer promises, and those of them that the system took. */
  readonly bodyBytes: number;
  readonly sentBytes: number;
}

/** One request and its answer, as it happens. `progress` comes at most about a hundred times, after each hundredth of the body. */
export type ExchangeEvent =
  | (ExchangeBase &
      ExchangeAnswer & { readonly phase: 'request'; readonly method: string; readonly target: string })
  | (ExchangeBase & ExchangeAnswer & { readonly phase: 'progress' })
  | (ExchangeBase &
      ExchangeAnswer & {
        readonly phase: 'ended';
        readonly durationMs: number;
        /** Every promised byte was taken and the peer closed without an error. Not that the module has them: only it can say. */
        readonly complete: boolean;
        readonly ending: Ending;
      });
