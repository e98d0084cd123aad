import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../store/migrations.ts';
import { openMemoryStore, openStore } from '../../store/openStore.ts';
import { createOffers, type Offers } from './offers.ts';

const offer = (moduleId: string) => ({
  ...{ moduleId, campaignId: 'c1', source: '1', target: '2', packageSha256: 'a'.repeat(64) },
});
const give = (offers: Offers, moduleId: string, nowMs: number) =>
  offers.handed(offer(moduleId), offers.last(moduleId), nowMs);
const overdueIds = (offers: Offers, beforeMs: number, limit = 10) =>
  offers.overdue(beforeMs, limit).offers.map(({ id }) => id);

it('tells of an upgrade as overdue by the last time that it was served, however often that was', () => {
  const offers = createOffers(openMemoryStore());
  give(offers, 'm1', 100);
  give(offers, 'm2', 100);
  give(offers, 'm1', 500);
  offers.continued('m1', 600);
  expect(offers.last('m1')).toMatchObject({ servings: 2, lastServedMs: 600 });
  expect(overdueIds(offers, 100)).toEqual([]);
  expect(overdueIds(offers, 101)).toEqual([2]);
  expect(overdueIds(offers, 600)).toEqual([2]);
  expect(overdueIds(offers, 601)).toEqual([2, 1]);
});

it('says that there is more while it has looked at no more than it may', () => {
  const offers = createOffers(openMemoryStore());
  for (const id of ['m1', 'm2', 'm3']) give(offers, id, 100);
  give(offers, 'm1', 900);
  give(offers, 'm2', 900);
  expect(offers.overdue(200, 2)).toEqual({ offers: [], more: true });
  expect(offers.overdue(200, 2)).toMatchObject({ offers: [{ id: 3 }], more: false });
});

it('finds upgrades that an earlier Airdock has handed out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airdock-offers-'));
  const old = openStore({ folder, wallMs: () => 0, migrations: migrations.slice(0, 7) });
  old.run(
    `INSERT INTO ota_offers (module_id, campaign_id, source, target, package_sha256, state, first_served_ms, last_served_ms, servings)
     VALUES ('m1', 'c1', '1', '2', ?, 'waiting', 100, 500, 3)`,
    'a'.repeat(64),
  );
  old.close();
  const store = openStore({ folder, wallMs: () => 0 });
  const offers = createOffers(store);
  expect(overdueIds(offers, 500)).toEqual([]);
  expect(overdueIds(offers, 501)).toEqual([1]);
  store.close();
  rmSync(folder, { recursive: true, force: true });
});
