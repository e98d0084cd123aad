import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HostileReason } from '../../../electron/core/firmware/archiveGuards.ts';
import { recogniseBytes } from '../../../electron/core/firmware/unknownFormat.ts';
import { settingWarningCodes } from '../../../electron/core/modem/settingCommands.ts';
import { decisionKeys } from '../../../electron/core/ota-server/decisions.ts';
import { roleReasons } from '../../../electron/core/ports/role.ts';
import { imeiReadingSchema, uploadEntrySchema } from '../../contract/cloud.ts';
import { deltaFormatSchema } from '../../contract/delta.ts';
import { settingsRowSchema } from '../../contract/job.ts';
import { journalRowSchema } from '../../contract/journal.ts';
import {
  settingNameSchema,
  settingOutcomeSchema,
  settingUndoSchema,
  shownSettingSchema,
} from '../../contract/modem.ts';
import { leaseSchema } from '../../contract/port.ts';
import { baseMatchSchema, preflightSchema, reachSchema } from '../../contract/upgrade.ts';
import { outcomeSchema, stageSchema, verdictSchema } from '../../contract/verdict.ts';
import { errorCodes } from '../../errors.ts';
import { cloudFindingCodes, cloudStepCodes } from '../cloudPlan.ts';
import { cmeCodes } from '../luatCodes.ts';
import { eventCodes, phaseCodes, remedyCodes, verdictCodes } from '../upgradeTexts.ts';
import { texts as en } from './en.ts';
import { inWords } from './tokens.ts';
import { texts as zh } from './zh-CN.ts';

type Tree = { readonly [name: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + name, value);
    else for (const [key, text] of flatten(value, `${prefix}${name}.`)) flat.set(key, text);
  }
  return flat;
}

const inChinese = flatten(zh);
const inEnglish = flatten(en);
const both = { 'zh-CN': inChinese, en: inEnglish } as const;

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '').sort();
}

/** A closed set in any order; the compiler refuses a missing member and one too many. */
const hostileReasons: Record<HostileReason, true> = {
  tooManyEntries: true,
  tooLarge: true,
  ratio: true,
  absolutePath: true,
  parentPath: true,
  badName: true,
  link: true,
  special: true,
  duplicate: true,
  encrypted: true,
};

function rowOptions(kind: string): readonly string[] {
  const row = journalRowSchema.options.find((option) => option.shape.kind.value === kind);
  return row !== undefined && 'event' in row.shape && 'options' in row.shape.event
    ? row.shape.event.options
    : [];
}

/** Everything that the core names by code, with the group that has to say it. */
const said: Readonly<Record<string, readonly (string | number)[]>> = {
  error: errorCodes,
  verdict: [...verdictCodes, 'upgrade.baseMismatch', 'upgrade.preflightRefused'],
  remedy: remedyCodes,
  phase: [...phaseCodes, 'build', 'prove'],
  event: [...eventCodes, 'upgrade.overridden', 'upgrade.packageBuilt', 'upgrade.published'],
  stage: stageSchema.options,
  outcome: outcomeSchema.options,
  retryClass: verdictSchema.shape.retry.options,
  domain: verdictSchema.shape.domain.options,
  hostile: Object.keys(hostileReasons),
  format: deltaFormatSchema.options,
  portRole: roleReasons,
  leaseOwner: [...leaseSchema.shape.owner.options, 'otherProgram'],
  portEvent: rowOptions('portEvent'),
  serverEvent: rowOptions('serverEvent'),
  baseState: baseMatchSchema.shape.state.options,
  reach: reachSchema.options,
  way: preflightSchema.shape.ways.element.shape.way.options,
  setting: settingWarningCodes,
  settingName: settingNameSchema.options,
  settingOutcome: settingOutcomeSchema.options,
  settingUndo: settingUndoSchema.options,
  settingDrift: shownSettingSchema.shape.drift.unwrap().options,
  settingsRow: settingsRowSchema.shape.state.options,
  cloudStep: cloudStepCodes,
  cloudFinding: cloudFindingCodes,
  cloudEntry: uploadEntrySchema.shape.part.options,
  cloudConfidence: uploadEntrySchema.shape.confidence.options,
  imeiProblem: imeiReadingSchema.shape.bad.element.shape.reason.options,
  cme: cmeCodes,
};

