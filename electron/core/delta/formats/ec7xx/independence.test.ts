import { readFileSync } from 'node:fs';
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

const named = (file: string): string[] =>
  [...reach(join(room, file))].map((path) => relative(room, path).replaceAll('\\', '/'));

describe('the proof', () => {
  it("shares nothing with the writer but the table of the module's limits", () => {
    const proof = named('formats/ec7xx/apply.ts');
    const writer = named('formats/ec7xx/write.ts');
    expect(proof.length).toBeGreaterThan(10);
    expect(writer.length).toBeGreaterThan(10);
    expect(proof.filter((file) => writer.includes(file))).toEqual(['formats/ec7xx/limits.ts']);
  });
});
