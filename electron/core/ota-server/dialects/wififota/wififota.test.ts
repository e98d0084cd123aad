import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, someBytes } from '../../testing/bench.ts';
import { ask } from '../../testing/rawClient.ts';

const file = someBytes(3000);
const facts =
  'imei=862000000000009&version=1000&muid=0123456789abcdef&hw=A11&coreversion=2014&model=Air8000A';
let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
  const { packageSha256 } = await bench.publish(file, 'wifi.bin');
  await bench.server.updates.saveCampaign({
    ...{ name: 'wifi', projectKey: null, firmwareNames: ['Air8000A'], targetVersion: '1001' },
    packages: [{ kind: 'full', sha256: packageSha256 }],
  });
});
afterEach(() => bench.server.stop());

const check = (name: string, query = facts) =>
  ask(bench.port, `GET /air8000/${name}?${query} HTTP/1.1\r\nHost: wififota.openluat.com:8300\r\n\r\n`);

describe('the updater of a Wi-Fi part', () => {
  it.each(['update.json', 'update2.json'])(
    'is told version and URL by %s, and resumes there',
    async (name) => {
      const { status, head, body } = await check(name);
      const said: { version: string; url: string } = JSON.parse(body.toString());
      expect([status, Object.keys(said), said.version]).toEqual([200, ['version', 'url'], '1001']);
      expect(head).toContain(`\r\nContent-Length: ${body.length}\r\n`);
      const { host, pathname } = new URL(said.url);
      expect(host).toBe('wififota.openluat.com:8300');
      const get = (from: number) =>
        ask(bench.port, `GET ${pathname} HTTP/1.1\r\nRange: bytes=${from}-\r\n\r\n`);
      expect((await get(0)).body.equals(file)).toBe(true);
      const rest = await get(1200);
      expect([rest.status, rest.body.equals(file.subarray(1200))]).toEqual([206, true]);
    },
  );

  it('is found by its muid where it has no IMEI', async () => {
    expect((await check('update.json', facts.replace('imei=862000000000009&', ''))).status).toBe(200);
    expect(bench.server.updates.module('0123456789abcdef')).toMatchObject({
      ...{ identityKind: 'muid', dialect: 'wififota', firmwareName: 'Air8000A', coreVersion: '2014' },
    });
  });

  it('gets no URL when it runs the newest, is of another model, or is banned', async () => {
    bench.server.updates.banModule('banned', '');
    const queries = [
      facts.replace('version=1000', 'version=1001'),
      facts.replace('model=Air8000A', 'model=Air8000W'),
      facts.replace('862000000000009', 'banned'),
    ];
    for (const query of queries) {
      const { status, body } = await check('update.json', query);
      // What the vendor says here is unknown: an error that no client can take for a file.
      expect([status, body.toString()]).toEqual([400, '{"code":400,"decision":"otaRefused"}']);
    }
    await bench.ended(3);
    expect(bench.rows('httpResponse').map(({ ota }) => ota?.cause)).toEqual([27, 26, 21]);
  });

  it('is counted like any other, and learnt to have succeeded from its next request', async () => {
    await check('update.json');
    await check('update.json', facts.replace('version=1000', 'version=1001'));
    expect(bench.server.updates.module('862000000000009').offers).toMatchObject([
      { source: '1000', target: '1001', servings: 1, state: 'succeeded' },
    ]);
  });

  it('answers no other path', async () => {
    for (const path of ['/air8000/update3.json', '/air8000/', '/update.json'])
      expect((await ask(bench.port, `GET ${path}?imei=1&version=1 HTTP/1.1\r\n\r\n`)).status).toBe(404);
  });
});
