import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { type Bench, openBench, someBytes } from '../../testing/bench.ts';
import { ask } from '../../testing/rawClient.ts';

let bench: Bench;
afterEach(() => bench.server.stop());

const blob = someBytes(8260);

async function withPlan(): Promise<void> {
  bench = await openBench();
  const { packageSha256: sha256 } = await bench.publish(blob, 'mcu.bin');
  const plan = { name: 'p', sha256, target: 'v3', sources: null, devices: null, product: null } as const;
  await bench.server.onenet.savePlan({ ...plan, kind: 'sota' });
}

it('gives a device its file in fragments over real sockets, as fuse-ota does', async () => {
  await withPlan();
  const check = await ask(bench.port, 'GET /fuse-ota/P/D/check?type=2&version=v1 HTTP/1.1\r\n\r\n');
  expect(check.body.toString()).toContain('"tid":1,');
  expect(check.headBytes + check.body.length).toBeLessThan(512);
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length; at += 1024) {
    const head = `GET /fuse-ota/P/D/1/download HTTP/1.1\r\nRange:bytes=${at}-${at + 1023}\r\n\r\n`;
    const { status, body, headBytes } = await ask(bench.port, head);
    expect(status).toBe(206);
    expect(headBytes).toBeLessThan(512);
    parts.push(body);
  }
  const digest = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  expect(digest).toBe(createHash('sha256').update(blob).digest('hex'));
});

it('ends a refused old download by closing, one digit and no length', async () => {
  await withPlan();
  const { head, body, broken } = await ask(bench.port, 'GET /ota/south/download/ota_x HTTP/1.1\n\n');
  expect([body.toString(), broken]).toEqual(['3', false]);
  expect(head).not.toMatch(/content-length/i);
  await bench.ended(1);
  expect(bench.rows('httpResponse').at(-1)).toMatchObject({
    decision: 'decision.onenetNoTask',
    sentBytes: 1,
  });
});
