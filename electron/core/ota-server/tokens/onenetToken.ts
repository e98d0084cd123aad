/**
 * OneNET's access token (platform-apis 2.1): `version=V&res=RES&et=ET&method=M&sign=SIGN`, where SIGN is the Base64 of an HMAC,
 * keyed with the decoded access key, over ET, M, RES and V on four lines without a newline at the end. The method counts as it
 * is written: `MD5` signs differently from `md5`.
 */
import { createHmac } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';

export const onenetVersions = ['2018-10-31', '2020-05-29', '2022-05-01'] as const;

/** What a token says, decoded. */
export interface OnenetTokenFields {
  readonly version: string;
  /** `products/{pid}`, `products/{pid}/devices/{name}`, `userid/{uid}`, `mqs/{name}`. */
  readonly res: string;
  /** Seconds since 1970, as text: it is signed as it is written. */
  readonly et: string;
  /** As written: md5, sha1 or sha256 in any case. */
  readonly method: string;
}

const digests: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
]);

/** Only these eight are written as escapes; everything else stays as it is. */
const escapes: Readonly<Record<string, string>> = {
  '+': '%2B',
  ' ': '%20',
  '/': '%2F',
  '?': '%3F',
  '%': '%25',
  '#': '%23',
  '&': '%26',
  '=': '%3D',
};

/** A value as it stands in an encoded token. */
export function encodeTokenValue(value: string): string {
  return value.replace(/[+ /?%#&=]/g, (character) => escapes[character] ?? character);
}

/** The hash of a method; undefined for one that OneNET does not know. */
export function digestOf(method: string): string | undefined {
  return digests.get(method.toLowerCase());
}

/**
 * The signature in Base64. Throws AppError onenet.badKey when the access key is no Base64, onenet.tokenField {field: 'method'}
 * for an unknown method.
 */
export function signOnenet(fields: OnenetTokenFields, accessKey: string): string {
  const digest = digestOf(fields.method);
  if (digest === undefined)
    throw new AppError('onenet.tokenField', { field: 'method', value: fields.method });
  const text = `${fields.et}\n${fields.method}\n${fields.res}\n${fields.version}`;
  return createHmac(digest, decodeKey(accessKey)).update(text, 'utf8').digest('base64');
}

/**
 * A token ready to be sent. `raw` leaves RES and SIGN unescaped, as many devices do. Throws what `signOnenet` throws, and
 * onenet.tokenField {field, value} for a version, resource or expiry that no server would take.
 */
export function makeOnenetToken(fields: OnenetTokenFields, accessKey: string, raw = false): string {
  const { version, res, et, method } = fields;
  if (!onenetVersions.some((known) => known === version)) refuseField('version', version);
  if (!/^\d{1,15}$/.test(et)) refuseField('et', et);
  if (!isResource(res)) refuseField('res', res);
  const sign = signOnenet(fields, accessKey);
  const write = raw ? (value: string): string => value : encodeTokenValue;
  return `version=${version}&res=${write(res)}&et=${et}&method=${method}&sign=${write(sign)}`;
}

/** Whether a resource has one of the forms that OneNET signs. */
export function isResource(res: string): boolean {
  return /^(?:products\/[^/]+(?:\/devices\/[^/]+)?|userid\/[^/]+|mqs\/[^/]+)$/.test(res);
}

function refuseField(field: string, value: string): never {
  throw new AppError('onenet.tokenField', { field, value });
}

/** Node decodes anything; a key with a stray character would silently sign with another one. */
function decodeKey(accessKey: string): Buffer {
  const key = accessKey.trim();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || key.length % 4 === 1) throw new AppError('onenet.badKey');
  return Buffer.from(key, 'base64');
}
