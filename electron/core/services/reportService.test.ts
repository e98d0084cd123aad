import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
