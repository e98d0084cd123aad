import { describe, expect, it } from 'vitest';
import { cisErrors, miplApplyFailures, miplFailures, miplNews } from './miplEvents.ts';
import { quecthingEventKeys, quecthingFailures } from './quecthingEvents.ts';
import { texts as en } from './texts/en.ts';
import { inWords } from './texts/tokens.ts';
import { texts as zh } from './texts/zh-CN.ts';
import { remedyCodes, verdictCodes } from './upgradeTexts.ts';

const tables = {
  quecthingEvent: quecthingEventKeys,
  miplEvent: [...miplFailures.keys(), ...miplApplyFailures.keys(), ...miplNews].map(String),
  cisError: [...cisErrors.keys()].map(String),
};

describe.each([
  ['Chinese', zh],
  ['English', en],
] as const)('the %s texts', (_language, texts) => {
  it.each(Object.entries(tables))('explain every number of %s and begin with it', (group, keys) => {
    const told = new Map<string, string>(
      Object.entries(texts[group === 'miplEvent' ? 'miplEvent' : 'quecthingEvent']),
    );
    if (group === 'cisError') for (const [key, text] of Object.entries(texts.cisError)) told.set(key, text);
    expect(keys.filter((key) => told.get(key)?.startsWith(key) !== true)).toEqual([]);
  });

  it('put an event into words where a verdict bears only its number', () => {
    const words = inWords('verdict.upgrade.connectionLost', { code: '2,10474' }, (key) =>
      key === 'quecthingEvent.2,10474' ? texts.quecthingEvent['2,10474'] : undefined,
    );
    expect(words).toEqual({ code: texts.quecthingEvent['2,10474'] });
  });
});

it('every failure has a verdict and remedies that have texts', () => {
  const rows = [...quecthingFailures.values(), ...miplFailures.values(), ...cisErrors.values()];
  expect(rows.filter(({ verdict }) => !verdictCodes.includes(verdict))).toEqual([]);
  expect(rows.filter(({ remedies }) => remedies.length === 0)).toEqual([]);
  expect(rows.flatMap(({ remedies }) => remedies).filter((code) => !remedyCodes.includes(code))).toEqual([]);
});
