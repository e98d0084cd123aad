import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const room = resolve(import.meta.dirname, '../..');

/** All files of this room that a file reaches by its imports. */
function reach(start: string, seen = new Set<string>()): Set<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const [, path] of readFileSync(start, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const target = resolve(start, '..', path ?? '');
    if (!relative(room, target).startsWith('..')) reach(target, seen);
  }
  return seen;
}

describe('the proofs of XT804 and UIS8910', () => {
  it.each(['xt804', 'uis8910'])('reach no file that the writer of %s reaches', (format) => {
    const proof = [...reach(join(room, 'formats', format, 'apply.ts'))];
    const writer = reach(join(room, 'formats', format, 'write.ts'));
    expect(proof.length).toBeGreaterThan(4);
    expect(writer.size).toBeGreaterThan(4);
    expect(proof.filter((file) => writer.has(file))).toEqual([]);
  });
});
