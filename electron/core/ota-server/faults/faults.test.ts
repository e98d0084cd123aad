import { afterEach, describe, expect, it } from 'vitest';
import type { OtaFaultEffect } from '../../../../shared/contract/otaFault.ts';
import { type Bench, openBench, someBytes } from '../testing/bench.ts';
import { eventually } from '../testing/eventually.ts';
import { ask, openClient } from '../testing/rawClient.ts';

const file = someBytes(20_000);
let made: Bench | undefined;
afterEach(() => made?.server.stop());

async function served(...effects: readonly OtaFaultEffect[]) {
  made = await openBench();
  const bench = made;
  const { path, packageSha256 } = await bench.publish(file);
  for (const effect of effects) bench.server.faultDesk.set({ effect });
  const get = (more = '') => ask(bench.port, `GET ${path} HTTP/1.1\r\n${more}\r\n`);
  const fired = () => bench.rows('serverEvent').filter(({ event }) => event === 'faultFired');
  return { ...bench, path, packageSha256, get, fired };
}

/** Puts a chunked body together, written apart from the server. */
function unchunk(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, lineEnd).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

describe('a fault', () => {
  it('has a row when it fired, and the exchange says that it was broken on purpose', async () => {
    const { get, fired, rows, ended } = await served({ kind: 'status', status: 503 });
    expect((await get()).status).toBe(503);
    await ended(1);
    expect(fired()).toHaveLength(1);
    const [row] = rows('httpResponse');
    expect(row).toMatchObject({ status: 503, decision: 'decision.fault' });
    expect(fired()[0]?.detail).toContain(row?.exchangeId);
  });

  it('spares the first requests and ends after its number', async () => {
    const { get, server } = await served();
    server.faultDesk.set({ effect: { kind: 'status', status: 500 }, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await get()).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(server.faultDesk.list()).toMatchObject([{ seen: 5, fired: 2 }]);
  });

  it('meets only its package and its device', async () => {
    const { server, port, publish, path, packageSha256 } = await served();
    const other = await publish(someBytes(100, 4));
    const status = async (target: string) => (await ask(port, `GET ${target} HTTP/1.1\r\n\r\n`)).status;
    const byPackage = server.faultDesk.set({ effect: { kind: 'status', status: 502 }, packageSha256 });
    expect([await status(path), await status(other.path)]).toEqual([502, 200]);
    server.faultDesk.clear(byPackage.id);
    server.faultDesk.set({ effect: { kind: 'status', status: 504 }, deviceId: '8620' });
    expect([
      await status(`${path}?imei=8620`),
      await status(`${path}?imei=8621`),
      await status('/ota/south/check?dev_id=8620'),
      await status('/fuse-ota/pid/8620/check'),
    ]).toEqual([504, 200, 504, 504]);
    server.faultDesk.clear();
    expect(await status(`${path}?imei=8620`)).toBe(200);
    expect(() => server.faultDesk.clear(byPackage.id)).toThrow(
      expect.objectContaining({ code: 'server.unknownFault' }),
    );
  });

  it('is not used up by an answer that it cannot break', async () => {
    const { port, get, server } = await served();
    server.faultDesk.set({ effect: { kind: 'cut', afterBytes: 7 }, times: 1 });
    expect((await ask(port, 'GET /nothing HTTP/1.1\r\n\r\n')).status).toBe(404);
    expect((await get()).body).toHaveLength(7);
    expect((await get()).body).toHaveLength(20_000);
  });
});

describe('the effect', () => {
  it('delay: silence before the first byte', async () => {
    const { port, path, clock } = await served({ kind: 'delay', ms: 5000 });
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await eventually(() => expect(clock.waiting()).toEqual([5000]));
    expect(client.socket.bytesRead).toBe(0);
    clock.advance(5000);
    expect((await client.answer()).body.equals(file)).toBe(true);
  });

  it('slow header: one byte, a pause, the next', async () => {
    const { port, path, clock } = await served({ kind: 'slowHeader', ms: 50 });
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    for (let n = 1; n <= 5; n++) {
      await client.received(n);
      await eventually(() => expect(clock.waiting()).toEqual([50]));
      expect(client.socket.bytesRead).toBe(n);
      clock.advance(50);
    }
    await client.received(6);
    client.socket.resetAndDestroy();
    await eventually(() => expect(clock.waiting()).toEqual([]));
  });

  it('throttle: a quarter of a second at a time', async () => {
    const { port, path, clock } = await served({ kind: 'throttle', bytesPerSecond: 20_000 });
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    for (let n = 0; n < 3; n++) {
      await eventually(() => expect(clock.waiting()).toEqual([250]));
      clock.advance(250);
    }
    expect((await client.answer()).body.equals(file)).toBe(true);
  });

  it('cut: so many bytes of the body, promised all', async () => {
    const { get, ended } = await served({ kind: 'cut', afterBytes: 12_345 });
    const { head, body } = await get('Range: bytes=1000-\r\n');
    expect(head).toContain('\r\nContent-Length: 19000\r\n');
    expect(body.equals(file.subarray(1000, 13_345))).toBe(true);
    expect(await ended(1)).toMatchObject([{ sentBytes: 12_345, complete: false, ending: 'fault' }]);
  });

  it.each([-100, 100])(
    'wrong length: %i bytes beside the truth, and never called complete',
    async (byBytes) => {
      const { get, ended } = await served({ kind: 'wrongLength', byBytes });
      const { head, body } = await get();
      expect(head).toContain(`\r\nContent-Length: ${20_000 + byBytes}\r\n`);
      expect(body.equals(file)).toBe(true);
      expect(await ended(1)).toMatchObject([{ complete: false }]);
    },
  );

  it('ignored range: 200 and the whole file', async () => {
    const { get } = await served({ kind: 'ignoreRange' });
    const { status, head, body } = await get('Range: bytes=15000-\r\n');
    expect(status).toBe(200);
    expect(head).not.toContain('Content-Range');
    expect(body.equals(file)).toBe(true);
  });

  it('chunked: no length, and the file in chunks', async () => {
    const { get, ended } = await served({ kind: 'chunked' });
    const { head, body } = await get();
    expect(head).not.toContain('Content-Length');
    expect(head).toContain('\r\nTransfer-Encoding: chunked\r\n');
    expect(unchunk(body).equals(file)).toBe(true);
    expect(await ended(1)).toMatchObject([{ complete: true }]);
  });

  it('empty: 200 and nothing', async () => {
    const { get } = await served({ kind: 'empty' });
    const { status, head, body } = await get();
    expect([status, body.length]).toEqual([200, 0]);
    expect(head).toContain('\r\nContent-Length: 0\r\n');
  });

  it('corrupt: one byte inverted, also in a range and behind a length that is wrong', async () => {
    const { get } = await served({ kind: 'corrupt', atByte: 7 }, { kind: 'wrongLength', byBytes: 1 });
    const { body } = await get('Range: bytes=5-9\r\n');
    const expected = Buffer.from(file.subarray(5, 10));
    expected[2] = (expected[2] ?? 0) ^ 0xff;
    expect(body.equals(expected)).toBe(true);
  });

  it('redirect: 302 to a place that the person chose, header below 512 bytes', async () => {
    const location = `https://oss.example/${'x'.repeat(180)}`;
    const { get } = await served({ kind: 'redirect', location });
    const { status, head, headBytes } = await get();
    expect(status).toBe(302);
    expect(head).toContain(`\r\nLocation: ${location}\r\n`);
    expect(headBytes).toBeLessThan(512);
  });

  it('code 43: for its minutes from the first request on, only where 43 is spoken, and nothing is counted', async () => {
    const { port, clock, get, server } = await served({ kind: 'building', minutes: 3 });
    const update = () =>
      ask(
        port,
        'GET /api/site/firmware_upgrade?project_key=K&imei=86&firmware_name=F&version=1.0.0 HTTP/1.1\r\n\r\n',
      );
    expect((await get()).status).toBe(200);
    clock.advance(3_600_000);
    for (const ms of [0, 60_000, 119_999]) {
      clock.advance(ms);
      expect((await update()).body.toString('latin1')).toBe('{"code": 43, "msg": "\\u8bf7\\u7b49\\u5f85"}');
    }
    expect(server.updates.modules({ limit: 10 }).total).toBe(0);
    clock.advance(1);
    expect((await update()).body.toString('latin1')).not.toContain('"code": 43');
  });
});
