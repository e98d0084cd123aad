import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/support/openTestCore.ts';
import { parseVerbArguments } from '../arguments.ts';
import { createOutput } from '../output.ts';
import { createTranslator } from '../translator.ts';
import { serve } from './serve.ts';

/** The actions beside a server that runs, as programs read them. */
let core: TestCore;
beforeEach(async () => {
  core = await openTestCore();
});
afterEach(() => core.close());

interface Said {
  readonly code: number;
  readonly text: string;
}

async function run(mode: 'text' | 'json', words: readonly string[]): Promise<Said> {
  const stdout = new PassThrough();
  const code = await serve.run({
    core: core.client,
    args: parseVerbArguments(words, serve.options, serve.positionals),
    output: createOutput(mode, { stdout, stderr: new PassThrough() }),
    t: await createTranslator('en'),
    path: (word) => word,
    signal: new AbortController().signal,
  });
  return { code, text: String(stdout.read() ?? '') };
}
const json = async (...words: readonly string[]): Promise<unknown> =>
  JSON.parse((await run('json', words)).text);
const refused = (...words: readonly string[]) => expect(run('json', words)).rejects;

/** A module asks; the campaign is still being built. */
async function knock(id: string): Promise<void> {
  const status = await core.client.otaServer.start({ host: '127.0.0.1', port: 0 });
  const port = status.state === 'running' ? status.port : 0;
  const query = `project_key=KEY-ONE-1234&imei=${id}&firmware_name=lamp&version=1.0.0`;
  await (await fetch(`http://127.0.0.1:${port}/api/site/firmware_upgrade?${query}`)).text();
}
const adding = [
  'campaigns',
  'add',
  '--building',
  '--name',
  'spring',
  '--firmware-name',
  'lamp',
  '--target',
  '2.0.0',
];

describe('serve status and stop', () => {
  it('say that no server runs, and stop the one that does', async () => {
    expect((await run('json', ['status'])).code).toBe(1);
    await refused('stop').toMatchObject({ code: 'server.notRunning' });
    await core.client.otaServer.start({ host: '127.0.0.1', port: 0 });
    const { code, text } = await run('json', ['status']);
    expect([code, JSON.parse(text)]).toMatchObject([0, { server: { state: 'running' }, campaigns: [] }]);
    await refused('unpublish', 'nothing').toMatchObject({ code: 'server.unknownPublication' });
    expect(await json('stop')).toEqual({ stopped: true });
    expect((await run('json', ['status'])).code).toBe(1);
  });
});

describe('serve campaigns', () => {
  it('adds, shows, edits, steers and removes one by its name', async () => {
    expect(await json(...adding, '--deny', 'm9')).toMatchObject({
      campaign: { name: 'spring', building: true, deny: ['m9'], state: 'active' },
    });
    expect(await json('campaigns', 'edit', 'spring', '--target', '3.0.0')).toMatchObject({
      campaign: { name: 'spring', targetVersion: '3.0.0', deny: ['m9'], building: true },
    });
    for (const [action, state] of [
      ['pause', 'paused'],
      ['resume', 'active'],
      ['abort', 'aborted'],
    ] as const)
      expect(await json('campaigns', action, 'spring')).toMatchObject({ campaign: { state } });
    await refused('campaigns', 'resume', 'spring').toMatchObject({ code: 'server.campaignAborted' });
    expect(await json('campaigns')).toMatchObject({ campaigns: [{ name: 'spring' }] });
    await json('campaigns', 'remove', 'spring');
    expect(await json('campaigns')).toEqual({ campaigns: [] });
    await refused('campaigns', 'show', 'spring').toMatchObject({ code: 'server.unknownCampaign' });
  });

  it('asks for a package unless it is still being made', async () => {
    await refused(...adding.filter((word) => word !== '--building')).toMatchObject({ key: 'missingPackage' });
  });
});

describe('serve requests, why and dry-run', () => {
  it('tell who asked what, and by which rule it was refused', async () => {
    await run('json', adding);
    await knock('m1');
    await knock('m2');
    expect(await json('why')).toMatchObject({ decision: { seq: 2, cause: 43 } });
    expect(await json('why', '1')).toMatchObject({ decision: { seq: 1, claim: { identity: 'm1' } } });
    expect(await json('why', 'm1')).toMatchObject({ decision: { seq: 1 } });
    const target = '/api/site/firmware_upgrade?imei=m3&firmware_name=none&version=1.0.0';
    expect(await json('dry-run', target)).toMatchObject({ status: 400, decision: { cause: 26 } });
    await expect
      .poll(async () => await json('requests', '--imei', 'm2'))
      .toMatchObject({ requests: [{ response: { ota: { cause: 43 } } }] });
    await refused('dry-run', 'hello').toMatchObject({ code: 'server.notUnderstood' });
  });
});

describe('serve devices and ban', () => {
  it('list, describe, ban and release modules', async () => {
    await run('json', adding);
    await knock('m1');
    expect(await json('devices')).toMatchObject({ total: 1, modules: [{ id: 'm1', version: '1.0.0' }] });
    expect(await json('devices', 'bench', 'm1', 'on')).toMatchObject({ module: { bench: true } });
    expect(await json('devices', 'note', 'm1', 'on the roof')).toMatchObject({
      module: { notes: 'on the roof' },
    });
    expect(await json('ban', 'm1', '--note', 'stolen')).toMatchObject({
      module: { ban: { note: 'stolen' } },
    });
    expect(await json('devices', '--banned')).toMatchObject({ modules: [{ id: 'm1' }] });
    expect((await run('text', ['devices', 'show', 'm1'])).text).toContain('on the roof');
    expect(await json('devices', 'release', 'm1')).toMatchObject({ module: { ban: null } });
    await refused('devices', 'release', 'nobody').toMatchObject({ code: 'server.unknownModule' });
  });
});

describe('serve faults', () => {
  it('are set only where a server runs, and cleared one by one', async () => {
    await refused('faults', 'set', 'cut=100').toMatchObject({ code: 'server.notRunning' });
    await core.client.otaServer.start({ host: '127.0.0.1', port: 0 });
    await run('json', ['faults', 'set', 'cut=100,device=m1,times=1', 'empty']);
    expect(await json('faults')).toMatchObject({
      faults: [
        { deviceId: 'm1', times: 1, effect: { kind: 'cut', afterBytes: 100 } },
        { effect: { kind: 'empty' } },
      ],
    });
    const { id } = await core.client.otaServer.setFault({ effect: { kind: 'chunked' } });
    await run('json', ['faults', 'clear', id]);
    expect((await run('text', ['faults'])).text).toContain('cut=100,device=m1,times=1');
    expect(await json('faults', 'clear')).toEqual({ faults: [] });
    await refused('faults', 'clear', 'nothing').toMatchObject({ code: 'server.unknownFault' });
  });
});

describe('serve rules', () => {
  it('change what is named and refuse what makes no sense', async () => {
    expect(
      await json('rules', 'set', '--code-table', 'shifted', '--loop', '3/0.5', '--redirect', 'on'),
    ).toMatchObject({
      rules: { codeTable: 'shifted', redirect: true, loopWindows: [{ count: 3, windowMs: 1_800_000 }] },
    });
    expect(await json('rules', 'set', '--loop', 'off')).toMatchObject({
      rules: { codeTable: 'shifted', loopWindows: [] },
    });
    await refused('rules', 'set').toMatchObject({ key: 'missingOption' });
    await refused('rules', 'set', '--loop', '1/1').toMatchObject({ key: 'badChoice' });
    await refused('rules', 'set', '--refusal-status', '200').toMatchObject({ name: 'UsageError' });
  });
});
