import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, someBytes } from '../../testing/bench.ts';
import { ask } from '../../testing/rawClient.ts';

const file = someBytes(5000);
const query = 'project_key=KEY-ONE-1234&firmware_name=lamp&version=1.0.0&imei=862000000000001';
const target = `/api/site/firmware_upgrade?${query}`;
let bench: Bench | undefined;

afterEach(async () => {
  bench?.server.updates.close();
  await bench?.server.stop();
});

async function serving(): Promise<Bench> {
  const opened = await openBench();
  bench = opened;
  const { packageSha256 } = await opened.publish(file);
  await opened.server.updates.saveCampaign({
    name: 'spring',
    projectKey: 'KEY-ONE-1234',
    firmwareNames: ['lamp', '灯 1'],
    targetVersion: '2.0.0',
    packages: [{ kind: 'full', sha256: packageSha256 }],
  });
  return opened;
}

describe('the platform route over a socket', () => {
  it.each([
    ['CRLF', `GET ${target} HTTP/1.1\r\nHost: x:80\r\n\r\n`],
    ['bare LF without a Host', `GET ${target} HTTP/1.1\n\n`],
    ['an absolute form', `GET http://iot.openluat.com${target} HTTP/1.0\r\n\r\n`],
    ['raw UTF-8 and a blank', `GET ${target.replace('lamp', '灯 1')} HTTP/1.1\r\n\r\n`],
    ['a POST', `POST ${target} HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi`],
  ])('serves %s', async (_, request) => {
    const { port } = await serving();
    const answer = await ask(port, Buffer.from(request));
    expect([answer.status, answer.body.equals(file)]).toEqual([200, true]);
    expect(answer.head).toContain('\r\nContent-Length: 5000\r\n');
    expect(answer.headBytes).toBeLessThan(512);
  });

  it('answers a range with 206 and exact numbers, from zero and in the middle', async () => {
    const { port } = await serving();
    const first = await ask(port, `GET ${target} HTTP/1.1\r\nRange: bytes=0-\r\nConnection: short\r\n\r\n`);
    expect([first.status, first.body.length]).toEqual([206, 5000]);
    const rest = await ask(port, `GET ${target} HTTP/1.1\r\nRange: bytes=4000-\r\n\r\n`);
    expect(rest.head).toContain('Content-Range: bytes 4000-4999/5000');
    expect(rest.body.equals(file.subarray(4000))).toBe(true);
  });

  it('refuses with the platform JSON in one write, and the journal has every rule', async () => {
    const { port, rows, ended } = await serving();
    const answer = await ask(port, `GET ${target.replace('1.0.0', '2.0.0')} HTTP/1.1\r\n\r\n`);
    expect([answer.status, answer.body.length]).toEqual([400, 59]);
    await ended(1);
    const [row] = rows('httpResponse');
    expect(row).toMatchObject({ decision: 'decision.otaRefused', ota: { cause: 27, outcome: 'refuse' } });
    expect(row?.ota?.rules.filter(({ outcome }) => outcome === 'fail')).toMatchObject([{ rule: 'newer' }]);
  });

  it('redirects only who asks for it, only where that is allowed, and to a link that works once', async () => {
    const { port, server } = await serving();
    const asking = `GET ${target}&need_oss_url=1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
    expect((await ask(port, asking)).status).toBe(200);
    server.updates.setRules({ redirect: true });
    expect((await ask(port, `GET ${target} HTTP/1.1\r\n\r\n`)).status).toBe(200);
    const redirect = await ask(port, asking);
    expect(redirect.status).toBe(302);
    const path = new RegExp(`Location: http://127.0.0.1:${port}(/o/\\w+)\r`).exec(redirect.head)?.[1] ?? '';
    const get = (range: string) => ask(port, `GET ${path} HTTP/1.1\r\nRange: bytes=${range}\r\n\r\n`);
    expect((await get('0-')).body.equals(file)).toBe(true);
    expect((await get('4000-')).status).toBe(206);
    expect((await get('0-')).status).toBe(410);
  });

  it('answers libfota3 with a JSON that leads to the file, and takes its word that it failed', async () => {
    const { port, server } = await serving();
    const check =
      '/api/site/turnkey_fota?imei=m1&project_key=KEY-ONE-1234&script_name=lamp&script_version=1.0.0&core_id=1&core_version=2014';
    const answer = await ask(port, `GET ${check} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    const said: { url: string; fota_sn: string } = JSON.parse(answer.body.toString());
    expect([answer.status, said]).toMatchObject([
      200,
      { code: 0, size: 5000, core_id: '1', script_version: '2.0.0' },
    ]);
    const got = await ask(port, `GET ${new URL(said.url).pathname} HTTP/1.1\r\n\r\n`);
    expect([got.status, got.body.equals(file)]).toEqual([200, true]);
    const body = JSON.stringify({ fota_sn: said.fota_sn, result_code: 2 });
    const result = await ask(
      port,
      `POST /api/site/turnkey_fota_result HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect([result.status, result.body.toString()]).toEqual([200, '{"code":0}']);
    expect(server.updates.module('m1').offer).toMatchObject({ state: 'failed' });
  });

  it('judges a pasted URL and a pasted request without serving', async () => {
    const { server } = await serving();
    const { updates } = server;
    expect(updates.dryRun(`http://1.2.3.4${target}`)).toMatchObject({ status: 200, sizeBytes: 5000 });
    const pasted = `GET ${target.replace('lamp', '\\xe7\\x81\\xaf 1')} HTTP/1.1\r\nRange: bytes=0-`;
    expect(updates.dryRun(pasted)).toMatchObject({ status: 206, decision: { seq: 0, cause: 0 } });
    expect(updates.dryRun(target.replace('KEY', 'key'))).toMatchObject({
      status: 400,
      decision: { cause: 25 },
    });
    expect(() => updates.dryRun('hello')).toThrow('server.notUnderstood');
    expect(updates.modules({ limit: 1 }).total).toBe(0);
  });
});
