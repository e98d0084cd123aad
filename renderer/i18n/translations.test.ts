import { describe, expect, it } from 'vitest';
import { coreTexts } from './coreTexts.ts';
import { en } from './en/index.ts';
import { i18n, textOf, textOfCode } from './index.ts';
import { zhCN } from './zh-CN/index.ts';

type Tree = { readonly [name: string]: string | Tree };

function flatten(tree: Tree, path = ''): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') flat.set(key, value);
    else for (const [inner, text] of flatten(value, key)) flat.set(inner, text);
  }
  return flat;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe.each([
  ['the window', flatten(zhCN), flatten(en)],
  ['core and window', flatten(coreTexts['zh-CN']), flatten(coreTexts.en)],
])('texts of %s', (_name, chinese, english) => {
  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    const different = [...chinese].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('hold no Chinese in English', () => {
    expect([...english].filter(([, text]) => /\p{Script=Han}|[，。：；（）“”]/u.test(text))).toEqual([]);
  });

  it('are never empty', () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('Chinese texts of the window', () => {
  it('hold Chinese unless they are a name or a sign', () => {
    const names =
      /^(?:AT|HTTP|URL|IMEI|ICCID|USB|SHA-256|Airdock|QuecThing|OneNET|\{\{from\}\} → \{\{to\}\})$/;
    const foreign = [...flatten(zhCN)].filter(
      ([, text]) => !/\p{Script=Han}/u.test(text) && !names.test(text),
    );
    expect(foreign).toEqual([]);
  });
});

describe('looking a text up', () => {
  it('fills in the params', async () => {
    await i18n.changeLanguage('en');
    expect(textOf('upgrade.elapsed', { time: '1:05' })).toBe('1:05 elapsed');
  });

  it('switches the language at once', async () => {
    await i18n.changeLanguage('en');
    expect(textOf('common.next')).toBe('Next');
    await i18n.changeLanguage('zh-CN');
    expect(textOf('common.next')).toBe('下一步');
  });

  it('finds the text of a dotted code', async () => {
    await i18n.changeLanguage('en');
    expect(textOfCode('error', 'rpc.cancelled')).toBe('Cancelled.');
  });

  it('shows a code without a text as it is', () => {
    expect(textOfCode('verdict', 'nobody.knows')).toBe('nobody.knows');
    expect(textOfCode('verdict', 'upgrade')).toBe('upgrade');
    expect(textOfCode('verdict', '')).toBe('');
  });

  it('says params that are codes in words', async () => {
    await i18n.changeLanguage('zh-CN');
    expect(textOfCode('event', 'job.stage', { stage: 'reboot' })).toContain('重启');
  });
});
