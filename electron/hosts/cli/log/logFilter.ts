/** Which lines a person asks for, from the options of `log`. */
import {
  type LineFilter,
  type LineQuery,
  lineLevelSchema,
  lineSourceSchema,
} from '../../../../shared/contract/journalLine.ts';
import { outcomeSchema } from '../../../../shared/contract/verdict.ts';
import { flag, type OptionSpec, text, texts, type VerbArguments } from '../arguments.ts';
import { moment } from '../serve/moment.ts';
import { UsageError } from '../usage.ts';

export const filterOptions: Readonly<Record<string, OptionSpec>> = {
  source: { type: 'string', multiple: true, value: lineSourceSchema.options.join('|') },
  level: { type: 'string', multiple: true, value: lineLevelSchema.options.join('|') },
  port: { type: 'string', short: 'p', value: 'PORT' },
  job: { type: 'string', value: 'ID' },
  session: { type: 'string', value: 'NUMBER' },
  imei: { type: 'string', value: 'IMEI' },
  outcome: { type: 'string', multiple: true, value: outcomeSchema.options.join('|') },
  since: { type: 'string', value: 'TIME' },
  until: { type: 'string', value: 'TIME' },
};

/** Throws UsageError where a word is none of those that an option takes. */
export function lineFilter(args: VerbArguments): LineFilter {
  const session = text(args, 'session');
  if (session !== undefined && !/^[1-9]\d{0,8}$/.test(session)) {
    throw new UsageError('badNumber', { name: 'session', value: session, lowest: '1', highest: '999999999' });
  }
  const filter: LineFilter = {
    sources: several(args, 'source', lineSourceSchema.options),
    levels: several(args, 'level', lineLevelSchema.options),
    outcomes: several(args, 'outcome', outcomeSchema.options),
    portIds: text(args, 'port')?.split(','),
    jobId: text(args, 'job'),
    imei: text(args, 'imei'),
    sessionIds: session === undefined ? undefined : [Number(session)],
    fromMs: moment(args, 'since'),
    toMs: moment(args, 'until'),
  };
  // What was not asked for is left out: the filter travels, and its members are optional.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export function lineQuery(args: VerbArguments, words: string): LineQuery {
  return { text: words, regex: flag(args, 'regex'), caseSensitive: flag(args, 'case-sensitive') };
}

function several<T extends string>(
  args: VerbArguments,
  name: string,
  allowed: readonly T[],
): T[] | undefined {
  const given = texts(args, name).flatMap((word) => word.split(','));
  if (given.length === 0) return undefined;
  return given.map((value) => {
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw new UsageError('badChoice', { name, value, allowed: allowed.join(', ') });
    return found;
  });
}
