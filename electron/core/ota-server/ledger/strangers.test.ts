import { expect, it } from 'vitest';
import { openMemoryStore } from '../../store/openStore.ts';
import { openUpdatesBench, requestOf } from '../testing/updatesBench.ts';
import { createOffers } from './offers.ts';
import { createOtaModules } from './otaModules.ts';

it('enters whoever asks, refused for its project, its firmware, or because nothing is offered at all', async () => {
  const { updates, offer, ask } = openUpdatesBench();
  expect(ask({ id: 'nothing' }).cause).toBe(25);
  await offer({ projectKey: 'KEY-ONE-1234' });
  expect(ask({ id: 'project', project: 'typo' }).cause).toBe(25);
  expect(ask({ id: 'firmware', project: 'KEY-ONE-1234', firmwareName: 'lump' }).cause).toBe(26);
  expect(updates.module('project')).toMatchObject({ version: '1.0.0', requests: 1, projectHint: null });
  expect(updates.modules({ limit: 10 }).total).toBe(3);
});

it('gives no row to an identity that is malformed', () => {
  const { updates, ask } = openUpdatesBench();
  for (const id of ['', 'x'.repeat(65), 'a\u0007b']) ask({ id });
  expect(updates.modules({ limit: 10 }).total).toBe(0);
});

it('keeps the strangers seen last, and everybody whom a campaign or a person meant', () => {
  const store = openMemoryStore();
  const modules = createOtaModules(store, createOffers(store), 100);
  const seen = (id: string, nowMs: number, fits = false): void =>
    modules.record(requestOf(id), id, { nowMs, fits, bindTo: null });
  seen('fits', 0, true);
  for (const id of ['noted', 'banned', 'bench']) seen(id, 0);
  modules.setWords('noted', { notes: 'of the fair' });
  modules.setWords('bench', { bench: true });
  modules.setBan('banned', { kind: 'person', atMs: 0, note: '', source: null, target: null });
  for (let n = 1; n <= 5000; n++) seen(`flood${n}`, n);
  const { modules: newest, total } = modules.list({ limit: 1 });
  expect(newest[0]?.id).toBe('flood5000');
  expect(total).toBeLessThanOrEqual(4 + 100 + 256);
  for (const id of ['fits', 'noted', 'banned', 'bench']) expect(modules.find(id)?.id).toBe(id);
  expect(modules.find('flood1')).toBeNull();
});

it('takes a stranger for one of its own from the first request that a campaign is for', () => {
  const store = openMemoryStore();
  const modules = createOtaModules(store, createOffers(store), 0);
  const seen = (fits: boolean): void => modules.record(requestOf('m'), 'm', { nowMs: 1, fits, bindTo: null });
  seen(true);
  seen(false);
  for (let n = 0; n < 300; n++)
    modules.record(requestOf(`x${n}`), `x${n}`, { nowMs: 2, fits: false, bindTo: null });
  expect(modules.find('m')).toMatchObject({ requests: 2 });
});
