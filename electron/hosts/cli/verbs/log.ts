/** `log [list|show|search|export]`: everything that was recorded, of any time. */
import { exportFormatSchema } from '../../../../shared/contract/journalExport.ts';
import type { JournalLine } from '../../../../shared/contract/journalLine.ts';
import { type Action, runAction } from '../actions.ts';
import { choice, flag, integer, text } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { filterOptions, lineFilter, lineQuery } from '../log/logFilter.ts';
import { sessionTable } from '../log/sessionTable.ts';
import { followFrom, tell, tellRange, whenIndexed } from '../log/showLines.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

async function list(context: VerbContext): Promise<0> {
  const { args, core, output, t } = context;
  await whenIndexed(context, {});
  const { portIds, sources, levels, sessionIds, direction, ...filter } = lineFilter(args);
  const [portId] = portIds ?? [];
  const limit = integer(args, 'last', 1, 1000) ?? 50;
  const { sessions } = await core.journal.sessions({
    filter: { ...filter, ...(portId === undefined ? {} : { portId }) },
    limit,
  });
  output.result({ sessions }, sessionTable(t, sessions));
  return 0;
}

async function show(context: VerbContext): Promise<0> {
  const { args, output } = context;
  const filter = lineFilter(args);
  const { total } = await whenIndexed(context, filter);
  const last = integer(args, 'last', 0, 10_000_000) ?? 200;
  const next = await tellRange(context, filter, flag(args, 'all') ? 0 : Math.max(0, total - last), total);
  if (flag(args, 'follow')) await followFrom(context, filter, next);
  output.result({ total }, []);
  return 0;
}

/** Every hit, with the lines around it where asked for: `--level error --around 5` without words finds errors. */
async function search(context: VerbContext, [words]: readonly string[]): Promise<0 | 1> {
  const { args, core, output, t, signal } = context;
  const filter = lineFilter(args);
  await whenIndexed(context, filter);
  const around = integer(args, 'around', 0, 100) ?? 0;
  const limit = integer(args, 'last', 1, 10_000_000) ?? Number.POSITIVE_INFINITY;
  const query = lineQuery(args, words ?? '.');
  let from: number | null = 0;
  let found = 0;
  let shown = -1;
  while (from !== null && found < limit && !signal.aborted) {
    const asked = { filter, query: words === undefined ? { ...query, regex: true } : query, from };
    const answer: Awaited<ReturnType<typeof core.journal.search>> = await core.journal.search({
      ...{ ...asked, direction: 'forward', give: 'lines', limit: Math.min(200, limit - found) },
    });
    found += answer.hits.length;
    for (const line of answer.lines) shown = await tellAround(context, line, around, shown);
    from = answer.next;
    output.progress(
      t('cli.log.searching', { done: String(from ?? answer.state.total), all: String(answer.state.total) }),
    );
  }
  output.note(t('cli.log.found', { count: String(found) }));
  output.result({ found }, []);
  return found > 0 ? 0 : 1;
}

/** Lines that two hits share are told once; returns the last number that was told. */
async function tellAround(
  context: VerbContext,
  hit: JournalLine,
  around: number,
  shown: number,
): Promise<number> {
  if (around === 0) {
    tell(context, hit);
    return hit.number;
  }
  const first = Math.max(shown + 1, hit.number - around);
  const numbers = Array.from({ length: Math.max(0, hit.number + around + 1 - first) }, (_, at) => first + at);
  if (numbers.length === 0) return shown;
  if (shown >= 0 && first > shown + 1) context.output.line('--');
  const { lines } = await context.core.journal.linesAt({ numbers });
  for (const line of lines) tell(context, line);
  return numbers.at(-1) ?? shown;
}

async function writeFile(context: VerbContext, [words]: readonly string[]): Promise<0 | 1> {
  const { args, core, output, path, t } = context;
  const out = text(args, 'out');
  if (out === undefined) throw new UsageError('missingOption', { name: '-o FILE' });
  const { jobId } = await core.journal.export({
    filter: lineFilter(args),
    ...(words === undefined ? {} : { query: lineQuery(args, words) }),
    format: choice(args, 'as', exportFormatSchema.options, 'text'),
    redact: flag(args, 'redact'),
    path: path(out),
    overwrite: flag(args, 'force'),
  });
  const { state, result } = await followJob(context, jobId);
  if (state.phase !== 'ended' || result?.kind !== 'export') {
    if (state.phase === 'ended') output.note(t(`verdict.${state.verdict.code}`, state.verdict.params));
    return 1;
  }
  output.result({ export: result }, [
    t('cli.log.written', { path: result.path, lines: String(result.lines), sha256: result.sha256 }),
  ]);
  return 0;
}

const actions: Readonly<Record<string, Action>> = {
  list: { words: [0, 0], run: list },
  show: { words: [0, 0], run: show },
  search: { words: [0, 1], run: search },
  export: { words: [0, 1], run: writeFile },
};

export const log: Verb = {
  name: 'log',
  takes: `[${Object.keys(actions).join('|')}]`,
  forms: [
    'log [list] [--imei IMEI] [--outcome failed]',
    'log show [--session N] [--last N|--all] [--follow]',
    'log search [TEXT] [--regex] [--level error --around 5]',
    'log export [TEXT] -o FILE [--as text|plain|jsonl|csv|rows] [--redact]',
  ],
  positionals: [0, 2],
  options: {
    ...filterOptions,
    last: { type: 'string', value: 'N' },
    all: { type: 'boolean' },
    follow: { type: 'boolean' },
    regex: { type: 'boolean' },
    'case-sensitive': { type: 'boolean' },
    around: { type: 'string', value: 'N' },
    out: { type: 'string', short: 'o', value: 'FILE' },
    as: { type: 'string', value: exportFormatSchema.options.join('|') },
    redact: { type: 'boolean' },
    force: { type: 'boolean' },
  },
  run: (context) => runAction(actions, context, 'list'),
};
