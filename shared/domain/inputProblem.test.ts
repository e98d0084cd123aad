import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import { inputProblem } from './inputProblem.ts';
import { texts as en } from './texts/en.ts';
import { inWords } from './texts/tokens.ts';
import { texts as zh } from './texts/zh-CN.ts';

const schema = z.strictObject({
  name: z.string().min(2).max(4).optional(),
  count: z.number().int().min(1).max(9).optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  way: z.enum(['http', 'serial']).optional(),
  code: z.string().regex(/^a+$/).optional(),
  id: z.uuid().optional(),
  source: z
    .discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a'), path: z.string() })])
    .optional(),
  own: z
    .string()
    .refine(() => false, 'hostPort')
    .optional(),
  foreign: z
    .string()
    .refine(() => false, 'a sentence in one language')
    .optional(),
});

function problemOf(input: unknown) {
  const parsed = schema.safeParse(input);
  if (parsed.success) throw new Error('the input fits');
  return inputProblem(parsed.error, input);
}

const cases = [
  [{ name: 7 }, 'name', 'type.string'],
  [{ name: 'a' }, 'name', 'tooShort:2'],
  [{ name: 'secret' }, 'name', 'tooLong:4'],
  [{ count: 'x' }, 'count', 'type.number'],
  [{ count: 1.5 }, 'count', 'type.int'],
  [{ count: 0 }, 'count', 'tooSmall:1'],
  [{ count: 10 }, 'count', 'tooLarge:9'],
  [{ list: [] }, 'list', 'tooFew:1'],
  [{ list: ['', '', ''] }, 'list', 'tooMany:2'],
  [{ list: {} }, 'list', 'type.array'],
  [{ way: 'cloud' }, 'way', 'choice:http | serial'],
  [{ code: 'b' }, 'code', 'form'],
  [{ id: 'b' }, 'id', 'form:uuid'],
  [{ source: { kind: 'b' } }, 'source.kind', 'choice'],
  [{ source: { kind: 'a' } }, 'source.path', 'missing'],
  [{ more: 1, __proto__x: 2 }, '', 'unknownField:more, __proto__x'],
  [{ own: '' }, 'own', 'hostPort'],
  [{ foreign: '' }, 'foreign', 'notValid'],
  ['text', '', 'type.object'],
  [undefined, '', 'missing'],
] as const;

describe('what is wrong with an input', () => {
  it.each(cases)('%j', (input, path, reason) => {
    expect(problemOf(input)).toEqual({ path, reason });
  });

  it('never quotes the input', () => {
    expect(JSON.stringify(problemOf({ name: 'SECRETKEY' }))).not.toContain('SECRETKEY');
  });

  it.each([
    ['zh-CN', zh, /^[^a-z]*$/],
    ['en', en, /^[^㐀-鿿]*$/],
  ] as const)('is said in %s', (_language, texts, pattern) => {
    for (const [, , reason] of cases) {
      const [token = '', detail = ''] = reason.split(':');
      const said = inWords('error.rpc.invalidInput', { reason }, (key) => textAt(texts, key));
      expect(said['reason'], reason).not.toBe(reason);
      expect(String(said['reason']).replace(`(${detail})`, ''), token).toMatch(pattern);
    }
  });
});

it('a member of the contract with a check of its own says what it wanted by a token that has a text', () => {
  const said = new Set<string>();
  const look = (schema: unknown, seen = new Set<unknown>()): void => {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
    seen.add(schema);
    if (schema instanceof z.core.$ZodCheck || schema instanceof z.ZodType) {
      const { def } = schema._zod;
      if ('check' in def && def.check === 'custom' && 'error' in def && typeof def.error === 'function') {
        // Made by zod from the text in the schema; it takes the issue and says the message.
        const message: unknown = Reflect.apply(def.error, undefined, [{ input: undefined }]);
        if (typeof message === 'string') said.add(message);
      }
      for (const part of Object.values(def)) look(part, seen);
      return;
    }
    for (const part of Object.values(schema)) look(part, seen);
  };
  look(contract);
  expect(said.size).toBeGreaterThan(3);
  for (const message of said) {
    expect([message, textAt(en, `inputProblem.${message}`) !== undefined]).toEqual([message, true]);
  }
});

function textAt(tree: unknown, key: string): string | undefined {
  let found: unknown = tree;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, part);
  }
  return typeof found === 'string' ? found : undefined;
}
