import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, firmware, head, sha256, sizeBytes, wholeFile } from './answers.ts';
import { plan } from './onenet.ts';
import { openShelf, ownKey, type Shelf } from './shelf.ts';
import { exchange, lines } from './wire.ts';

/** hawkBit's list of downloads (platform-apis 4), in both of the rules that clients know (6.4): RFC 9110's and OneNET's (2.3). */

const octets = 'application/octet-stream';
const end = sizeBytes - 1;
let shelf: Shelf;
let routes: Record<'direct' | 'platform' | 'onenet', string>;

beforeAll(async () => {
  shelf = await openShelf();
  await shelf.offer({ firmwareNames: ['lamp'] });
  shelf.server.updates.setRules({ loopWindows: [] });
  await shelf.server.onenet.savePlan({ ...plan });
  const { path } = await shelf.server.publish(sha256, { limit: { count: 1000, windowMs: 1 } });
  await exchange(shelf.port, lines('GET /fuse-ota/P/D/check?type=2&version=v2 HTTP/1.1'));
  routes = {
    direct: path,
    platform: `/api/site/firmware_upgrade?project_key=${ownKey}&imei=1&firmware_name=lamp&version=1.0.0`,
    onenet: '/fuse-ota/P/D/1/download',
  };
});
afterAll(() => shelf.close());

const get = (route: keyof typeof routes, ...headers: readonly string[]): Promise<string> =>
  exchange(shelf.port, lines(`GET ${routes[route]} HTTP/1.1`, ...headers));

const part = (first: number, last: number): string =>
  head(
    '206 Partial Content',
    octets,
    last + 1 - first,
    `Content-Range: bytes ${first}-${last}/${sizeBytes}`,
  ) + bytesOf(first, last);
const unsatisfiable = '{"code":416,"decision":"rangeUnsatisfiable"}';
const tooFar =
  head(
    '416 Range Not Satisfiable',
    'application/json',
    unsatisfiable.length,
    `Content-Range: bytes */${sizeBytes}`,
  ) + unsatisfiable;

describe.each(['direct', 'platform'] as const)('the %s route, by RFC 9110', (route) => {
  const rows: readonly (readonly [header: string, answer: string])[] = [
    ['Range: bytes=0-', part(0, end)],
    ['Range: bytes=0-0', part(0, 0)],
    ['Range: bytes=39999-', part(end, end)],
    ['Range: bytes=100-50000', part(100, end)],
    ['Range: bytes=-1', part(end, end)],
    ['Range: bytes=-50000', part(0, end)],
    ['Range: bytes=40000-', tooFar],
    ['Range: bytes=40000-40001', tooFar],
    ['Range: bytes=-0', tooFar],
    // We give no validator, so an If-Range never matches.
    ['Range: bytes=100-\r\nIf-Range: "a"', wholeFile],
    ['Range: bytes=100-\r\nIf-Range: Tue, 15 Nov 1994 08:12:31 GMT', wholeFile],
    // Several at once may be answered by the whole (RFC 9110 14.2), and no module sends them.
    ['Range: bytes=0-1,5-6', wholeFile],
    ['Range: bytes=9-5', wholeFile],
    ['Range: 100-200', wholeFile],
  ];
  it.each(rows)('answers %j', async (header, answer) => {
    const heard = await get(route, header);
    expect(heard.slice(0, 300)).toBe(answer.slice(0, 300));
    expect(heard === answer).toBe(true);
  });
});

describe('the OneNET route, by its own rules', () => {
  const rows: readonly (readonly [value: string, range: readonly [number, number] | null])[] = [
    ['0-1023', [0, 1023]],
    ['01-02', [1, 2]],
    ['39999-', [end, end]],
    ['-1024', [sizeBytes - 1024, end]],
    ['-50000', [0, end]],
    ['40000-', [0, end]],
    ['100-50000', [100, end]],
    ['9-5', [0, 5]],
    ['five', null],
    ['0-1,5-6', null],
  ];
  const spelled = rows.flatMap(([value, range]) => [
    [`Range: ${value}`, range] as const,
    [`Range:bytes=${value}`, range] as const,
  ]);
  it.each(spelled)('answers %j', async (header, range) => {
    const [first, last] = range ?? [0, end];
    const answer =
      head(
        range === null ? '200 OK' : '206 Partial Content',
        `${octets};charset=UTF-8`,
        last + 1 - first,
        ...(range === null ? [] : [`Content-Range: bytes ${first}-${last}/${sizeBytes}`]),
        'Content-Disposition: attachment;filename=fw.bin',
        'Ota-Errno: 0',
      ) + bytesOf(first, last);
    const heard = await get('onenet', header);
    expect(heard.slice(0, 300)).toBe(answer.slice(0, 300));
    expect(heard === answer).toBe(true);
  });
});

describe('fifty parts', () => {
  it.each(['direct', 'platform', 'onenet'] as const)('of the %s route are the file', async (route) => {
    const step = sizeBytes / 50;
    const parts: string[] = [];
    for (let at = 0; at < sizeBytes; at += step) {
      const heard = await get(route, `Range: bytes=${at}-${at + step - 1}`);
      expect(heard.slice(0, 12)).toBe('HTTP/1.1 206');
      parts.push(heard.slice(heard.indexOf('\r\n\r\n') + 4));
    }
    expect(Buffer.from(parts.join(''), 'latin1').equals(firmware)).toBe(true);
  });
});
