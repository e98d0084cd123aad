import { describe, expect, it } from 'vitest';
import { type Action, runAction } from './actions.ts';
import type { VerbContext } from './verb.ts';

const ran: (readonly string[])[] = [];
const note = (name: string): Action['run'] => {
  return async (_context, words) => {
    ran.push([name, ...words]);
    return 0;
  };
};
const actions = {
  list: { words: [0, 0], run: note('list') },
  add: { words: [1, 2], run: note('add') },
} as const satisfies Record<string, Action>;

async function run(...positionals: string[]): Promise<(readonly string[])[]> {
  ran.splice(0);
  // Nothing but the words is looked at before an action runs.
  const context = { args: { positionals, options: {} } } as unknown as VerbContext;
  await runAction(actions, context, 'list');
  return ran;
}

describe('a verb of several actions', () => {
  it('runs the one that the first word names, with the words behind it', async () => {
    expect(await run('add', 'a', 'b')).toEqual([['add', 'a', 'b']]);
  });

  it('runs the usual one without any word', async () => {
    expect(await run()).toEqual([['list']]);
  });

  it.each([
    [['frob'], 'badAction'],
    [['toString'], 'badAction'],
    [['add'], 'tooFew'],
    [['add', 'a', 'b', 'c'], 'tooMany'],
    [['list', 'x'], 'tooMany'],
  ])('is misused by %j: %s', async (words, key) => {
    await expect(run(...words)).rejects.toMatchObject({ key });
  });
});
