import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CoreClient } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { randomHex } from '../common/random.ts';
import { parseLocalArguments } from './arguments.ts';
import { createLocalCapabilities } from './capabilities.ts';
import { awakeCommand } from './keepAwake.ts';
import { browserCommand } from './openBrowser.ts';
import { createOpenPackage } from './packageFiles.ts';

describe('the arguments of the local host', () => {
  test('are a port and whether to open a browser', () => {
    expect(parseLocalArguments([])).toEqual({ open: true, port: 0 });
    expect(parseLocalArguments(['--no-open', '--port', '4780'])).toEqual({ open: false, port: 4780 });
  });

  test('others are refused', () => {
    for (const words of [['--port', '70000'], ['--port', 'x'], ['--host', '0.0.0.0'], ['file']]) {
      expect(() => parseLocalArguments(words), words.join(' ')).toThrow();
    }
  });
});

describe('the system browser', () => {
  test('is opened by the tool of the system, and not where nobody could see it', () => {
    expect(browserCommand('darwin', {}, 'http://x')).toEqual(['open', 'http://x']);
    expect(browserCommand('win32', {}, 'http://x')?.at(-1)).toBe('http://x');
    expect(browserCommand('linux', { DISPLAY: ':0' }, 'http://x')).toEqual(['xdg-open', 'http://x']);
    expect(browserCommand('linux', {}, 'http://x')).toBeNull();
  });
});

describe('staying awake', () => {
  test('is asked of the system for as long as this process lives', () => {
    expect(awakeCommand('darwin', 42)).toEqual(['caffeinate', '-i', '-w', '42']);
    expect(awakeCommand('linux', 42)?.slice(-5)).toEqual(['tail', '--pid', '42', '-f', '/dev/null']);
    expect(awakeCommand('win32', 42)).toBeNull();
  });
});

describe('what a browser door can do', () => {
  test('has no dialogs and says so', async () => {
    const host = createLocalCapabilities(tmpdir());
    expect(host.can).toEqual({ pickFiles: false, saveFiles: false, reveal: false, upload: true });
    for (const asked of [host.pickFile('firmware'), host.saveFile('x'), host.reveal('/x')]) {
      await expect(asked).rejects.toMatchObject({ code: 'host.notAvailable' });
    }
    expect(host.secrets.kind).toBe('file');
  });
});

describe('a package as a file', () => {
  const sha256 = 'a'.repeat(64);

  test('is a copy that is gone when disposed of', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airdock-packages-'));
    const packages = {
      get: () => Promise.resolve({ fileName: 'p.bin' }),
      save: ({ path }: { path: string }) => {
        writeFileSync(path, 'hello');
        return Promise.resolve({ path, sizeBytes: 5 });
      },
    };
    // Only these two members are asked.
    const open = createOpenPackage({ packages } as unknown as CoreClient, join(folder, 'd'), randomHex);
    const file = await open(sha256);
    expect(file).toMatchObject({ fileName: 'p.bin', sizeBytes: 5 });
    expect(existsSync(file.path)).toBe(true);
    await file.dispose();
    expect(existsSync(file.path)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('that is unknown is refused by the core', async () => {
    const packages = { get: () => Promise.reject(new AppError('package.unknown', { sha256 })) };
    const open = createOpenPackage({ packages } as unknown as CoreClient, tmpdir(), randomHex);
    await expect(open(sha256)).rejects.toMatchObject({ code: 'package.unknown' });
  });
});
