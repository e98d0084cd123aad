/** A key from a command line: given as a word, or with `-` from standard input, so that no shell history keeps it. */
import { text as textOf } from 'node:stream/consumers';
import { text, type VerbArguments } from './arguments.ts';

export async function readKey(
  args: VerbArguments,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<string | undefined> {
  const word = text(args, 'key');
  return word === '-' ? (await textOf(stdin)).trim() : word;
}
