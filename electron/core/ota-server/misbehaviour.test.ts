import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits } from './limits.ts';
import type { OtaServerParts } from './otaServer.ts';
import { type Bench, openBench, someBytes } from './testing/bench.ts';
import { eventually } from './testing/eventually.ts';
import { ask, openClient } from './testing/rawClient.ts';

const opened: Bench[] = [];
afterEach(async () => {
  for (const { server } of opened.splice(0)) await server.stop();
});

async function bench(parts: Partial<OtaServerParts> = {}): Promise<Bench> {
  const made = await openBench(parts);
  opened.push(made);
  return made;
}

/** More than the buffers of both ends of a connection hold together. */
const tooMuchForBuffers = 64 << 20;

describe('clients that misbehave', () => {
  it('that break off are recorded with fewer bytes than promised', async () => {
    const { port, publish, ended } = await bench();
    const { path } = await publish(Buffer.alloc(tooMuchForBuffers));
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await client.received(10_000);
    client.socket.resetAndDestroy();
    const [row] = await ended(1);
    expect(row).toMatchObject({ complete: false, ending: 'reset', bodyBytes: tooMuchForBuffers });
    expect(row?.sentBytes).toBeGreaterThan(0);
    expect(row?.sentBytes).toBeLessThan(tooMuchForBuffers);
  });

  it('that stop reading are reset after the stall timeout, those that read on in time are not', async () => {
    const { port, publish, clock, ended } = await bench();
    const { path } = await publish(Buffer.alloc(tooMuchForBuffers));
    const open = async () => {
      const client = await openClient(port);
      client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
      await client.received(1);
      client.socket.pause();
      return client;
    };
    const late = await open();
    clock.advance(119_999);
    late.socket.resume();
    expect((await late.answer()).body).toHaveLength(tooMuchForBuffers);
    expect(await ended(1)).toMatchObject([{ complete: true, sentBytes: tooMuchForBuffers }]);

    const stuck = await open();
    clock.advance(120_000);
    const [, row] = await ended(2);
    expect(row).toMatchObject({ complete: false, ending: 'stalled' });
    expect(row?.sentBytes).toBeLessThan(tooMuchForBuffers);
    stuck.socket.resume();
    expect((await stuck.answer()).broken).toBe(true);
  });

  it('that never close are unconfirmed after the time that the slowest link would need', async () => {
    const { port, publish, clock, ended } = await bench();
    const { path } = await publish(someBytes(10_240));
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\n\r\n`);
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    await eventually(() => expect(clock.waiting()).toEqual([130_000]));
    clock.advance(130_000);
    expect(await ended(1)).toMatchObject([
      { complete: false, ending: 'unconfirmed', sentBytes: 10_240, bodyBytes: 10_240 },
    ]);
  });

  it('that send their head or body too slowly get 408', async () => {
    const { port, clock, rows, ended } = await bench();
    const slowHead = await openClient(port);
    slowHead.send('GET /f/');
    await eventually(() => expect(clock.waiting()).toEqual([defaultLimits.requestTimeoutMs]));
    clock.advance(9_999);
    slowHead.send('more');
    clock.advance(1);
    expect((await slowHead.answer()).status).toBe(408);
    await ended(1);
    const slowBody = await openClient(port);
    slowBody.send('POST /x HTTP');
    await eventually(() => expect(clock.waiting()).toEqual([10_000]));
    clock.advance(4000);
    slowBody.send('/1.1\r\nContent-Length: 10\r\n\r\nhalf');
    await eventually(() => expect(clock.waiting()).toEqual([10_000]));
    clock.advance(10_000);
    expect((await slowBody.answer()).status).toBe(408);
    await ended(2);
    expect(rows('httpResponse')).toMatchObject([
      { status: 408, decision: 'decision.requestTimeout' },
      { status: 408, decision: 'decision.requestTimeout' },
    ]);
  });

  it('that flood after their request do not disturb the answer', async () => {
    const { port, publish } = await bench();
    const bytes = someBytes(200_000);
    const { path } = await publish(bytes);
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    for (let n = 0; n < 20; n++) client.send(Buffer.alloc(50_000, 'GET / HTTP/1.1\r\n\r\n'));
    expect((await client.answer()).body.equals(bytes)).toBe(true);
  });
});

describe('fault knobs', () => {
  const file = someBytes(40_000);

  it('are off by themselves, affect one publication only, and can be taken back', async () => {
    const { server, port, publish, rows, ended } = await bench();
    const faulty = await publish(file);
    const sound = await publish(file);
    server.setFaults(faulty.id, { status: 502 });
    expect((await ask(port, `GET ${faulty.path} HTTP/1.1\r\n\r\n`)).status).toBe(502);
    expect((await ask(port, `GET ${sound.path} HTTP/1.1\r\n\r\n`)).body.equals(file)).toBe(true);
    server.setFaults(faulty.id, {});
    expect((await ask(port, `GET ${faulty.path} HTTP/1.1\r\n\r\n`)).body.equals(file)).toBe(true);
    await ended(3);
    expect(rows('httpResponse').map(({ decision }) => decision)).toEqual([
      'decision.fault',
      'decision.wholeFile',
      'decision.wholeFile',
    ]);
  });

  it('flip one byte, wherever a resume begins', async () => {
    const { server, port, publish, rows, ended } = await bench();
    const { id, path } = await publish(file);
    server.setFaults(id, { flipByteAt: 30_000 });
    const expected = Buffer.from(file);
    expected[30_000] = (expected[30_000] ?? 0) ^ 0xff;
    expect((await ask(port, `GET ${path} HTTP/1.1\n\n`)).body.equals(expected)).toBe(true);
    const rest = await ask(port, `GET ${path} HTTP/1.1\nRange: bytes=29999-\n\n`);
    expect(rest.body.equals(expected.subarray(29_999))).toBe(true);
    await ended(2);
    expect(rows('httpResponse').every(({ decision }) => decision === 'decision.fault')).toBe(true);
  });

  it('serve another package from some byte on', async () => {
    const { server, port, publish } = await bench();
    const other = someBytes(40_000, 9);
    const { id, path } = await publish(file);
    server.setFaults(id, { swapPackage: { fromByte: 20_001, bytes: other } });
    const { body } = await ask(port, `GET ${path} HTTP/1.1\n\n`);
    expect(body.equals(Buffer.concat([file.subarray(0, 20_001), other.subarray(20_001)]))).toBe(true);
  });

  it('cut after exactly so many bytes, which the record and the client count alike', async () => {
    const { server, port, publish, ended } = await bench();
    const { id, path } = await publish(file);
    for (const [n, count] of [0, 1, 16_384, 20_001].entries()) {
      server.setFaults(id, { cutAfterBytes: count });
      const answer = await ask(port, `GET ${path} HTTP/1.1\r\n\r\n`);
      expect(answer.head).toContain('\r\nContent-Length: 40000\r\n');
      expect(answer.body.equals(file.subarray(0, count))).toBe(true);
      expect((await ended(n + 1)).at(-1)).toMatchObject({
        sentBytes: count,
        complete: false,
        ending: 'fault',
      });
    }
    const resumed = await ask(port, `GET ${path} HTTP/1.1\r\nRange: bytes=20001-\r\n\r\n`);
    expect(resumed.body.equals(file.subarray(20_001))).toBe(true);
  });

  it('keep silent before the first byte, and let a client leave meanwhile', async () => {
    const { server, port, publish, clock, ended } = await bench();
    const { id, path } = await publish(file);
    server.setFaults(id, { delayFirstByteMs: 5000 });
    const patient = await openClient(port);
    patient.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await eventually(() => expect(clock.waiting()).toEqual([5000]));
    expect(patient.socket.bytesRead).toBe(0);
    clock.advance(5000);
    expect((await patient.answer()).body.equals(file)).toBe(true);
    const leaving = await openClient(port);
    leaving.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await eventually(() => expect(clock.waiting()).toEqual([5000]));
    leaving.socket.resetAndDestroy();
    const [, row] = await ended(2);
    expect(row).toMatchObject({ complete: false, sentBytes: 0, ending: 'reset' });
    expect(clock.waiting()).toEqual([]);
  });

  it('cannot be set on what is not served', async () => {
    const { server } = await bench();
    expect(() => server.setFaults('zzzzzzzz', {})).toThrow(
      expect.objectContaining({ code: 'server.unknownPublication' }),
    );
  });
});
