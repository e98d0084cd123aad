import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const room = resolve(import.meta.dirname, '../..');

/** All files of this room that a file reaches by its imports. */
function reach(start: string, seen = new Set<string>()): Set<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const [, path] of readFileSync(start, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const target = resolve(dirname(start), path ?? '');
    if (!relative(room, target).startsWith('..')) reach(target, seen);
  }
  return seen;
}

const named = (...paths: readonly string[]): string[] =>
  paths.flatMap((path) => [...reach(join(room, path))]).map((file) => relative(room, file));

describe('the proof of update files', () => {
  it('reaches no file that a writer reaches', () => {
    const proof = named('formats/luatos/apply.ts');
    const writers = named(
      'formats/luatos/write.ts',
      'formats/luatos/write/otaFile.ts',
      'formats/luatos/write/sector.ts',
      'formats/csdkFull/plan.ts',
    );
    expect(proof).toContain('formats/luatos/apply/unpackLzma.ts');
    expect(writers).toContain('lzma/encode.ts');
    expect(proof.filter((file) => writers.includes(file))).toEqual([]);
  });
});
