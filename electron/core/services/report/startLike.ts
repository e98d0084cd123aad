/** A virtual module under the conditions of a recording, one of them changed. */
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { Conditions } from '../../../../shared/contract/report.ts';
import type { KnobValue } from '../../../../shared/contract/virtual.ts';
import { AppError } from '../../../../shared/errors.ts';
import { findConditions } from '../../report/conditions.ts';
import type { Recordings } from '../../report/recordings.ts';
import { dialectOf, virtualDialects } from '../../virtual/dialects.ts';

/** Only knobs that the dialect has: what it does not have cannot have befallen it. */
export async function conditionsOf(recordings: Recordings, id: string, forced?: string): Promise<Conditions> {
  const rows: JournalRow[] = [];
  for await (const row of recordings.all(id)) rows.push(row);
  const found = findConditions(
    rows,
    virtualDialects.map((dialect) => dialect.id),
  );
  const dialect = forced ?? found.dialect;
  const knobs = dialect === null ? [] : found.knobs.filter(({ name }) => name in dialectOf(dialect).knobs);
  return { ...found, dialect, knobs };
}

export async function startLike(
  recordings: Recordings,
  create: CoreHandlers['virtual']['create'],
  input: Parameters<CoreHandlers['report']['startVirtual']>[0],
  context: Parameters<CoreHandlers['virtual']['create']>[1],
): ReturnType<typeof startedLike> {
  return startedLike(
    await conditionsOf(recordings, input.recordingId, input.dialect),
    create,
    input,
    context,
  );
}

async function startedLike(
  { dialect, knobs: found }: Conditions,
  create: CoreHandlers['virtual']['create'],
  { firmware, change }: Parameters<CoreHandlers['report']['startVirtual']>[0],
  context: Parameters<CoreHandlers['virtual']['create']>[1],
) {
  if (dialect === null) throw new AppError('report.conditionsUnknown');
  const knobs: Record<string, KnobValue> = {
    ...Object.fromEntries(found.map(({ name, value }): [string, KnobValue] => [name, value])),
    ...change,
  };
  return { port: await create({ dialect, firmware, knobs }, context), dialect, knobs };
}
