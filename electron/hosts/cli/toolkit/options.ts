/** A FotaToolkit as it is named on the command line. */
import { AppError } from '../../../../shared/errors.ts';
import { text } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

export interface NamedToolkit {
  readonly program: string;
  readonly config?: string;
}

/** The program as typed, with `--toolkit-config` where it was given. */
export function namedToolkit({ args, path }: VerbContext, program: string): NamedToolkit {
  const config = text(args, 'toolkit-config');
  return { program: path(program), ...(config === undefined ? {} : { config: path(config) }) };
}

/** Where it is not clear which configuration is meant, an option is missing. */
export function asUsage(thrown: unknown): never {
  if (thrown instanceof AppError && thrown.code === 'planning.toolkitConfig')
    throw new UsageError('missingOption', { name: '--toolkit-config FILE' });
  throw thrown;
}
