import { latin1Bytes } from '../bytes.ts';
import type { HttpUrl } from '../http/url.ts';
import type { LuatosKnobs } from './knobs.ts';
import type { ScriptIdentity } from './script.ts';

/** Who asks. Text is one character per byte, as it goes out: no library but the newest encodes anything. */
export interface Requester {
  readonly imei: string;
  readonly core: string;
  readonly script: ScriptIdentity;
}

/** The four things that a request tells (platform-apis 1.1, 1.5). */
export interface ReportedFacts {
  readonly who: string;
  readonly key: string;
  readonly name: string;
  readonly version: string;
}

/** Knobs are typed as Unicode and go out as UTF-8. */
const onWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const platformPath = '/api/site/firmware_upgrade';

/** @returns null when `VERSION` is not `xxx.yyy.zzz` and the script gave no version of its own */
export function reportedFacts(requester: Requester, knobs: LuatosKnobs): ReportedFacts | null {
  const { imei, core, script } = requester;
  const [, x, y, z] = /^(\d+)\.(\d+)\.(\d+)$/.exec(script.version) ?? [];
  const number = core.slice(1);
  const made = knobs.library === 'socket2022' ? [number, x, y, z].join('.') : [number, x, z].join('.');
  if (x === undefined && knobs.reportedVersion === '') return null;
  const bsp = knobs.cutsBsp ? (knobs.bsp.split('-')[0] ?? '') : knobs.bsp;
  const values = { imei, mac: `C8${imei.slice(-10)}`, uid: onWire(imei).padStart(24, '0') };
  const isSocket = knobs.library === 'socket2022';
  return {
    who: isSocket ? `imei=${onWire(knobs.bsp)}${imei}` : `${knobs.identity}=${values[knobs.identity]}`,
    key: onWire(knobs.productKey),
    name: onWire(knobs.firmwareName) || `${script.project}_LuatOS-SoC_${onWire(bsp)}`,
    version: onWire(knobs.reportedVersion) || made,
  };
}

/**
 * The URL that is asked, in the order of each library (platform-apis 1.2).
 * @param asked requests that this start of the script has sent before: the old libfota2 appends its query again each time
 */
export function requestUrl(facts: ReportedFacts, knobs: LuatosKnobs, asked: number): string {
  const { who, key, name, version } = facts;
  const platform = `http://${knobs.platformHost}${platformPath}`;
  const custom = onWire(knobs.customUrl);
  const ordered = `${who}&project_key=${key}&firmware_name=${name}&version=${version}`;
  switch (knobs.library) {
    case 'libfota':
      return custom || `${platform}?project_key=${key}&firmware_name=${name}&version=${version}&${who}`;
    case 'libfota2023':
    case 'socket2022':
      return (
        custom || `${platform}?project_key=${key}&${who}&device_key=&firmware_name=${name}&version=${version}`
      );
    case 'libfota2':
      if (custom.startsWith('###')) return custom.slice(3);
      return `${custom || `${platform}?`}${ordered}`;
    case 'libfota2Before2024':
      return `${custom || platform}${`?${ordered}`.repeat(asked + 1)}`;
  }
}

/** The request as LuatOS's HTTP client writes it (platform-apis 5.1). @param from first byte wanted, 0 for all */
export function requestBytes(url: HttpUrl, from: number, knobs: LuatosKnobs): Uint8Array {
  const range = from > 0 ? [`Range: bytes=${from}-`] : [];
  const host = `Host: ${url.host}:${url.port}`;
  const lines =
    knobs.library === 'socket2022'
      ? [host, ...range, 'Accept: application/octet-stream']
      : [...(knobs.sendsClose ? ['Connection: Close'] : []), host, ...range];
  return latin1Bytes([`GET ${url.target} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
}
