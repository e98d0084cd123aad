import { describe, expect, it } from 'vitest';
import { parseSequences } from '../../../shared/domain/atSequence.ts';
import { openMemoryStore } from '../store/openStore.ts';
import { createTerminalKeep } from './terminalLibrary.ts';
import { defaultTerminalSettings } from './terminalRepository.ts';

const sequenceOf = (text: string) => {
  const [sequence] = parseSequences(text).sequences;
  if (sequence === undefined) throw new Error('no sequence');
  return sequence;
};

describe('what is kept for the terminal', () => {
  it('has its defaults, and keeps what was changed when the core begins anew', () => {
    const store = openMemoryStore();
    expect(createTerminalKeep(store).settings()).toEqual(defaultTerminalSettings);
    createTerminalKeep(store).setSettings({ lineEnding: 'crlf', releaseAfterMin: null });
    expect(createTerminalKeep(store).settings()).toEqual({
      ...defaultTerminalSettings,
      lineEnding: 'crlf',
      releaseAfterMin: null,
    });
  });

  it('takes the default where a stored setting is not understood', () => {
    const store = openMemoryStore();
    createTerminalKeep(store).setSettings({ timeoutMs: 5000 });
    store.run("UPDATE terminal_settings SET value = '7' WHERE name = 'timeoutMs'");
    store.run(`INSERT INTO terminal_settings VALUES ('later', 'true'), ('lineEnding', '"lf"')`);
    expect(createTerminalKeep(store).settings()).toEqual({ ...defaultTerminalSettings, lineEnding: 'lf' });
  });

  it('has the newest line first, a repeated one once, and at most 500', () => {
    const keep = createTerminalKeep(openMemoryStore());
    for (const text of ['ATI', 'AT+CSQ', ' ', 'ATI']) keep.remember(text);
    expect(keep.state().history).toEqual(['ATI', 'AT+CSQ']);
    for (let index = 0; index < 510; index++) keep.remember(`AT+X=${index}`);
    expect(keep.state().history).toHaveLength(500);
    expect(keep.state().history[0]).toBe('AT+X=509');
    keep.clearHistory();
    expect(keep.state().history).toEqual([]);
  });

  it('keeps no line with a project key', () => {
    const keep = createTerminalKeep(openMemoryStore());
    keep.remember('AT+UPGRADE="KEY","abcdefghABCDEFGH0123456789abcdEF"');
    expect(keep.state().history).toEqual([]);
  });

  it('keeps favourites in their order, changes them in their place, and tells who listens', () => {
    const keep = createTerminalKeep(openMemoryStore());
    let told = 0;
    keep.onChange(() => {
      told += 1;
    });
    const first = keep.saveFavourite({ sequence: sequenceOf('[A]\nATI') });
    const second = keep.saveFavourite({ sequence: sequenceOf('[B]\nAT\n@wait 5') });
    keep.saveFavourite({ id: first.id, sequence: sequenceOf('[A2]\nATI') });
    expect(keep.state().favourites.map(({ sequence }) => sequence.name)).toEqual(['A2', 'B']);
    keep.removeFavourite(first.id);
    expect(keep.state().favourites).toEqual([second]);
    expect(told).toBe(4);
    expect(() => keep.removeFavourite(first.id)).toThrow(/unknownFavourite/);
    expect(() => keep.saveFavourite({ id: 'x', sequence: sequenceOf('AT') })).toThrow(/unknownFavourite/);
  });

  it('exports and imports favourites; a key does not leave', () => {
    const keep = createTerminalKeep(openMemoryStore());
    keep.saveFavourite({ sequence: sequenceOf('[Net]\n@repeat 2\nAT+CSQ\n@expect 500 OK') });
    keep.saveFavourite({
      sequence: sequenceOf('[Key]\nAT+UPGRADE="KEY","abcdefghABCDEFGH0123456789abcdEF"'),
    });
    const exported = keep.exportFavourites();
    expect(exported).toMatchObject({ favourites: 2, hiddenKeys: 1 });
    expect(exported.text).toContain('AT+UPGRADE="KEY","<key-1>"');
    const other = createTerminalKeep(openMemoryStore());
    other.saveFavourite({ sequence: sequenceOf('[Net]\nAT') });
    expect(other.importFavourites(exported.text)).toEqual({ added: 1, replaced: 1 });
    expect(other.state().favourites[0]?.sequence).toEqual(keep.state().favourites[0]?.sequence);
  });

  it('imports nothing of a text with a mistake', () => {
    const keep = createTerminalKeep(openMemoryStore());
    expect(() => keep.importFavourites('[A]\nAT\n[B]\n@sleep 5')).toThrow(/"line":4/);
    expect(keep.state().favourites).toEqual([]);
  });
});
