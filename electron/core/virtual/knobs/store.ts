import { AppError } from '../../../../shared/errors.ts';
import { createEmitter } from '../emitter.ts';
import type { KnobSpec, KnobSpecs, KnobsOf, KnobValue } from './spec.ts';

/** Plain values by name, as a door sends them. */
export type KnobValues = Readonly<Record<string, KnobValue>>;

/** Some of them; what is undefined stays as it is. */
export type KnobChanges = Readonly<Record<string, KnobValue | undefined>>;

/** The knobs as they are now; a change takes effect at the next use. */
export interface KnobStore<K extends object> {
  get(): K;
  /** @throws AppError `virtual.badKnob` {knob, reason}; then nothing was changed */
  set(changes: Partial<K>): void;
  /** Called after each change, with the values before it. */
  onChanged(listener: (before: K) => void): () => void;
}

/**
 * Knobs with the defaults of their descriptions and the changes on top.
 * @throws AppError `virtual.badKnob` {knob, reason} for an unknown name or a value that does not fit
 */
export function createKnobStore<const S extends KnobSpecs>(
  specs: S,
  changes: Partial<KnobsOf<S>> = {},
): KnobStore<KnobsOf<S>> {
  const changed = createEmitter<KnobsOf<S>>();
  let current = { ...defaultsOf(specs), ...checkKnobs(specs, changes) };
  return {
    get: () => current,
    onChanged: changed.on,
    set(more) {
      const before = current;
      current = { ...current, ...checkKnobs(specs, more) };
      changed.emit(before);
    },
  };
}

/** The default of every knob. */
export function defaultsOf<const S extends KnobSpecs>(specs: S): KnobsOf<S> {
  const pairs = Object.entries(specs).map(([name, spec]) => [name, spec.default]);
  // The pairs are made from the descriptions that the type is made from.
  return Object.fromEntries(pairs) as KnobsOf<S>;
}

/**
 * The changes after their check. Knobs come from command lines, so this is a boundary.
 * @throws AppError `virtual.badKnob` {knob, reason} for an unknown name or a value that does not fit
 */
export function checkKnobs<const S extends KnobSpecs>(specs: S, changes: KnobChanges): Partial<KnobsOf<S>> {
  const pairs = Object.entries(changes).flatMap(([name, given]) => {
    if (given === undefined) return [];
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) throw misfit(name, nearest(name, Object.keys(specs)).join(', '));
    const value = asText(spec, given);
    const reason = explainMisfit(spec, value);
    if (reason !== null) throw misfit(name, reason);
    return [[name, value]];
  });
  // Each pair was checked against the description that its type is made from.
  return Object.fromEntries(pairs) as Partial<KnobsOf<S>>;
}

/** The names that were most likely meant. */
function nearest(name: string, names: readonly string[]): readonly string[] {
  const distances = names.map((other) => ({
    other,
    distance: editDistance(name.toLowerCase(), other.toLowerCase()),
  }));
  return distances
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ other }) => other);
}

/** Letters to put in, take out or exchange. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

function misfit(knob: string, reason: string): AppError {
  return new AppError('virtual.badKnob', { knob, reason });
}

/** A command line cannot know that a serial number is text. */
function asText(spec: KnobSpec, value: unknown): unknown {
  return spec.type === 'text' && (typeof value === 'number' || typeof value === 'boolean')
    ? String(value)
    : value;
}

/** What a knob takes instead of this value, or null when the value fits. */
export function explainMisfit(spec: KnobSpec, value: unknown): string | null {
  if (value === null && spec.nullable === true) return null;
  return fits(spec, value) ? null : describeRange(spec);
}

function fits(spec: KnobSpec, value: unknown): boolean {
  switch (spec.type) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return spec.choices?.some((choice) => choice === value) === true;
    case 'text':
      return typeof value === 'string' && (spec.pattern?.test(value) ?? true);
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= (spec.min ?? -Infinity) &&
        value <= (spec.max ?? Infinity)
      );
  }
}

/** What a knob takes, short and without words of a language: `true | false`, `0..31`, `>= 0`, `"..." | null`. */
export function describeRange(spec: KnobSpec): string {
  const forms: Readonly<Record<KnobSpec['type'], () => readonly string[]>> = {
    switch: () => ['true', 'false'],
    choice: () => (spec.choices ?? []).map(String),
    text: () => [spec.form ?? '"..."'],
    number: () => [spec.max === undefined ? `>= ${spec.min ?? 0}` : `${spec.min ?? 0}..${spec.max}`],
  };
  return [...forms[spec.type](), ...(spec.nullable === true ? ['null'] : [])].join(' | ');
}
