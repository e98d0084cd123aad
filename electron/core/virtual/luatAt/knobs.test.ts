import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { luatKnobs } from './knobs.ts';

/** Every test of this folder as one text. */
const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && name !== 'knobs.test.ts')
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

test('every knob is turned in a test', () => {
  expect(Object.keys(luatKnobs).filter((knob) => !new RegExp(`\\b${knob}\\b`).test(tests))).toEqual([]);
});

test('every value of every choice is named in a test or is its default', () => {
  const missing = Object.entries(luatKnobs).flatMap(([name, spec]) =>
    (spec.choices ?? [])
      .filter((value) => typeof value === 'string' && value !== spec.default && !tests.includes(value))
      .map((value) => `${name}=${value}`),
  );
  expect(missing).toEqual([]);
});
