/** Which fields a request shows, and whether it can be sent. */
import { type OtaField, otaFieldSchema } from '../../../shared/contract/otaClient.ts';

interface FormNeeds {
  /** `a|b`: one of them. */
  readonly needs: readonly string[];
  readonly takes: readonly OtaField[];
}

type Values = Readonly<Partial<Record<OtaField, string>>>;

const fieldOf = (name: string): OtaField[] => {
  const known = otaFieldSchema.safeParse(name);
  return known.success ? [known.data] : [];
};

export interface ShownField {
  readonly field: OtaField;
  readonly weight: 'needed' | 'oneOf' | 'optional';
}

/** What is needed first; of several that serve alike each is shown. */
export function fieldsOf({ needs, takes }: FormNeeds): readonly ShownField[] {
  const needed = needs.flatMap((need) =>
    need
      .split('|')
      .flatMap(fieldOf)
      .map((field): ShownField => ({ field, weight: need.includes('|') ? 'oneOf' : 'needed' })),
  );
  const others = takes.filter((field) => needed.every((one) => one.field !== field));
  return [...needed, ...others.map((field): ShownField => ({ field, weight: 'optional' }))];
}

export function isComplete({ needs }: FormNeeds, values: Values): boolean {
  const given = new Set<string>(
    Object.entries(values).flatMap(([name, text]) => (text === '' ? [] : [name])),
  );
  return needs.every((need) => need.split('|').some((name) => given.has(name)));
}

/** What was typed and the form takes; a value of another form is left out. */
export function givenOf(form: FormNeeds, values: Values): Partial<Record<OtaField, string>> {
  return Object.fromEntries(
    fieldsOf(form).flatMap(({ field }) => {
      const value = values[field] ?? '';
      return value === '' ? [] : [[field, value]];
    }),
  );
}
