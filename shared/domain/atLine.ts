/**
 * The grammar of AT lines, without any command's meaning (27.007, at-commands 1.6 and 1.8). Tolerant on purpose: modules differ
 * in blanks, quotes and case, and vendor manuals differ from modules.
 */

/** `+CREG: 0,1` is `{name: '+CREG', body: '0,1'}`; names are upper case, their sign (`+ ^ * # % $`) included. */
export interface NamedLine {
  readonly name: string;
  readonly body: string;
}

/** The last line of an answer. `code` is what stood behind `+CME ERROR:`, a number or its English name (AT+CMEE=2). */
export interface AtFinal {
  readonly kind: 'ok' | 'error' | 'cmeError';
  readonly code?: string;
}

const namedPattern = /^([+^*#%$][A-Za-z][A-Za-z0-9_]*)[ \t]*:[ \t]*(.*)$/;

/** Splits `<sign><NAME>: <body>`; null for every other line, `+E_UTRAN Service` included. */
export function splitNamed(line: string): NamedLine | null {
  const match = namedPattern.exec(line);
  if (match === null) return null;
  return { name: (match[1] ?? '').toUpperCase(), body: (match[2] ?? '').trim() };
}

/** Fields between commas outside quotes, blanks trimmed, one pair of quotes removed. An empty body has no fields. */
export function splitFields(body: string): string[] {
  return splitRawFields(body).map(unquote);
}

/** Like `splitFields`, quotes kept: `"1863"` and `1863` tell a URC from an answer in `+CREG`. */
export function splitRawFields(body: string): string[] {
  if (body.trim() === '') return [];
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const character of body) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) {
      fields.push(field.trim());
      field = '';
    } else {
      field += character;
    }
  }
  fields.push(field.trim());
  return fields;
}

/** Removes one pair of straight quotes around a text, if there is one. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}

/** A whole number written plainly, else null: `-1003` yes, `1.5`, `0x10` and the empty text no. */
export function parseInteger(text: string | undefined): number | null {
  return text !== undefined && /^[+-]?\d{1,10}$/.test(text) ? Number(text) : null;
}

/** `OK`, `ERROR`, `+CME ERROR: x`, `+CMS ERROR: x`; null for every other line. */
export function parseFinal(line: string): AtFinal | null {
  if (line === 'OK') return { kind: 'ok' };
  if (line === 'ERROR') return { kind: 'error' };
  const match = /^\+(CME|CMS) ERROR[ \t]*:?[ \t]*(.*)$/i.exec(line);
  if (match === null) return null;
  const code = unquote(match[2] ?? '');
  if ((match[1] ?? '').toUpperCase() === 'CMS') return { kind: 'error', code: `CMS ${code}` };
  return code === '' ? { kind: 'cmeError' } : { kind: 'cmeError', code };
}

/**
 * Names that may begin the answer to a command: `AT+CSQ;+CREG?` has `+CSQ` and `+CREG`, `ATI` none.
 * Quoted values are not searched.
 */
export function commandNames(command: string): string[] {
  const names: string[] = [];
  for (const part of command.replace(/"[^"]*"/g, '""').split(';')) {
    const match = /^(?:AT)?([+^*#%$][A-Za-z][A-Za-z0-9_]*)/i.exec(part.trim());
    if (match?.[1] !== undefined) names.push(match[1].toUpperCase());
  }
  return names;
}

/** What may not stand inside a quoted value: it would end the value or the line. */
export function isQuotable(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || code < 0x20 || code === 0x7f) return false;
  }
  return true;
}
