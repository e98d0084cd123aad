import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { luatosLog } from '../luatos/dialect.ts';
import { onemoLwm2m } from '../onemo/dialect.ts';
import { quectelDfota } from '../quectel/dialect.ts';
import { quecthing } from '../quecthing/dialect.ts';
import { simcomA76xx } from '../simcom/dialect.ts';

/** Every test of a folder as one text. */
function testsOf(folder: string): string {
  const path = join(import.meta.dirname, '..', folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.test.ts') && name !== 'knobs.test.ts')
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
}

const board = testsOf('kit');

describe.each([
  ['quectel', quectelDfota],
  ['quecthing', quecthing],
  ['onemo', onemoLwm2m],
  ['simcom', simcomA76xx],
  ['luatos', luatosLog],
] as const)('%s', (folder, { knobs, presets }) => {
  const tests = board + testsOf(folder);

  test('has every knob turned in a test', () => {
    expect(Object.keys(knobs).filter((knob) => !new RegExp(`\\b${knob}\\b`).test(tests))).toEqual([]);
  });

  test('has every value of a choice in words named in a test, but for its default', () => {
    const missing = Object.entries(knobs).flatMap(([name, { choices = [], default: usual }]) =>
      choices
        .filter((value) => typeof value === 'string' && value !== usual && !tests.includes(value))
        .map((value) => `${name}=${value}`),
    );
    expect(missing).toEqual([]);
  });

  test('has cases that turn knobs away from their defaults', () => {
    for (const preset of presets)
      for (const [name, value] of Object.entries(preset.knobs)) {
        const spec = Object.entries(knobs).find(([knob]) => knob === name)?.[1];
        expect(spec, `${preset.id}: ${name}`).toBeDefined();
        expect(value, `${preset.id}: ${name}`).not.toBe(spec?.default);
      }
  });
});
