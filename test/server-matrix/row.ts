import { expect } from 'vitest';
import { holes } from './answers.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { exchange } from './wire.ts';

/** The columns of the matrix (platform-apis 6). */
export const columns = ['update', 'newest', 'banned', 'cut', 'stranger', 'wait'] as const;
export type Column = (typeof columns)[number];

/** What a column means, in the words of its tests. */
export const meanings: Readonly<Record<Column, string>> = {
  update: 'is given its update',
  newest: 'is told that it runs the newest',
  banned: 'is turned away when it is banned',
  cut: 'loses its connection at half and comes to the same file',
  stranger: 'is turned away under a wrong identity',
  wait: 'is told to wait while the package is built, and then gets it',
};

/** One request and its whole answer, or something that happens in between. `{{name}}` in a request is what came before. */
export type Step =
  | { readonly send: string; readonly hear: string; readonly stopAfter?: number }
  | { readonly does: (shelf: Shelf) => void | Promise<void> };

export interface Cell {
  /** What the documents leave open here, and what was chosen; part of the test's name. */
  readonly chosen?: string;
  readonly steps: readonly Step[];
}

/** One client dialect. */
export interface Row {
  readonly client: string;
  readonly setUp: (shelf: Shelf) => Promise<void>;
  readonly cells: Readonly<Record<Column, Cell>>;
}

/** Plays one cell against a server of its own. */
export async function play({ setUp }: Row, { steps }: Cell): Promise<void> {
  const shelf = await openShelf();
  try {
    await setUp(shelf);
    const known = new Map<string, string>();
    for (const [at, step] of steps.entries()) {
      if ('does' in step) {
        await step.does(shelf);
        continue;
      }
      const { send, hear, ...listening } = step;
      const heard = await exchange(shelf.port, fill(send, known), listening);
      const expected = expectedOf(heard, hear, known);
      compare(heard, expected.slice(0, listening.stopAfter), `step ${at + 1}: ${send.slice(0, 160)}`);
    }
  } finally {
    await shelf.close();
  }
}

function fill(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`nobody said {{${name}}} yet`);
    return value;
  });
}

/** The answer with its holes filled: a new one from what came, and what is known already has to come again. */
function expectedOf(heard: string, wanted: string, known: Map<string, string>): string {
  const texts = wanted.split(/\{\{\w+\}\}/);
  const names = [...wanted.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  let expected = texts[0] ?? '';
  for (const [at, name] of names.entries()) {
    const { pattern = '', length = 0 } = holes[name] ?? {};
    const found = heard.slice(expected.length, expected.length + length);
    expect(found, `{{${name}}} after ${expected}`).toMatch(new RegExp(`^${pattern}$`));
    // The number of an answer is a new one each time.
    const value = name === 'requestId' ? found : (known.get(name) ?? found);
    known.set(name, value);
    expected += value + (texts[at + 1] ?? '');
  }
  return expected;
}

/** Byte for byte; heads first, for a short difference is a readable one. */
function compare(heard: string, expected: string, about: string): void {
  expect(readable(heard), about).toBe(readable(expected));
  expect(Buffer.from(heard, 'latin1').equals(Buffer.from(expected, 'latin1')), `body of ${about}`).toBe(true);
}

function readable(answer: string): string {
  const end = answer.indexOf('\r\n\r\n') + 4;
  return answer.length - end < 1000 ? answer : `${answer.slice(0, end)}${answer.length - end} bytes`;
}
