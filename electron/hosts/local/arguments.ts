/** The few words that the local host understands. */
import { parseArgs } from 'node:util';

export interface LocalArguments {
  readonly open: boolean;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Throws a plain Error with a sentence for the terminal. */
export function parseLocalArguments(words: readonly string[]): LocalArguments {
  const { values } = parseArgs({
    args: [...words],
    options: { 'no-open': { type: 'boolean' }, port: { type: 'string' } },
    strict: true,
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error('--port takes a number from 0 to 65535');
  return { open: values['no-open'] !== true, port };
}
