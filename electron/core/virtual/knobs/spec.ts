/** What a knob can be set to; `null` only where the knob says so. */
export type KnobValue = string | number | boolean | null;

/** Where a knob stands in a form; the texts are `knobGroup.<group>`. Add a group here and its text in both languages. */
export const knobGroups = [
  'time',
  'line',
  'identity',
  'radio',
  'port',
  'settings',
  'download',
  'cloud',
  'package',
  'apply',
  'serial',
  'platform',
  'mcu',
] as const;
export type KnobGroup = (typeof knobGroups)[number];

/** What a number counts; the texts are `knobUnit.<unit>`. */
export const knobUnits = [
  'ms',
  's',
  'bytes',
  'bytesPerSecond',
  'percent',
  'millivolts',
  'dbm',
  'times',
  'attempts',
  'cme',
] as const;
export type KnobUnit = (typeof knobUnits)[number];

/**
 * One knob of a virtual module, described so that a window can draw it and a command line can list it. Its text is
 * `knob.<name>` in shared/domain/texts, one sentence that says what the module does then. A fact that the reference marks
 * inferred or unknown is a knob, so that no default is mistaken for the vendor's behaviour.
 */
export interface KnobSpec<V extends KnobValue = KnobValue> {
  readonly group: KnobGroup;
  readonly type: 'switch' | 'number' | 'choice' | 'text';
  readonly default: V;
  /** Every value of a `choice`; one of them with a text of its own has it as `knobChoice.<name>.<value>`. */
  readonly choices?: readonly V[];
  /** Limits of a `number`, both included. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: KnobUnit;
  /** `null` is a value too: off, nobody, never. */
  readonly nullable?: true;
  /** A `text` has to match `pattern`, which `form` writes for people. */
  readonly pattern?: RegExp;
  readonly form?: string;
  /** Read only while the module is made. */
  readonly atCreation?: true;
}

export type KnobSpecs = Readonly<Record<string, KnobSpec>>;

/** The values of some knobs, typed by their descriptions. */
export type KnobsOf<S extends KnobSpecs> = {
  readonly [K in keyof S]: S[K] extends KnobSpec<infer V> ? V : never;
};

type Facts = Omit<KnobSpec, 'type' | 'default' | 'group' | 'choices' | 'nullable'>;

/** On or off. */
export function toggle(group: KnobGroup, byDefault: boolean, facts: Facts = {}): KnobSpec<boolean> {
  return { group, type: 'switch', default: byDefault, ...facts };
}

/** A number, 0 and above unless `facts` say otherwise. */
export function number(group: KnobGroup, byDefault: number, facts: Facts = {}): KnobSpec<number> {
  return { group, type: 'number', default: byDefault, min: 0, ...facts };
}

/** One of a few values, the first of `choices` by default unless `byDefault` names another. */
export function choice<const V extends string | number>(
  group: KnobGroup,
  byDefault: NoInfer<V>,
  choices: readonly V[],
  facts: Facts = {},
): KnobSpec<V> {
  return { group, type: 'choice', default: byDefault, choices, ...facts };
}

/** Any text, or one that matches `facts.pattern`. */
export function text(group: KnobGroup, byDefault: string, facts: Facts = {}): KnobSpec<string> {
  return { group, type: 'text', default: byDefault, ...facts };
}

/** A text that may also be `null`, which is its default. */
export function optionalText(group: KnobGroup, facts: Facts = {}): KnobSpec<string | null> {
  return { group, type: 'text', default: null, nullable: true, ...facts };
}

/** The same knobs with other defaults. */
export function withDefaults<const S extends KnobSpecs>(specs: S, defaults: Partial<KnobsOf<S>>): S {
  const pairs = Object.entries(specs).map(([name, spec]) => {
    const value: KnobValue | undefined = Object.entries(defaults).find(([key]) => key === name)?.[1];
    return [name, value === undefined ? spec : { ...spec, default: value }];
  });
  // Same names and value types: only defaults were replaced.
  return Object.fromEntries(pairs) as S;
}
