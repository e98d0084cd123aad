import { describe, expect, it } from 'vitest';
import { virtualDialects } from '../../../electron/core/virtual/dialects.ts';
import { knobGroups, knobUnits } from '../../../electron/core/virtual/knobs/spec.ts';
import type { RefusalReason } from '../../../electron/core/virtual/luatAt/refusal.ts';
import type { OtaRefused } from '../../../electron/core/virtual/luatos/otaFile.ts';
import { texts as en } from './en.ts';
import { texts as zh } from './zh-CN.ts';

const dialects = virtualDialects.map((dialect) => [dialect.id, dialect] as const);

type Tree = { readonly [name: string]: string | Tree };

function has(tree: Tree, ...path: readonly string[]): boolean {
  const [first, ...rest] = path;
  const found = first === undefined ? undefined : tree[first];
  if (found === undefined) return false;
  return typeof found === 'string' ? rest.length === 0 : has(found, ...rest);
}

const refusals: Record<RefusalReason | OtaRefused['reason'], true> = {
  wrapper: true,
  tooLarge: true,
  format: true,
  damaged: true,
  base: true,
  stream: true,
  records: true,
  notSimulated: true,
  asked: true,
  coreDelta: true,
  address: true,
};

describe.each([
  ['zh-CN', zh],
  ['en', en],
] as const)('texts of virtual modules in %s', (_, tree: Tree) => {
  it.each(dialects)('name the kind %s, each of its knobs and each of its cases', (id, { knobs, presets }) => {
    const paths = [
      ['virtualDialect', id],
      ...Object.keys(knobs).map((name) => ['knob', name]),
      ...presets.flatMap((preset) => [
        ['virtualCase', preset.id, 'name'],
        ['virtualCase', preset.id, 'text'],
      ]),
    ];
    expect(paths.filter((path) => !has(tree, ...path)).map((path) => path.join('.'))).toEqual([]);
  });

  it('name every group, every unit and every reason', () => {
    const paths = [
      ...knobGroups.map((group) => ['knobGroup', group]),
      ...knobUnits.map((unit) => ['knobUnit', unit]),
      ...Object.keys(refusals).map((reason) => ['packageRefusal', reason]),
    ];
    expect(paths.filter((path) => !has(tree, ...path)).map((path) => path.join('.'))).toEqual([]);
  });
});

describe('a choice of a knob with texts', () => {
  it.each(dialects)('names only values that %s has', (_, { knobs }) => {
    for (const tree of [zh, en])
      for (const [name, words] of Object.entries<object>(tree.knobChoice)) {
        const choices = knobs[name]?.choices?.map(String);
        if (choices) expect(choices).toEqual(expect.arrayContaining(Object.keys(words)));
      }
  });
});

describe('a case of the support desk', () => {
  it.each(dialects)('of %s turns knobs that exist, away from their default', (_, { knobs, presets }) => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
    for (const preset of presets) {
      for (const name of Object.keys(preset.knobs)) expect(Object.keys(knobs), preset.id).toContain(name);
      const turned = Object.entries(preset.knobs).filter(([name, value]) => knobs[name]?.default !== value);
      expect(turned, preset.id).not.toEqual([]);
    }
  });
});
