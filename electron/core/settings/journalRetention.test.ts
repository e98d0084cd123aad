import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/openStore.ts';
import { createRetentionSetting } from './journalRetention.ts';

const day = 24 * 3600 * 1000;

describe('how much of the journal is kept', () => {
  it('is remembered once it was set, and was not before', () => {
    const store = openMemoryStore();
    expect(createRetentionSetting(store).get()).toBeNull();
    createRetentionSetting(store).set({ totalBytes: 2 ** 30, maxAgeMs: 30 * day });
    createRetentionSetting(store).set({ totalBytes: 2 ** 31, maxAgeMs: 90 * day });
    expect(createRetentionSetting(store).get()).toEqual({ totalBytes: 2 ** 31, maxAgeMs: 90 * day });
  });

  it('counts as not set where what is stored would throw away nearly everything', () => {
    const store = openMemoryStore();
    store.run('INSERT INTO preferences VALUES (?, ?)', 'journalRetention', '{"totalBytes":1,"maxAgeMs":1}');
    expect(createRetentionSetting(store).get()).toBeNull();
  });
});
