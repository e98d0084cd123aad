/** What modules asked and what they got, from the journal: the request, the answer with its decision, and faults that broke it. */
import type { JournalKind, JournalRow } from '../../../../shared/contract/journal.ts';
import type { VerbContext } from '../verb.ts';

type Request = Extract<JournalRow, { kind: 'httpRequest' }>;
type Response = Extract<JournalRow, { kind: 'httpResponse' }>;

export interface Exchange {
  readonly exchangeId: string;
  /** The answer's time, since that is when it was complete. */
  readonly atMs: number;
  /** Absent where a connection brought no request. */
  readonly request: Request | null;
  readonly response: Response;
  /** Effects of the laboratory that broke it, as they were set. */
  readonly faults: readonly string[];
}

/** Every other kind: the journal has a filter for what to leave out. */
const others: Readonly<Record<Exclude<JournalKind, 'httpRequest' | 'httpResponse' | 'serverEvent'>, true>> = {
  ...{ serialBytes: true, atLine: true, portEvent: true, jobEvent: true, jobEnded: true },
  ...{ userAction: true, appEvent: true },
};
export const withoutOthers: string[] = Object.keys(others);

/** Joins rows, given in their order, to exchanges; an answer completes one. */
export function createExchangeReader(): (rows: readonly JournalRow[]) => Exchange[] {
  const requests = new Map<string, Request>();
  const faults = new Map<string, string[]>();
  return (rows) => {
    const done: Exchange[] = [];
    for (const row of rows) {
      if (row.kind === 'httpRequest') requests.set(row.exchangeId, row);
      if (row.kind === 'serverEvent' && row.event === 'faultFired') {
        const [, id = '', effect = ''] = /^(\S+) \S+ (.*)$/.exec(row.detail ?? '') ?? [];
        faults.set(id, [...(faults.get(id) ?? []), effect]);
      }
      if (row.kind !== 'httpResponse') continue;
      const { exchangeId, wallMs: atMs } = row;
      const request = requests.get(exchangeId) ?? null;
      done.push({ exchangeId, atMs, request, response: row, faults: faults.get(exchangeId) ?? [] });
      requests.delete(exchangeId);
      faults.delete(exchangeId);
    }
    return done;
  };
}

/** The last exchanges, oldest first, among the last `rows` rows of the journal that are about HTTP. */
export function readExchanges({ core }: Pick<VerbContext, 'core'>, rows: number): Promise<Exchange[]> {
  return new Promise((resolve, reject) => {
    const stop = core.journal.tail(
      { last: rows, without: withoutOthers },
      {
        onSnapshot(snapshot) {
          resolve(createExchangeReader()(snapshot.rows));
          queueMicrotask(() => stop());
        },
        onChanges() {},
        onError: reject,
      },
    );
  });
}

/** The module behind a request: as the decision read it, else as the query or OneNET's path spells it. */
export function moduleOf({ request, response }: Exchange): string | null {
  const claimed = response.ota?.claim.identity;
  if (claimed !== undefined && claimed !== null) return claimed;
  const target = request?.target ?? '';
  const query = /[?&](?:imei|mac|uid|muid|dev_id)=([^&?\s]+)/.exec(target);
  const path = /\/(?:fuse-ota|ota)\/[^/]+\/([^/]+)\/(?:version|check|\d)/.exec(target);
  return query?.[1] ?? path?.[1] ?? null;
}
