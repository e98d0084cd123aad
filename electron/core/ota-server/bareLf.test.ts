import { afterEach, expect, it } from 'vitest';
import { defaultLimits } from './limits.ts';
import { type Bench, openBench } from './testing/bench.ts';
import { eventually } from './testing/eventually.ts';
import { ask, openClient } from './testing/rawClient.ts';

/** A loader that searches its first read for two line feeds before it looks for CRLF (platform-apis 5.3). */

// Larger and smaller than what otherwise goes out in one write with its head.
const files = [
  ['small', Buffer.from('\n\nboot')],
  ['large', Buffer.alloc(5000, 10)],
] as const;
const pauseMs = defaultLimits.pauseAfterBareLfHeadMs;

let bench: Bench;
afterEach(() => bench.server.stop());

it.each(files)(
  'gets the head of a %s file in a read of its own, and the file a moment later',
  async (_, file) => {
    bench = await openBench({ limits: { pauseAfterBareLfHeadMs: pauseMs } });
    const { path } = await bench.publish(file);
    const client = await openClient(bench.port);
    let heard = '';
    client.socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
    client.send(`GET ${path} HTTP/1.1\nHost: 192.168.1.10:8080\nRange: bytes=0-\n\n`);
    await eventually(() => expect(heard).toMatch(/\r\n\r\n$/));
    await eventually(() => expect(bench.clock.waiting()).toContain(pauseMs));
    expect(heard).not.toContain('\n\n');
    bench.clock.advance(pauseMs);
    expect((await client.answer()).body.equals(file)).toBe(true);
  },
);

it('gets a refusal in one write, and others never wait', async () => {
  bench = await openBench({ limits: { pauseAfterBareLfHeadMs: pauseMs } });
  const { path } = await bench.publish(files[1][1]);
  expect((await ask(bench.port, 'GET /nothing HTTP/1.1\n\n')).status).toBe(404);
  expect((await ask(bench.port, `HEAD ${path} HTTP/1.1\n\n`)).status).toBe(200);
  expect((await ask(bench.port, `GET ${path} HTTP/1.1\r\n\r\n`)).body).toHaveLength(5000);
  // One CR is enough to be somebody else.
  expect((await ask(bench.port, `GET ${path} HTTP/1.1\r\nHost: x\n\n`)).body).toHaveLength(5000);
});
