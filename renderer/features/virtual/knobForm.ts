/** What the forms of knobs compute; pure. */
import type { FileRef } from '../../../shared/contract/common.ts';
import type { DialectInfo, Knob, KnobValue } from '../../../shared/contract/virtual.ts';

export type KnobValues = Readonly<Record<string, KnobValue>>;

/** Knobs by their group, in the order of the dialect. */
export function groupsOf(knobs: readonly Knob[]): readonly (readonly [string, readonly Knob[]])[] {
  const groups = new Map<string, Knob[]>();
  for (const knob of knobs) groups.set(knob.group, [...(groups.get(knob.group) ?? []), knob]);
  return [...groups];
}

/** Those that are not as the kind makes them. */
export function changedKnobs(knobs: readonly Knob[], values: KnobValues): readonly Knob[] {
  return knobs.filter((knob) => {
    const value = values[knob.name];
    return value !== undefined && value !== knob.default;
  });
}

/** Every knob that can be turned now back at its default, and those of a case on top. */
export function valuesOfCase(knobs: readonly Knob[], preset: KnobValues): KnobValues {
  const turnable = knobs.filter((knob) => !knob.atCreation);
  return Object.fromEntries(
    turnable.map(({ name, default: byDefault }) => [name, preset[name] ?? byDefault]),
  );
}

/** The case whose knobs stand like this, if there is exactly that one. */
export function caseOf(dialect: DialectInfo, values: KnobValues): string | null {
  const changed = changedKnobs(dialect.knobs, values);
  if (changed.length === 0) return null;
  const fits = dialect.presets.filter(({ knobs }) => {
    const names = Object.keys(knobs).filter(
      (name) => dialect.knobs.find((knob) => knob.name === name)?.default !== knobs[name],
    );
    return names.length === changed.length && changed.every(({ name }) => knobs[name] === values[name]);
  });
  return fits[0]?.id ?? null;
}

/** What was typed as the knob's value, or null while it is none. */
export function numberOf(knob: Knob, typed: string): number | null {
  const value = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(value)) return null;
  if (value < (knob.min ?? -Infinity) || value > (knob.max ?? Infinity)) return null;
  return value;
}

/** The same module from the command line, for a colleague or a ticket. */
export function commandLine(
  dialect: DialectInfo,
  fileName: string,
  imei: string,
  values: KnobValues,
): string {
  const changed = changedKnobs(dialect.knobs, values).map(({ name }) => `${name}=${String(values[name])}`);
  const words = ['airdock', 'virtual', dialect.id, quoted(fileName === '' ? 'FIRMWARE' : fileName)];
  if (imei !== '') words.push('--imei', imei);
  if (changed.length > 0) words.push('--knobs', quoted(changed.join(',')));
  return words.join(' ');
}

function quoted(word: string): string {
  return /^[\w.,=:/+-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}

/** The last part of a path, or the name of a demo file; an uploaded copy has none. */
export function fileNameOf(file: FileRef | null, uploaded: string): string {
  if (file === null) return '';
  if (file.kind === 'path') return file.path.split(/[\\/]/).at(-1) ?? file.path;
  return file.kind === 'demo' ? file.name : uploaded;
}

/** Whether any of the texts contains every word that was typed. */
export function matches(typed: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
