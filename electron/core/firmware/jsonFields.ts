/** Fields of a JSON file that nobody promised anything about. */

/** The value at a path; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = isRecord(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return here;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Trimmed text, a number as text; null for everything else. */
export function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A JSON number, or a hex string with or without `0x`; both forms are in use. At most 32 bits. */
export function numeric(value: unknown): number | null {
  if (typeof value === 'string') {
    const digits = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(value.trim())?.[1];
    return digits === undefined ? null : Number.parseInt(digits, 16);
  }
  const whole = typeof value === 'number' && Number.isInteger(value);
  return whole && value >= 0 && value <= 0xffffffff ? value : null;
}

/** A JSON number or its decimal digits. */
export function decimal(value: unknown): number | null {
  if (typeof value === 'string') return /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
  return numeric(value);
}

/** A yes or no, also as 0 and 1. */
export function flag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 0 || value === 1 ? value === 1 : null;
}

/** The fields of a record that are texts or numbers, as text. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const said = typeof field === 'boolean' ? String(field) : text(field);
    return said === null ? [] : [[name, said] as const];
  });
  return Object.fromEntries(fields);
}
