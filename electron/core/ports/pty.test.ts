import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPtyProvider } from './ptyProvider.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

/** Two ends of one line. */
async function ptyPair() {
  const folder = mkdtempSync(join(tmpdir(), 'airdock-pty-'));
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${a}`, `pty,raw,echo=0,link=${b}`]);
  cleanups.push(
    () => rmSync(folder, { recursive: true }),
    () => socat.kill(),
  );
  while (!(existsSync(a) && existsSync(b))) await new Promise((resolve) => setTimeout(resolve, 10));
  return { a, b, unplug: () => socat.kill() };
}

describe.skipIf(!hasSocat)('a pseudo-terminal through serialport [needs socat]', () => {
  it('carries every byte value both ways and says when the far end is gone', async () => {
    const pair = await ptyPair();
    const provider = createPtyProvider();
    await provider.add(pair.a);
    const near = await provider.open(pair.a, { baudRate: 115_200 });
    const far = await provider.open(pair.b, { baudRate: 115_200 });
    await expect(provider.open(pair.a, { baudRate: 115_200 })).rejects.toMatchObject({
      // On Linux the socat that made the pair is found; elsewhere only that somebody has it.
      code: expect.stringMatching(/^port\.held(ByProgram|Elsewhere)$/),
    });

    const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const received: Uint8Array[] = [];
    const whole = new Promise<void>((resolve) => {
      near.onData((bytes) => {
        received.push(bytes);
        if (Buffer.concat(received).length === everyByte.length) resolve();
      });
    });
    await far.write(everyByte);
    await whole;
    expect(Buffer.concat(received)).toEqual(everyByte);

    const gone = new Promise<string>((resolve) => {
      near.onClosed(resolve);
    });
    pair.unplug();
    expect(await gone).toBe('vanished');
    await far.close();
    await expect(provider.open(pair.a, { baudRate: 115_200 })).rejects.toMatchObject({
      code: 'port.notReady',
    });
  });
});
