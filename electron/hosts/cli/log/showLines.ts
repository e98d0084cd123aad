/** Lines of the journal on a terminal, and as events for programs. */

import { setTimeout as delay } from 'node:timers/promises';
import type { IndexState, JournalLine, LineFilter } from '../../../../shared/contract/journalLine.ts';
import type { VerbContext } from '../verb.ts';

const esc = '\u001b';
const pageLines = 500;

/** `2026-11-21 09:08:07.006 log COM5 < text`; what would steer the terminal is shown as a sign. */
export function lineText({ wallMs, source, portId, direction, text }: JournalLine): string {
  const arrow = direction === undefined ? '' : direction === 'tx' ? '> ' : '< ';
  const where = portId === undefined ? source : `${source} ${portId}`;
  return `${timeText(wallMs)} ${where} ${arrow}${text.replaceAll(esc, '\u241b')}`;
}

export function timeText(wallMs: number): string {
  const at = new Date(wallMs - new Date(wallMs).getTimezoneOffset() * 60_000);
  return at.toISOString().replace('T', ' ').replace('Z', '');
}

export function tell({ output }: VerbContext, line: JournalLine): void {
  output.event({ event: 'line', ...line });
  output.line(lineText(line));
}

/** Waits until the index knows every row; says how far it is. */
export async function whenIndexed(
  { core, output, signal, t }: VerbContext,
  filter: LineFilter,
): Promise<IndexState> {
  for (;;) {
    const { state } = await core.journal.lines({ filter, from: 0, count: 1 });
    if (state.rebuilding === undefined) return state;
    output.progress(t('cli.log.indexing', { done: String(state.indexedSeq), all: String(state.lastSeq) }));
    await delay(200, undefined, { signal });
  }
}

/** Every line of the list from a position to another, in order; returns where it ended. */
export async function tellRange(
  context: VerbContext,
  filter: LineFilter,
  from: number,
  to: number,
): Promise<number> {
  let next = from;
  while (next < to && !context.signal.aborted) {
    const { lines } = await context.core.journal.lines({
      filter,
      from: next,
      count: Math.min(pageLines, to - next),
    });
    for (const line of lines) tell(context, line);
    const last = lines.at(-1);
    if (last === undefined) break;
    next = last.index + 1;
  }
  return next;
}

/** Every new line until Ctrl-C; none is left out, however fast they come. */
export async function followFrom(context: VerbContext, filter: LineFilter, from: number): Promise<void> {
  const { core, signal } = context;
  let next = from;
  let work = Promise.resolve();
  const ended = Promise.withResolvers<void>();
  const grown = (total: number): void => {
    work = work.then(async () => {
      next = await tellRange(context, filter, next, total);
    });
    work.catch(ended.reject);
  };
  const stop = core.journal.follow(
    { filter, last: 0 },
    {
      onSnapshot: ({ state }) => grown(state.total),
      onChanges: (changes) => grown(changes.at(-1)?.state.total ?? 0),
      onError: ended.reject,
    },
  );
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  if (signal.aborted) ended.resolve();
  try {
    await ended.promise;
    await work;
  } finally {
    stop();
  }
}
