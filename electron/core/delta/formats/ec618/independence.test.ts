import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const room = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

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

const named = (files: Iterable<string>): string[] => [...files].map((file) => relative(room, file));

describe('the proof', () => {
  it('reaches no file that the writer reaches', () => {
    const proof = named(reach(join(room, 'formats/ec618/apply.ts')));
    const writer = named([
      ...reach(join(room, 'formats/ec618/write.ts')),
      ...reach(join(room, 'formats/ec618/wrapper.ts')),
    ]);
    expect(readdirSync(join(room, 'formats/ec618/apply')).length).toBeGreaterThan(3);
    expect(proof.length).toBeGreaterThan(5);
    expect(proof.filter((file) => writer.includes(file))).toEqual([]);
  });
});
