/** What a verb is: a name, what it takes, and what it does with a running core. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import type { OptionSpec, VerbArguments } from './arguments.ts';
import type { Output } from './output.ts';

export interface VerbContext {
  readonly core: CoreClient;
  readonly args: VerbArguments;
  readonly output: Output;
  readonly t: Translate;
  /** Absolute path of a word that a person typed, relative to where they stand. */
  readonly path: (word: string) => string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Verb {
  readonly name: string;
  /** Positional words for the help line, e.g. `OLD NEW`. */
  readonly takes: string;
  /** Where one verb does several things: each as it is typed, without `airdock`. */
  readonly forms?: readonly string[];
  readonly positionals: readonly [number, number];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Returns the exit code: 0 done, 1 refused or failed. Throws AppError (1) or UsageError (2). */
  run(context: VerbContext): Promise<0 | 1>;
}
