/** What came to the OTA server, out of the journal: a request and its answer are two rows with one exchange id. */
import { useEffect, useMemo } from 'react';
import type { JournalKind, JournalRow } from '../../shared/contract/journal.ts';
import type { OtaDecision } from '../../shared/contract/otaDecision.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';
import { useJournalTail } from './journalTail.ts';

export type RequestRow = Extract<JournalRow, { kind: 'httpRequest' }>;
export type ResponseRow = Extract<JournalRow, { kind: 'httpResponse' }>;

export interface ServedRequest {
  readonly exchangeId: string;
  /** Rises with time; no two are alike. */
  readonly key: number;
  readonly atMs: number;
  /** Null where only the decision is known: its rows are older than what the window follows. */
  readonly request: RequestRow | null;
  /** Null while it is being answered, and likewise. */
  readonly response: ResponseRow | null;
  /** Rule by rule, where a module asked for an upgrade. */
  readonly decision: OtaDecision | null;
}

const without: JournalKind[] = [
  ...(['serialBytes', 'atLine', 'portEvent', 'serverEvent', 'jobEvent', 'jobEnded'] as const),
  ...(['userAction', 'appEvent'] as const),
];

/** In the order in which they came. An answer whose request is out of sight stands for itself. */
export function requestsOf(rows: readonly JournalRow[]): readonly ServedRequest[] {
  const all = new Map<string, ServedRequest>();
  for (const row of rows) {
    if (row.kind === 'httpRequest') {
      const { exchangeId, seq, wallMs } = row;
      const base = { exchangeId, key: seq, atMs: wallMs };
      all.set(exchangeId, { ...base, request: row, response: null, decision: null });
    } else if (row.kind === 'httpResponse') {
      const { exchangeId, seq, wallMs } = row;
      const known = all.get(exchangeId) ?? { exchangeId, key: seq, atMs: wallMs, request: null };
      all.set(exchangeId, { ...known, response: row, decision: row.ota ?? null });
    }
  }
  return [...all.values()];
}

/** An earlier decision as a request; keys before those of the journal's tail, so that the order holds. */
export function requestOfDecision(decision: OtaDecision): ServedRequest {
  const { exchangeId, seq, atMs } = decision;
  return { exchangeId, key: seq - 1e9, atMs, request: null, response: null, decision };
}

const named = /[?&/](?:imei|mac|uid|muid|dev_id)=([^&\s?]+)/;

/** Who asked: as the rules read it, else as the target has it. */
export function identityOf({ decision, request }: ServedRequest): string | null {
  return decision?.claim.identity ?? named.exec(request?.target ?? '')?.[1] ?? null;
}

export type RequestOutcome = 'served' | 'refused' | 'open' | 'broken';

/** How it went, for a look down the list. */
export function outcomeOf({ decision, response }: ServedRequest): RequestOutcome {
  if (decision !== null) return decision.outcome === 'serve' ? 'served' : 'refused';
  if (response === null) return 'open';
  if (response.status === 0) return 'broken';
  return response.status < 400 ? 'served' : 'refused';
}

/** Whether a word stands in what it says of itself: identity, names, versions, target or sender. */
export function matchesRequest(request: ServedRequest, word: string): boolean {
  const wanted = word.trim().toLowerCase();
  if (wanted === '') return true;
  const { claim } = request.decision ?? { claim: null };
  const texts = [claim?.identity, claim?.firmwareName, claim?.version];
  const sent = [request.request?.target, request.request?.remote];
  return [...texts, ...sent].some((text) => text?.toLowerCase().includes(wanted) === true);
}

export interface ServedRequests {
  readonly loaded: boolean;
  readonly shortened: boolean;
  readonly requests: readonly ServedRequest[];
}

export function useServedRequests(): ServedRequests {
  const { loaded, shortened, rows } = useJournalTail(useMemo(() => ({ without }), []));
  const requests = useMemo(() => requestsOf(rows), [rows]);
  return { loaded, shortened, requests };
}

/** Rows of an exchange that the window does not follow any more, by exchange id. */
const exchanges = createAnswers<ServedRequest | null>();

/** The whole of a request: what the list has, else read again from the journal. */
export function useWholeRequest(request: ServedRequest | null): Answer<ServedRequest | null> {
  const core = useCore();
  const missing = request !== null && request.request === null && request.exchangeId !== '';
  const question = missing ? request.exchangeId : null;
  useEffect(() => {
    if (question === null) return;
    exchanges.need(question, async () => {
      const page = await core.journal.read({ exchangeId: question, fromSeq: 1, limit: 2 });
      return requestsOf(page.rows)[0] ?? null;
    });
  }, [core, question]);
  const found = exchanges.useAnswer(question);
  if (request === null) return { state: 'none' };
  return question === null ? { state: 'done', value: request } : found;
}
