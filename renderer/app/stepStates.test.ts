import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../shared/contract/port.ts';
import type { Preflight } from '../../shared/contract/upgrade.ts';
import { emptyDraft } from '../stores/draft.ts';
import { resolveTheme } from './appearance.ts';
import { stepOfKey } from './shortcuts.ts';
import { type PathFacts, shortVersion, stepViews } from './stepStates.ts';

const nothing: PathFacts = {
  draft: emptyDraft,
  projectName: undefined,
  unreadable: false,
  packagePossible: null,
  buildJob: undefined,
  manifest: undefined,
  port: undefined,
  preflight: undefined,
  job: undefined,
};
const port: PortInfo = {
  id: 'virtual:1',
  kind: 'virtual',
  path: 'virtual:1',
  label: 'Air780E',
  role: { guess: 'at', reason: 'virtualModule' },
  presence: 'present',
};
const preflight = (state: Preflight['match']['state'], findings: Preflight['findings'] = []): Preflight => ({
  identity: { dialect: 'luat-at', version: 'V1', sim: 'ready' },
  match: { state, by: 'name', moduleVersion: 'V1', baseVersion: 'V1' },
  settings: [],
  reach: 'thisComputer',
  url: null,
  ways: [],
  requests: null,
  findings,
});
const view = (facts: Partial<PathFacts>, step: number) => stepViews({ ...nothing, ...facts })[step - 1];

describe('the five steps', () => {
  it('begin open and say what each needs', () => {
    expect(stepViews(nothing).map(({ state, need }) => [state, need])).toEqual([
      ['open', 'path.needProject'],
      ['open', 'path.needFiles'],
      ['open', 'path.needPackage'],
      ['open', 'path.needPort'],
      ['open', undefined],
    ]);
  });

  it('let the first be skipped with the own server', () => {
    expect(view({ draft: { ...emptyDraft, project: 'none' } }, 1)).toMatchObject({ state: 'done' });
  });

  it('stop at two firmwares between which no delta can be built', () => {
    const file = { kind: 'demo', name: 'x' } as const;
    const draft = { ...emptyDraft, old: file, new: file };
    expect(view({ draft, packagePossible: false }, 2)).toMatchObject({
      state: 'attention',
      need: 'path.needDelta',
    });
    expect(view({ draft, packagePossible: true }, 2)).toMatchObject({ state: 'done' });
    expect(view({ draft, packagePossible: null }, 2)).toMatchObject({
      state: 'open',
      need: 'path.comparing',
    });
  });

  it('say that a file could not be read rather than that two firmwares do not fit', () => {
    const file = { kind: 'demo', name: 'x' } as const;
    const alone = { ...emptyDraft, new: file };
    for (const draft of [alone, { ...emptyDraft, old: file }, { ...alone, old: file }]) {
      for (const packagePossible of [false, null]) {
        expect(view({ draft, unreadable: true, packagePossible }, 2)).toMatchObject({
          state: 'attention',
          need: 'path.needReadable',
        });
      }
    }
  });

  it('go on past an unreadable old file where the core offers a package all the same', () => {
    const file = { kind: 'demo', name: 'x' } as const;
    const draft = { ...emptyDraft, old: file, new: file };
    expect(view({ draft, unreadable: true, packagePossible: true }, 2)).toMatchObject({ state: 'done' });
  });

  it('go on with the new firmware alone only where a format needs no old one', () => {
    const draft = { ...emptyDraft, new: { kind: 'demo', name: 'x' } as const };
    expect(view({ draft, packagePossible: true }, 2)).toMatchObject({ state: 'done' });
    expect(view({ draft, packagePossible: false }, 2)).toMatchObject({ need: 'path.needFiles' });
    expect(view({ draft: { ...emptyDraft, old: draft.new }, packagePossible: true }, 2)).toMatchObject({
      need: 'path.needFiles',
    });
  });

  it('ask for a check before the module counts as chosen', () => {
    expect(view({ port }, 4)).toMatchObject({ state: 'open', need: 'path.needPreflight' });
    expect(view({ port, preflight: preflight('match') }, 4)?.need).toBeUndefined();
  });

  it.each([preflight('mismatch'), preflight('match', [{ level: 'error', code: 'x' }])])(
    'let a failed check pass only with a reason',
    (failed) => {
      expect(view({ port, preflight: failed }, 4)).toMatchObject({ need: 'path.needOverride' });
      const draft = { ...emptyDraft, override: 'lab unit' };
      expect(view({ draft, port, preflight: failed }, 4)?.need).toBeUndefined();
    },
  );
});

describe('short names of versions', () => {
  it('are the V number of an AirM2M name', () => {
    expect(shortVersion('AirM2M_780E_V1147_LTE_AT')).toBe('V1147');
    expect(shortVersion('AirM2M_780E_LTE_AT_V1147')).toBe('V1147');
    expect(shortVersion('my own 1.2')).toBe('my own 1.2');
  });
});

describe('Alt and a digit', () => {
  const key = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
  it('open a step; other keys do not', () => {
    expect(stepOfKey({ ...key, code: 'Digit3' })).toBe(3);
    expect(stepOfKey({ ...key, code: 'Numpad5' })).toBe(5);
    expect(stepOfKey({ ...key, code: 'Digit6' })).toBeNull();
    expect(stepOfKey({ ...key, ctrlKey: true, code: 'Digit3' })).toBeNull();
    expect(stepOfKey({ ...key, altKey: false, code: 'Digit3' })).toBeNull();
  });
});

describe('the theme', () => {
  it('follows the system only when told to', () => {
    expect(resolveTheme('system', true)).toBe('dark');
    expect(resolveTheme('light', true)).toBe('light');
  });
});
