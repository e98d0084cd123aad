/** Kinds of virtual modules, their knobs and their cases, as tables. */
import type { DialectInfo, Knob, KnobValue } from '../../../../shared/contract/virtual.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Action } from '../actions.ts';
import { table } from '../format.ts';
import { findPort } from '../ports/findPort.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

/** Throws AppError virtual.unknownDialect {dialect, known}. */
export async function findDialect({ core }: VerbContext, id: string): Promise<DialectInfo> {
  const dialects = await core.virtual.dialects({});
  const found = dialects.find((dialect) => dialect.id === id);
  if (found !== undefined) return found;
  const known = dialects.map((dialect) => dialect.id).join(', ');
  throw new AppError('virtual.unknownDialect', { dialect: id, known });
}

/** A newcomer does not know the kinds yet, so whoever leaves it out is told them. */
async function dialectNamed(context: VerbContext, id: string | undefined): Promise<DialectInfo> {
  if (id !== undefined) return findDialect(context, id);
  const known = (await context.core.virtual.dialects({})).map((dialect) => dialect.id).join(', ');
  throw new UsageError('noKind', { known });
}

async function kinds({ core, output, t }: VerbContext): Promise<0> {
  const dialects = await core.virtual.dialects({});
  const rows = dialects.map(({ id, fileEndings }) => [id, t(`virtualDialect.${id}`), fileEndings.join(', ')]);
  const head = ['kind', 'meaning', 'file'].map((name) => t(`cli.virtual.column.${name}`));
  output.result({ dialects: dialects.map(({ id, chip, fileEndings }) => ({ id, chip, fileEndings })) }, [
    ...table(head, rows),
  ]);
  return 0;
}

async function knobs(context: VerbContext, [id]: readonly string[]): Promise<0> {
  const dialect = await dialectNamed(context, id);
  context.output.result({ dialect: dialect.id, knobs: dialect.knobs }, knobTable(context, dialect, {}));
  return 0;
}

async function cases(context: VerbContext, [id]: readonly string[]): Promise<0> {
  const { t, output } = context;
  const { id: dialect, presets } = await dialectNamed(context, id);
  const rows = presets.map((preset) => [
    preset.id,
    t(`virtualCase.${preset.id}.name`),
    Object.entries(preset.knobs)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(','),
  ]);
  const head = ['case', 'meaning', 'knobs'].map((name) => t(`cli.virtual.column.${name}`));
  output.result({ dialect, cases: presets }, table(head, rows));
  return 0;
}

async function get(context: VerbContext, [word = '']: readonly string[]): Promise<0> {
  const { id } = await findPort(context, word);
  return show(context, await context.core.virtual.knobs({ portId: id }));
}

/** The knobs of a module with their values; those that are not as made stand out by their star. */
export async function show(
  context: VerbContext,
  state: { readonly dialect: string; readonly values: Readonly<Record<string, KnobValue>> },
): Promise<0> {
  const dialect = await findDialect(context, state.dialect);
  context.output.result(state, knobTable(context, dialect, state.values));
  return 0;
}

function knobTable(
  { t }: VerbContext,
  { knobs: all }: DialectInfo,
  values: Readonly<Record<string, KnobValue>>,
): readonly string[] {
  const head = ['knob', 'value', 'range', 'meaning'].map((name) => t(`cli.virtual.column.${name}`));
  const row = (knob: Knob): readonly string[] => {
    const value = values[knob.name];
    const changed = value !== undefined && value !== knob.default;
    return [
      knob.name,
      `${written(value ?? knob.default)}${changed ? ' *' : ''}`,
      knob.unit === undefined ? knob.range : `${knob.range} (${t(`knobUnit.${knob.unit}`)})`,
      t(`knob.${knob.name}`),
    ];
  };
  return groupsOf(all).flatMap(([group, knobsOfGroup], index) => [
    ...(index === 0 ? [] : ['']),
    t(`knobGroup.${group}`),
    ...table(head, knobsOfGroup.map(row)),
  ]);
}

function written(value: KnobValue): string {
  return value === '' ? '""' : String(value);
}

function groupsOf(knobs: readonly Knob[]): readonly (readonly [string, readonly Knob[]])[] {
  const groups = new Map<string, Knob[]>();
  for (const knob of knobs) groups.set(knob.group, [...(groups.get(knob.group) ?? []), knob]);
  return [...groups];
}

export const describing: Readonly<Record<string, Action>> = {
  kinds: { words: [0, 0], run: kinds },
  knobs: { words: [0, 1], run: knobs },
  cases: { words: [0, 1], run: cases },
  get: { words: [1, 1], run: get },
};
