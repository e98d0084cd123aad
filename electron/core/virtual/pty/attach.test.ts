import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, test } from 'vitest';
import { createEc618Module } from '../ec618/dialect.ts';
import type { LuatModule } from '../luatAt/createModule.ts';
import type { LuatKnobs } from '../luatAt/knobs.ts';
import { oldBinpkg, oldVersion } from '../testing/fixture.ts';
import { attachToPty } from './attach.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function createModule(knobs: Partial<LuatKnobs> = {}): LuatModule {
  const module = createEc618Module({ id: 'pty', firmware: oldBinpkg, knobs: { speed: 50, ...knobs } });
  cleanups.push(() => module.dispose());
  return module;
}

/** Opens the path, types, and collects until the text has come. */
function converse(path: string, typed: string, wanted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const port = new SerialPort({ path, baudRate: 115_200 }, (error) => {
      if (error) return reject(error);
      port.write(typed);
      return undefined;
    });
    port.on('error', reject);
    port.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      if (text.includes(wanted)) port.close(() => resolve(text));
    });
  });
}

describe.skipIf(!hasSocat)('a virtual module behind a pseudo-terminal [needs socat]', () => {
  test('answers a serial program byte for byte', async () => {
    const pty = await attachToPty({ module: createModule() });
    cleanups.push(pty.dispose);
    const text = await converse(pty.path, 'ATI\r', 'OK\r\n');
    expect(text).toBe(`ATI\r\r\n${oldVersion}\r\n\r\nOK\r\n`);
  });

  test('can be opened again after a program closed it', async () => {
    const pty = await attachToPty({ module: createModule() });
    cleanups.push(pty.dispose);
    await converse(pty.path, 'AT\r', 'OK\r\n');
    expect(await converse(pty.path, 'ATE0\r', 'OK\r\n')).toBe('ATE0\r\r\nOK\r\n');
    expect(await converse(pty.path, 'ATI\r', 'OK\r\n')).toBe(`\r\n${oldVersion}\r\n\r\nOK\r\n`);
  });

  test('vanishes with the port and comes back under the same path', async () => {
    const module = createModule({ usbDrop: true, portBackMs: 25_000 });
    const pty = await attachToPty({ module });
    cleanups.push(pty.dispose);
    const gone = new Promise<void>((resolve) => void module.onPresence((present) => !present && resolve()));
    await converse(pty.path, 'AT+RESET\r', 'OK\r\n');
    await gone;
    await expect.poll(() => existsSync(pty.path)).toBe(false);
    await expect.poll(() => existsSync(pty.path), { timeout: 10_000 }).toBe(true);
    expect(await converse(pty.path, 'ATI\r', 'OK\r\n')).toContain(oldVersion);
  });

  test('removes its path and frees the module when it is disposed', async () => {
    const module = createModule();
    const pty = await attachToPty({ module });
    await pty.dispose();
    expect(existsSync(pty.path)).toBe(false);
    module.attach().close();
  });
});

describe('without a working socat', () => {
  test('says which tool is missing and leaves the module free', async () => {
    const module = createModule();
    const missing = (): ChildProcess => spawn('/nonexistent/socat', []);
    await expect(attachToPty({ module, spawn: missing })).rejects.toMatchObject({
      code: 'host.notAvailable',
      params: { tool: 'socat' },
    });
    module.attach().close();
  });
});
