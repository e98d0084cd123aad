import { timingSafeEqual } from 'node:crypto';
import { digestOf, isResource, type OnenetTokenFields, onenetVersions, signOnenet } from './onenetToken.ts';

export const tokenFieldNames = ['version', 'res', 'et', 'method', 'sign'] as const;
export type TokenField = (typeof tokenFieldNames)[number];

/** What is wrong with a field. Text keys below `onenetToken.`. */
export type TokenFault =
  | 'absent'
  | 'missing'
  | 'twice'
  | 'badEscape'
  | 'malformed'
  | 'unknown'
  | 'expired'
  | 'otherResource'
  | 'noKey'
  | 'mismatch';

export type TokenReading =
  | { readonly kind: 'read'; readonly fields: OnenetTokenFields; readonly sign: string }
  | {
      readonly kind: 'bad';
      readonly field: TokenField | 'token';
      readonly fault: TokenFault;
      readonly value: string;
    };

export type TokenVerdict =
  | { readonly ok: true; readonly fields: OnenetTokenFields }
  | {
      readonly ok: false;
      readonly field: TokenField | 'token';
      readonly fault: TokenFault;
      readonly value: string;
      /** What could be read although it is refused. */
      readonly fields?: OnenetTokenFields;
    };

/**
 * Splits at `&` and then at the first `=`, because a raw signature ends in `=`; decodes escapes and leaves `+` alone, because a
 * raw signature may hold one (platform-apis 2.1). A token in the query may come without `version`; then it is what
 * `defaultVersion` says.
 */
export function readOnenetToken(token: string, defaultVersion?: string): TokenReading {
  if (token.trim() === '') return bad('token', 'absent', '');
  const found = new Map<string, string>();
  for (const pair of token.trim().split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const field = tokenFieldNames.find((known) => known === name);
    if (field === undefined) continue;
    if (found.has(name)) return bad(field, 'twice', pair.slice(at + 1));
    const value = decodeValue(at < 0 ? '' : pair.slice(at + 1));
    if (value === undefined) return bad(field, 'badEscape', pair.slice(at + 1));
    found.set(name, value);
  }
  if (defaultVersion !== undefined && !found.has('version')) found.set('version', defaultVersion);
  const missing = tokenFieldNames.find((name) => (found.get(name) ?? '') === '');
  if (missing !== undefined)
    return bad(found.size === 0 ? 'token' : missing, found.size === 0 ? 'malformed' : 'missing', '');
  const of = (name: TokenField): string => found.get(name) ?? '';
  return judgeForm(
    { version: of('version'), res: of('res'), et: of('et'), method: of('method') },
    of('sign'),
  );
}

function judgeForm(fields: OnenetTokenFields, sign: string): TokenReading {
  const { version, res, et, method } = fields;
  if (!onenetVersions.some((known) => known === version)) return bad('version', 'unknown', version);
  if (!isResource(res)) return bad('res', 'malformed', res);
  if (!/^\d{1,15}$/.test(et)) return bad('et', 'malformed', et);
  if (digestOf(method) === undefined) return bad('method', 'unknown', method);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(sign)) return bad('sign', 'malformed', sign);
  return { kind: 'read', fields, sign };
}

export interface TokenCheck {
  /** The access key for a resource; undefined when none is known. */
  keyFor(res: string): string | undefined;
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  /** Product and device of the request; undefined where it does not say. */
  readonly productId?: string | undefined;
  readonly device?: string | undefined;
  readonly defaultVersion?: string | undefined;
}

/** Whether a token is genuine, still valid and for this product and device; otherwise the first field that is not. */
export function checkOnenetToken(token: string, check: TokenCheck): TokenVerdict {
  const reading = readOnenetToken(token, check.defaultVersion);
  if (reading.kind === 'bad') return { ...reading, ok: false };
  const { fields, sign } = reading;
  const refuse = (field: TokenField, fault: TokenFault, value: string): TokenVerdict => ({
    ...{ ok: false, field, fault, value, fields },
  });
  if (!belongs(fields.res, check)) return refuse('res', 'otherResource', fields.res);
  const key = check.keyFor(fields.res);
  if (key === undefined) return refuse('res', 'noKey', fields.res);
  if (!same(signOnenet(fields, key), sign)) return refuse('sign', 'mismatch', sign);
  // After the signature: a date that anybody may have written proves nothing about the clock.
  if (Number(fields.et) < check.nowSeconds) return refuse('et', 'expired', fields.et);
  return { ok: true, fields };
}

/** A token of the product or the user speaks for all of its devices; one of a device only for itself. */
function belongs(res: string, { productId, device }: TokenCheck): boolean {
  const parts = /^products\/([^/]+)(?:\/devices\/([^/]+))?$/.exec(res);
  if (parts === null) return true;
  const [, pid, name] = parts;
  if (productId !== undefined && pid !== productId) return false;
  return name === undefined || device === undefined || name === device;
}

/** Compares the bytes: Base64 with and without padding are the same signature. */
function same(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected, 'base64'), Buffer.from(given, 'base64')];
  return left.length === right.length && timingSafeEqual(left, right);
}

function decodeValue(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function bad(field: TokenField | 'token', fault: TokenFault, value: string): TokenReading {
  return { kind: 'bad', field, fault, value };
}
