import { expect, it } from 'vitest';
import { type LuaSnippetInput, luaSnippet, luaString } from './luaSnippet.ts';

const input: LuaSnippetInput = {
  ...{ url: 'http://10.0.0.2:8080/upgrade', form: 'query', project: 'demo', version: '1.0.0' },
  ...{ projectKey: 'KEY', periodSeconds: 3600 },
};

it('writes the address so that the library composes the request as meant', () => {
  expect(luaSnippet(input)).toContain('local opts = { url = "http://10.0.0.2:8080/upgrade?" }');
  expect(luaSnippet({ ...input, form: 'direct' })).toContain('url = "###http://10.0.0.2:8080/upgrade"');
});

it('has project, version, key and period, and leaves out what is not given', () => {
  const script = luaSnippet(input);
  for (const line of [
    'PROJECT = "demo"',
    'VERSION = "1.0.0"',
    'PRODUCT_KEY = "KEY"',
    'libfota2.request, 3600000, on_result, opts',
  ])
    expect(script).toContain(line);
  const bare = luaSnippet({ ...input, projectKey: '', periodSeconds: 0 });
  expect(bare).not.toMatch(/PRODUCT_KEY|timerLoopStart/);
});

it('cannot be left by a quote, a backslash or a line end', () => {
  expect(luaString('a"b\\c\nd')).toBe('"a\\"b\\\\c\\nd"');
});
