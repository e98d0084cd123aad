/** Command-line words to a verb's arguments. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

/** One option of a verb; its meaning is the text `cli.option.<name>`. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given more than once; read with `texts`. */
  readonly multiple?: boolean;
  /** Placeholder in the help, e.g. `FILE`. */
  readonly value?: string;
}

export interface VerbArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** Options that every verb understands. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  lang: { type: 'string', value: 'zh|en' },
  help: { type: 'boolean', short: 'h' },
};

/**
 * Parses the words after the verb.
 * @param positionals how many a verb takes, lowest and highest
 * @throws UsageError naming the first word that does not fit
 */
export function parseVerbArguments(
  words: readonly string[],
  specs: Readonly<Record<string, OptionSpec>>,
  positionals: readonly [number, number],
): VerbArguments {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, spec] of Object.entries({ ...commonOptions, ...specs })) {
    const { type, short, multiple } = spec;
    options[name] = {
      type,
      ...(short === undefined ? {} : { short }),
      ...(multiple === undefined ? {} : { multiple }),
    };
  }
  const parsed = parseWords(words, options);
  if (parsed.options['help'] === true) return parsed;
  const [lowest, highest] = positionals;
  if (parsed.positionals.length < lowest) throw new UsageError('tooFew', { wanted: String(lowest) });
  const extra = parsed.positionals[highest];
  if (extra !== undefined) throw new UsageError('tooMany', { word: extra });
  return parsed;
}

function parseWords(words: readonly string[], options: ParseArgsOptionsConfig): VerbArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
      strict: true,
    });
    const flat: Record<string, string | boolean | readonly string[] | undefined> = {};
    for (const [name, value] of Object.entries(values)) {
      if (Array.isArray(value)) flat[name] = value.filter((word) => typeof word === 'string');
      else flat[name] = value;
    }
    return { positionals, options: flat };
  } catch (error) {
    throw new UsageError('badOption', { reason: optionIn(error) });
  }
}

/** The words in question out of Node's English sentence, which belongs on no Chinese page: `Unknown option '--frmat'. To ...`. */
function optionIn(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /'(-[^']*)'/.exec(message)?.[1] ?? message;
}

/** A text option, or undefined. */
export function text(args: VerbArguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every value of an option that may be given more than once. */
export function texts(args: VerbArguments, name: string): readonly string[] {
  const value = args.options[name];
  return typeof value === 'object' ? value : [];
}

/** True where a switch was given. */
export function flag(args: VerbArguments, name: string): boolean {
  return args.options[name] === true;
}

/** A whole number within a range, or undefined where the option was not given. */
export function integer(
  args: VerbArguments,
  name: string,
  lowest: number,
  highest: number,
): number | undefined {
  const value = text(args, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isInteger(number) || number < lowest || number > highest) {
    throw new UsageError('badNumber', { name, value, lowest: String(lowest), highest: String(highest) });
  }
  return number;
}

/** One of some words, or the default. */
export function choice<T extends string>(
  args: VerbArguments,
  name: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const value = text(args, name);
  if (value === undefined) return otherwise;
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw new UsageError('badChoice', { name, value, allowed: allowed.join(', ') });
  return found;
}
