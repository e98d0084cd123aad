import { onenetVersions } from '../../tokens/onenetToken.ts';

/** Parameters by name, escapes decoded, `+` left a plus; the first of several counts. */
export type Query = Pick<ReadonlyMap<string, string>, 'get'> & {
  /** The token's own parameters as they came, joined again; undefined when there is no signature among them. */
  readonly token: string | undefined;
};

const tokenNames = ['version', 'res', 'et', 'method', 'sign'];

/**
 * The query of a target. A token may stand in it, and both a token and a check have a `version`: the one that names a version
 * of the token belongs to the token, the other one is the firmware's.
 */
export function readQuery(target: string): Query {
  const at = target.indexOf('?');
  const pairs =
    at < 0
      ? []
      : target
          .slice(at + 1)
          .split('&')
          .map(splitPair);
  const signed = pairs.some(([name]) => name === 'sign');
  const isToken = ([name, value]: readonly [string, string]): boolean =>
    signed && tokenNames.includes(name) && (name !== 'version' || isTokenVersion(value));
  const values = new Map<string, string>();
  for (const pair of pairs) {
    if (!isToken(pair) && !values.has(pair[0])) values.set(pair[0], decode(pair[1]));
  }
  const token = signed
    ? pairs
        .filter(isToken)
        .map(([name, value]) => `${name}=${value}`)
        .join('&')
    : undefined;
  return { get: (name) => values.get(name), token };
}

function isTokenVersion(value: string): boolean {
  return onenetVersions.some((known) => known === value);
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
