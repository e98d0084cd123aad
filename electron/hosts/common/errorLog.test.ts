import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createErrorLog } from './errorLog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-errors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const now = (): string => '2026-01-02T03:04:05Z';

describe('the error log', () => {
  test('has time, place and stack, one after the other, for the owner only', () => {
    const log = createErrorLog(folder, now);
    log('ports.all', new Error('first'));
    log('renderer', 'second');
    const text = readFileSync(join(folder, 'errors.log'), 'utf8');
    expect(text).toMatch(/^2026-01-02T03:04:05Z ports\.all: Error: first\n +at /);
    expect(text).toContain('\n2026-01-02T03:04:05Z renderer: second\n');
    if (process.platform !== 'win32') expect(statSync(join(folder, 'errors.log')).mode & 0o077).toBe(0);
  });

  test('does not grow without end and keeps the last one', () => {
    writeFileSync(join(folder, 'errors.log'), 'x'.repeat(1024 * 1024 + 1));
    createErrorLog(folder, now)('here', 'new');
    expect(statSync(join(folder, 'errors.log')).size).toBeLessThan(100);
    expect(statSync(join(folder, 'errors.old.log')).size).toBe(1024 * 1024 + 1);
  });

  test('never throws, whatever the disk says', () => {
    expect(() => createErrorLog(join(folder, 'gone'), now)('here', 'x')).not.toThrow();
  });
});
