import { latin1Bytes } from '../bytes.ts';
import { type HttpUrl, parseHttpUrl } from '../http/url.ts';
import type { LuatKnobs } from './knobs.ts';
import { releaseNumber } from './version.ts';

/** Who asks, for a platform that wants to know. */
export interface Requester {
  readonly imei: string;
  readonly key: string;
  readonly version: string;
}

const platformPath = '/api/site/firmware_upgrade';

/**
 * Where to ask. A platform URL without a query gets one; every other URL is asked exactly as it was set.
 * @returns null for a URL that is not valid (-1000)
 */
export function resolveUrl(text: string, requester: Requester, knobs: LuatKnobs): HttpUrl | null {
  const url = parseHttpUrl(text);
  if (!url || !knobs.platformQuery || !url.target.includes(platformPath) || url.target.includes('?'))
    return url;
  return { ...url, target: `${url.target}?${platformQuery(requester, knobs)}` };
}

/** Values go out unencoded, as every known client but one does (platform-apis 1.2). */
function platformQuery({ imei, key, version }: Requester, knobs: LuatKnobs): string {
  const name = version.replace(/_V\d+/, '');
  return `imei=${imei}&project_key=${key}&firmware_name=${name}&version=${platformVersion(version, knobs)}`;
}

function platformVersion(version: string, knobs: LuatKnobs): string {
  const number = releaseNumber(version) ?? 0;
  if (knobs.platformVersionForm === 'n') return String(number);
  return knobs.platformVersionForm === 'Vn' ? `V${number}` : `0.0.${number}`;
}

/** @param from first byte wanted; 0 sends no Range unless `rangeFirst` */
export function buildRequest(url: HttpUrl, from: number, knobs: LuatKnobs): Uint8Array {
  const lineEnd = knobs.requestForm === 'bareLf' ? '\n' : '\r\n';
  const version = knobs.requestForm === 'http10' ? '1.0' : '1.1';
  const usualPort = url.secure ? 443 : 80;
  const host = knobs.hostPort === 'always' || url.port !== usualPort ? `${url.host}:${url.port}` : url.host;
  const extra = knobs.extraHeader === '' ? [] : [knobs.extraHeader];
  const range = from > 0 || knobs.rangeFirst ? [`Range: bytes=${from}-`] : [];
  const lines = [`GET ${url.target} HTTP/${version}`, `Host: ${host}`, ...range, ...extra, '', ''];
  return latin1Bytes(lines.join(lineEnd));
}
