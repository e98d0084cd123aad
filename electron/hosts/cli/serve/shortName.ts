/** `--name`, within what the contract keeps: a name that was cut would be found by nobody. */
import { text, type VerbArguments } from '../arguments.ts';
import { UsageError } from '../usage.ts';

/** Undefined where the option was not given. Throws UsageError badName {value, limit}. */
export function shortName(args: VerbArguments, limit: number): string | undefined {
  const value = text(args, 'name')?.trim();
  if (value === undefined) return undefined;
  if (value === '' || value.length > limit) throw new UsageError('badName', { value, limit: String(limit) });
  return value;
}
