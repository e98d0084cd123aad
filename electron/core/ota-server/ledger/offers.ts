import { z } from 'zod';
import { type OtaOffer, otaOfferSchema } from '../../../../shared/contract/otaLedger.ts';
import type { Store } from '../../store/store.ts';

/** What was handed out, as its row has it. */
export interface OfferRow extends OtaOffer {
  /** A person gave the module another try. */
  readonly retried: boolean;
}

export interface Handed {
  readonly moduleId: string;
  readonly campaignId: string;
  readonly source: string;
  readonly target: string;
  readonly packageSha256: string;
}

/**
 * Upgrades that were handed out. A module has at most one open one: what it is given next closes what it was given before, so
 * no two of them can both wait for its report.
 */
export interface Offers {
  last(moduleId: string): OfferRow | null;
  lastOf(moduleId: string, campaignId: string): OfferRow | null;
  list(moduleId: string): readonly OtaOffer[];
  /**
   * A download begins. Returns the open upgrade that it took the place of, which has failed with that.
   * @param last what `last` says of the module now; a decision knows it already
   */
  handed(offer: Handed, last: OfferRow | null, nowMs: number): OfferRow | null;
  /** A download goes on. */
  continued(moduleId: string, nowMs: number): void;
  end(id: number, state: Exclude<OtaOffer['state'], 'waiting'>, nowMs: number): void;
  /** Waiting ones that were served last before that time; at most `limit` are looked at, and `more` says that others may be. */
  overdue(
    beforeMs: number,
    limit: number,
  ): { readonly offers: readonly Pick<OfferRow, 'id' | 'campaignId'>[]; readonly more: boolean };
  anyWaiting(): boolean;
  /** Gives failed and suspected modules of a campaign another try; returns how many. */
  retryFailed(campaignId: string): number;
  counts(campaignId: string): Readonly<Record<OtaOffer['state'], number>>;
}

const columns = `id, campaign_id AS campaignId, source, target, package_sha256 AS packageSha256, state,
  first_served_ms AS firstServedMs, last_served_ms AS lastServedMs, servings, ended_ms AS endedMs, retried`;
const lastQuery = `SELECT ${columns} FROM ota_offers WHERE module_id = ? ORDER BY id DESC LIMIT 1`;
const lastOfQuery = `SELECT ${columns} FROM ota_offers WHERE module_id = ? AND campaign_id = ? ORDER BY id DESC LIMIT 1`;
const rowSchema = z.object({
  ...otaOfferSchema.shape,
  retried: z.number().transform((value) => value !== 0),
});

export function createOffers(store: Store): Offers {
  const one = (sql: string, ...values: string[]): OfferRow | null => {
    const row = store.get(sql, ...values);
    return row === undefined ? null : rowSchema.parse(row);
  };
  const last = (moduleId: string): OfferRow | null => one(lastQuery, moduleId);
  const end: Offers['end'] = (id, state, nowMs) => {
    store.run('UPDATE ota_offers SET state = ?, ended_ms = ? WHERE id = ?', state, nowMs, id);
  };
  return {
    last,
    end,
    lastOf: (moduleId, campaignId) => one(lastOfQuery, moduleId, campaignId),
    list: (moduleId) =>
      store
        .all(`SELECT ${columns} FROM ota_offers WHERE module_id = ? ORDER BY id`, moduleId)
        .map((row) => shownOffer(rowSchema.parse(row))),
    handed(offer, open, nowMs) {
      if (open?.state === 'waiting' && isSame(open, offer)) {
        store.run(
          'UPDATE ota_offers SET last_served_ms = ?, servings = servings + 1 WHERE id = ?',
          ...[nowMs, open.id],
        );
        return null;
      }
      const replaced = open?.state === 'waiting' ? open : null;
      if (replaced !== null) end(replaced.id, 'failed', nowMs);
      const { moduleId, campaignId, source, target, packageSha256 } = offer;
      store.run(
        `INSERT INTO ota_offers (module_id, campaign_id, source, target, package_sha256, state, first_served_ms,
           last_served_ms, look_ms, servings) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, 1)`,
        ...[moduleId, campaignId, source, target, packageSha256, nowMs, nowMs, nowMs],
      );
      return replaced;
    },
    continued(moduleId, nowMs) {
      store.run(
        `UPDATE ota_offers SET last_served_ms = ? WHERE module_id = ? AND state = 'waiting'`,
        ...[nowMs, moduleId],
      );
    },
    overdue(beforeMs, limit) {
      const found = store
        .all(
          `SELECT ${columns} FROM ota_offers WHERE state = 'waiting' AND look_ms < ? ORDER BY look_ms LIMIT ?`,
          ...[beforeMs, limit],
        )
        .map((row) => rowSchema.parse(row));
      // Served again meanwhile: its index entry moves now, once, and not with each of its downloads.
      for (const { id, lastServedMs } of found)
        if (lastServedMs >= beforeMs)
          store.run('UPDATE ota_offers SET look_ms = ? WHERE id = ?', lastServedMs, id);
      return {
        offers: found.filter(({ lastServedMs }) => lastServedMs < beforeMs),
        more: found.length === limit,
      };
    },
    anyWaiting: () => store.get(`SELECT 1 FROM ota_offers WHERE state = 'waiting' LIMIT 1`) !== undefined,
    retryFailed: (campaignId) =>
      store.run(
        `UPDATE ota_offers SET retried = 1 WHERE campaign_id = ? AND state IN ('failed', 'suspected') AND retried = 0`,
        campaignId,
      ),
    counts(campaignId) {
      const counts = { waiting: 0, succeeded: 0, suspected: 0, failed: 0 };
      const rows = store.all(
        'SELECT state, count(*) AS n FROM ota_offers WHERE campaign_id = ? GROUP BY state',
        campaignId,
      );
      for (const row of rows) counts[otaOfferSchema.shape.state.parse(row['state'])] = Number(row['n']);
      return counts;
    },
  };
}

/** As people see it. */
export function shownOffer({ retried: _, ...offer }: OfferRow): OtaOffer {
  return offer;
}

function isSame(open: OfferRow, offer: Handed): boolean {
  const { campaignId, source, target } = open;
  return campaignId === offer.campaignId && source === offer.source && target === offer.target;
}