describe('what the core can say', () => {
  for (const [group, codes] of Object.entries(said)) {
    it.each(Object.entries(both))(`has a text for every ${group} in %s`, (_, flat) => {
      expect(codes.length).toBeGreaterThan(0);
      expect(codes.map((code) => `${group}.${code}`).filter((key) => !flat.has(key))).toEqual([]);
    });
  }

  it.each(Object.entries(both))('has a text for every decision of the server in %s', (_, flat) => {
    expect(decisionKeys.filter((key) => !flat.has(key))).toEqual([]);
  });
});

/** Sources of the core without tests: codes that are written as literals and stand in no list. */
function sources(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = entries.filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|testing|virtual/.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('codes that the core writes as literals', () => {
  const all = sources(join(import.meta.dirname, '../../../electron/core')).join('\n');
  const found = (pattern: RegExp): string[] => [
    ...new Set([...all.matchAll(pattern)].map(([, code]) => code ?? '')),
  ];
  const missing = (group: string, codes: readonly string[]): string[] =>
    codes.map((code) => `${group}.${code}`).filter((key) => !inChinese.has(key));

  it('have a text where they are events of the journal', () => {
    const events = [
      ...found(/\bevent: '(\w+\.\w+)'/g),
      ...found(/\bevent\('(\w+\.\w+)'/g),
      ...found(/'(journal\.\w+)', \{/g).filter((code) => !errorCodes.some((known) => known === code)),
    ];
    expect(events.length).toBeGreaterThan(10);
    expect(missing('event', events)).toEqual([]);
  });

  it('have a text where they are findings of the preflight', () => {
    const findings = found(/level: '(?:info|warning|error)', code: '(\w+)'/g);
    expect(findings.length).toBeGreaterThan(5);
    expect(missing('finding', findings)).toEqual([]);
  });

  it('have a text where they are reasons of an image that stays behind', () => {
    const reasons = found(/severity: '(?:warning|error)', reason: '(\w+)'/g);
    expect(reasons.length).toBeGreaterThan(1);
    expect(missing('notCovered', reasons)).toEqual([]);
  });

  it('have a text where they warn of a package, with a place for every value that it can fill', () => {
    const formats = sources(join(import.meta.dirname, '../../../electron/core/delta')).join('\n');
    const warnings = [...formats.matchAll(/\bcode: '(\w+)', params\b/g)].map(([, code]) => code ?? '');
    const more = [...formats.matchAll(/'(\w+NotCovered)'/g)].map(([, code]) => code ?? '');
    expect(new Set(warnings).size).toBeGreaterThan(10);
    expect(missing('warning', [...new Set([...warnings, ...more])])).toEqual([]);
  });

  it('have a text where they are tokens for what a file is', () => {
    const tokens = found(/\{ found: '(\w+)/g);
    expect(tokens.length).toBeGreaterThan(10);
    expect(missing('recognised', tokens)).toEqual([]);
  });

  it('have a text where they are rules of the proof', () => {
    const rules = /const checkedRules = \[([^\]]+)\]/.exec(all)?.[1] ?? '';
    const ids = [...rules.matchAll(/'(\w+)'/g)].map(([, id]) => id ?? '');
    expect(ids.length).toBeGreaterThan(3);
    expect(missing('proofRule', ids)).toEqual([]);
  });
});

/** Product names, units and forms that are the same in Chinese. */
const withoutChinese = /^(domain\.airdock|cli\.apply\.written|cli\.eta)$/;

describe('both languages', () => {
  it('have the same keys', () => {
    expect([...inEnglish.keys()].sort()).toEqual([...inChinese.keys()].sort());
  });

  it('have the same placeholders', () => {
    const differing = [...inChinese].filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(inEnglish.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('have no empty text', () => {
    const empty = [...inChinese, ...inEnglish].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('are in their own language', () => {
    const notChinese = [...inChinese].filter(
      ([key, text]) => !/\p{Script=Han}/u.test(text) && !withoutChinese.test(key),
    );
    const notEnglish = [...inEnglish].filter(([, text]) =>
      /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text),
    );
    expect(notChinese.map(([key]) => key)).toEqual([]);
    expect(notEnglish.map(([key]) => key)).toEqual([]);
  });

  it('use the punctuation of their own language', () => {
    const half = [...inChinese].filter(([, text]) =>
      /\p{Script=Han}[,;:?!.]|[.]$/u.test(text.replaceAll('AT+CPIN?', '')),
    );
    expect(half.map(([key]) => key)).toEqual([]);
  });

  const sentences = ['verdict', 'remedy', 'error', 'reach', 'finding', 'way', 'setting', 'settingName'];
  const moreSentences = ['notCovered', 'warning', 'format', 'decision'];
  it.each([...sentences, ...moreSentences])('end every %s with a full stop', (group) => {
    const open = (flat: ReadonlyMap<string, string>, stop: RegExp) =>
      [...flat].filter(([key, text]) => key.startsWith(`${group}.`) && !stop.test(text)).map(([key]) => key);
    expect(open(inChinese, /[。？]$/)).toEqual([]);
    expect(open(inEnglish, /[.?]$/)).toEqual([]);
  });

  const labels = [
    'phase',
    'event',
    'stage',
    'retryClass',
    'domain',
    'role',
    'recognised',
    'proofRule',
    'check',
    'cme',
  ];
  const moreLabels = [
    'portRole',
    'leaseOwner',
    'portEvent',
    'serverEvent',
    'hostile',
    'settingProblem',
    'outcome',
  ];
  it.each([...labels, ...moreLabels])('end no %s with a full stop', (group) => {
    const closed = [...inChinese, ...inEnglish].filter(
      ([key, text]) => key.startsWith(`${group}.`) && /[。.]$/.test(text),
    );
    expect(closed.map(([key]) => key)).toEqual([]);
  });
});

describe('tokens in params', () => {
  const i18n = createInstance();
  beforeAll(() =>
    i18n.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } }),
  );
  const lookup = (key: string): string | undefined => {
    const text: unknown = i18n.exists(key) ? i18n.t(key, { returnObjects: true }) : undefined;
    return typeof text === 'string' ? text : undefined;
  };
  const say = (key: string, params: Record<string, string | number>): string =>
    String(i18n.t(key, { ...inWords(key, params, lookup) }));

  it('are said in words', () => {
    expect(say('error.port.busy', { id: 'serial:COM5', owner: 'upgrade' })).toContain('(upgrade job)');
    const found = recogniseBytes(new Uint8Array([0xec, 0xdf, 0, 0]));
    const file = { fileName: 'a.par', found, firstBytes: 'ec df', supported: '.binpkg' };
    expect(say('error.firmware.unknownFormat', file)).toContain('its content is a bare delta');
  });

  it('keep their detail', () => {
    const damage = { check: 'binpkg.sha256:ap', offset: 8, expected: 'a', found: 'b' };
    expect(say('error.firmware.damaged', damage)).toContain('SHA-256 of an image (ap)');
  });

  it('stay as they are where there is no word for them', () => {
    const damage = { check: 'binpkg', offset: 8, expected: 'a', found: 'b' };
    expect(say('error.firmware.damaged', damage)).toContain('check binpkg at');
    expect(inWords('error.port.unknown', { id: 'upgrade' }, lookup)).toEqual({ id: 'upgrade' });
    const foreign = { owner: 'PID 4711: minicom', id: 'x' };
    expect(inWords('error.port.busy', foreign, lookup)).toEqual(foreign);
  });

  it.each([
    ['113782 bytes', '113,782 字节', '113,782 bytes'],
    ['at most 8192 bytes', '至多 8,192 字节', 'at most 8,192 bytes'],
    ['1 to 300 bytes', '1 到 300 字节', '1 to 300 bytes'],
    ['nothing', '没有更多内容', 'nothing more'],
    ['EA F1 8C 16', 'EA F1 8C 16', 'EA F1 8C 16'],
  ])("say the amount %s of a check in the reader's language", (expected, chinese, english) => {
    const params = { check: 'oldBytes', expected, found: expected };
    const said = (language: 'zh-CN' | 'en') =>
      inWords('error.delta.wrongBase', params, (key) => both[language].get(key))['expected'];
    expect(said('zh-CN')).toBe(chinese);
    expect(said('en')).toBe(english);
    expect(inWords('error.port.unknown', params, (key) => inChinese.get(key))['found']).toBe(expected);
  });
});
