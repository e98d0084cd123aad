import { expect, it } from 'vitest';
import { openMemoryStore } from '../../store/openStore.ts';
import { createServings } from './servings.ts';

const times = (store: ReturnType<typeof openMemoryStore>): unknown[] =>
  store.all('SELECT at_ms FROM ota_servings ORDER BY rowid').map((row) => row['at_ms']);

it('counts for each window what began after its beginning, and nothing of another module or pair of versions', () => {
  const servings = createServings(openMemoryStore());
  for (const atMs of [100, 200, 300]) servings.add('m1', '1', '2', atMs);
  servings.add('m2', '1', '2', 300);
  servings.add('m1', '1', '3', 300);
  expect(servings.counts('m1', '1', '2', [299, 0, 100, 300])).toEqual([1, 3, 2, 0]);
  expect(servings.counts('m3', '1', '2', [0])).toEqual([0]);
  expect(servings.counts('m1', '1', '2', [])).toEqual([]);
});

it('drops what is older than every window, all of it where nothing is newer', () => {
  const store = openMemoryStore();
  const servings = createServings(store);
  for (const atMs of [100, 200, 300]) servings.add('m1', '1', '2', atMs);
  servings.prune(200, 1000);
  expect(times(store)).toEqual([200, 300]);
  servings.prune(301, 1000);
  expect(times(store)).toEqual([]);
});

it('is not kept from dropping by a time that a wrong clock has left behind', () => {
  const store = openMemoryStore();
  const servings = createServings(store);
  for (const atMs of [9_000_000, 100, 200, 300]) servings.add('m1', '1', '2', atMs);
  servings.prune(200, 1000);
  expect(times(store)).toEqual([200, 300]);
});
