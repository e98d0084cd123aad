import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';

const logs = resolve(import.meta.dirname, '../../../test/fixtures/logs');
const file = (name: string) => ({ kind: 'path', path: join(logs, name) }) as const;

describe('a log of a customer', () => {
  let core: TestCore;
  beforeAll(async () => {
    core = await openTestCore();
  });
  afterAll(() => core.close());

  const importOf = async (name: string): Promise<string> => {
    const { jobId } = await core.client.report.importLog({ file: file(name), utcOffsetMin: 480 });
    const { result } = await core.ended(jobId);
    return (result?.kind === 'report' && result.recordingIds?.[0]) || 'none';
  };

  it('becomes a recording that can be read and searched, and forgotten', async () => {
    const recordingId = await importOf('sscom-1-rejected.txt');
    const { rows, lastSeq } = await core.client.report.read({ recordingId, fromSeq: 1, limit: 5000 });
    expect(rows).toHaveLength(lastSeq);
    const found = await core.client.report.search({ recordingId, text: '-1003', limit: 10 });
    expect(found.rows).toEqual([expect.objectContaining({ kind: 'atLine', text: '+UPGRADEIND: -1003' })]);
    const many = await core.client.report.search({ recordingId, text: '^ok$', regex: true, limit: 2 });
    expect(many).toMatchObject({ more: true });
    await core.client.report.remove({ recordingId });
    await expect(core.client.report.read({ recordingId, fromSeq: 1, limit: 1 })).rejects.toMatchObject({
      code: 'report.unknownRecording',
    });
  });

  it('fails as a job that says why where it is none', async () => {
    const demo = (await core.client.app.info({})).demoFiles[0];
    const { jobId } = await core.client.report.importLog({ file: { kind: 'demo', name: demo?.name ?? '' } });
    expect((await core.ended(jobId)).error?.code).toBe('report.notALog');
  });

  it('refuses a pattern that is none', async () => {
    const recordingId = await importOf('luatools-1-good.txt');
    await expect(
      core.client.report.search({ recordingId, text: '(', regex: true, limit: 1 }),
    ).rejects.toMatchObject({ code: 'report.badPattern' });
  });

  it('means the same as if it had happened here', async () => {
    const recordingId = await importOf('sscom-1-rejected.txt');
    const { findings } = await core.client.report.diagnose({ recordingId });
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).toContain('-1003');
  });

  describe('in a bundle', () => {
    const bundled = async (path: string, redact: boolean): Promise<Job> => {
      const recordingId = await importOf('llcom-1-rejected.txt');
      const { jobId } = await core.client.report.create({ recordingIds: [recordingId], path, redact });
      return core.ended(jobId);
    };

    it('leaves without identities, and the preview says the same', async () => {
      const path = join(core.folder, 'a.airdock.zip');
      const { result, state } = await bundled(path, true);
      expect(state).toMatchObject({ verdict: { code: 'report.written' } });
      expect(result).toMatchObject({ kind: 'report', task: 'create', path });
      const preview = result?.kind === 'report' ? result.preview : undefined;
      expect(preview?.counts).toEqual([expect.objectContaining({ kind: 'imei', values: 1 })]);
      expect(preview?.samples[0]).toMatchObject({ kind: 'imei', before: '862991000000018' });
      const { jobId } = await core.client.report.open({ file: { kind: 'path', path } });
      const opened = (await core.ended(jobId)).result;
      const recordingId = (opened?.kind === 'report' && opened.recordingIds?.[0]) || '';
      const { rows } = await core.client.report.read({ recordingId, fromSeq: 1, limit: 5000 });
      expect(JSON.stringify(rows)).not.toContain('862991000000018');
      const { findings } = await core.client.report.diagnose({ recordingId });
      expect(JSON.stringify(findings)).toContain('-1003');
    });

    it('is not written over a file, nor from nothing, nor out of what is no bundle', async () => {
      const path = join(core.folder, 'b.zip');
      await bundled(path, false);
      await expect(bundled(path, false)).rejects.toMatchObject({ code: 'file.exists' });
      await expect(bundled('b.zip', false)).rejects.toMatchObject({ code: 'host.notAvailable' });
      const nothing = await core.client.report.preview({});
      expect((await core.ended(nothing.jobId)).error?.code).toBe('report.nothingChosen');
      const { jobId } = await core.client.report.open({ file: file('sscom-1-rejected.txt') });
      expect((await core.ended(jobId)).error?.code).toBe('report.notABundle');
    });
  });
});

describe('a browser', () => {
  it('names no path for its bundle and gets one from the data folder', async () => {
    const core = await openTestCore({ paths: false });
    const outside = core.client.report.create({ path: join(core.folder, 'c.zip') });
    await expect(outside).rejects.toMatchObject({ code: 'host.notAvailable' });
    const file = core.client.report.upgradesFile({ format: 'csv', path: join(core.folder, 'u.csv') });
    await expect(file).rejects.toMatchObject({ code: 'host.notAvailable' });
    const { jobId } = await core.client.report.create({ stretches: [{ fromSeq: 1, toSeq: 5 }] });
    const { result } = await core.ended(jobId);
    const path = result?.kind === 'report' ? (result.path ?? '') : '';
    expect(basename(path)).toMatch(/^airdock-report-\d{12}-[0-9a-f]{6}\.zip$/);
    expect(readFileSync(path)).toHaveLength((result?.kind === 'report' && result.sizeBytes) || 0);
    await core.close();
  });
});

it('writes a table of upgrades where a door that may name paths says, and over nothing', async () => {
  const core = await openTestCore();
  const path = join(core.folder, 'u.csv');
  const { text } = await core.client.report.upgradesFile({ format: 'csv', path });
  expect(readFileSync(path, 'utf8')).toBe(text);
  const again = core.client.report.upgradesFile({ format: 'csv', path });
  await expect(again).rejects.toMatchObject({ code: 'file.exists' });
  await core.client.report.upgradesFile({ format: 'json', path, overwrite: true });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ rows: [] });
  await core.close();
});
