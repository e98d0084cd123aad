/**
 * What is wrong with an input, as a token of the group `inputProblem` in shared/domain/texts, so that a person reads it in his own
 * language. A detail stands behind a colon: `tooLong:128`. The input itself is never quoted: it may be a key.
 */
import type { z } from 'zod';

/** How many names of unknown fields are told, and how much of one. */
const namesTold = { count: 3, length: 40 };

export interface InputProblem {
  /** Where, as the contract names it: `source.kind`; empty for the whole input. */
  readonly path: string;
  /** Token of `inputProblem`. */
  readonly reason: string;
}

/** The first problem that a schema of the contract found. */
export function inputProblem({ issues: [issue] }: z.ZodError, input: unknown): InputProblem {
  if (issue === undefined) return { path: '', reason: 'notValid' };
  return { path: issue.path.join('.'), reason: reasonOf(issue, valueAt(input, issue.path)) };
}

type Issue = z.core.$ZodIssue;

function reasonOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'missing' : `type.${issue.expected}`;
    case 'too_big':
      return withDetail(sizeWord(issue.origin, 'Long', 'Many', 'Large'), String(issue.maximum));
    case 'too_small':
      return withDetail(sizeWord(issue.origin, 'Short', 'Few', 'Small'), String(issue.minimum));
    case 'unrecognized_keys':
      return withDetail('unknownField', namesOf(issue.keys));
    case 'invalid_value':
      return value === undefined ? 'missing' : withDetail('choice', issue.values.map(String).join(' | '));
    case 'invalid_format':
      return issue.format === 'regex' ? 'form' : withDetail('form', issue.format);
    case 'not_multiple_of':
      return withDetail('multipleOf', String(issue.divisor));
    case 'invalid_union':
      return value === undefined ? 'missing' : 'choice';
    case 'custom':
      // Our own schemas name a token; whatever else stands there is no text for a person.
      return /^[a-zA-Z.]+$/.test(issue.message) ? issue.message : 'notValid';
    default:
      return 'notValid';
  }
}

function sizeWord(origin: string, ofText: string, ofList: string, ofNumber: string): string {
  if (origin === 'string') return `too${ofText}`;
  return origin === 'array' || origin === 'set' || origin === 'map' ? `too${ofList}` : `too${ofNumber}`;
}

function withDetail(word: string, detail: string): string {
  return detail === '' ? word : `${word}:${detail}`;
}

function namesOf(keys: readonly string[]): string {
  const told = keys.slice(0, namesTold.count).map((key) => key.slice(0, namesTold.length));
  return [...told, ...(keys.length > namesTold.count ? ['…'] : [])].join(', ');
}

/** Own properties only: a path comes from the schema, but the names in a record come from the input. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
