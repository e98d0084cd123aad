import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { TopicListener } from '../../../shared/rpc/define.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';
import { buildSimulatorImage } from '../virtual/testing/simulatorPackage.ts';

/** Through the contract: what goes in and out is checked against its schemas. */
let core: TestCore;
let server: CoreClient['otaServer'];
beforeEach(async () => {
  core = await openTestCore();
  server = core.client.otaServer;
});
afterEach(() => core.close());

const campaign = {
  ...{ name: 'spring', projectKey: 'KEY-ONE-1234', firmwareNames: ['lamp'], targetVersion: '2.0.0' },
  ...{ packages: [], building: true },
};
const target = (id: string): string =>
  `/api/site/firmware_upgrade?project_key=KEY-ONE-1234&imei=${id}&firmware_name=lamp&version=1.0.0`;

async function knock(...ids: readonly string[]): Promise<void> {
  const status = await server.start({ host: '127.0.0.1', port: 0 });
  const port = status.state === 'running' ? status.port : 0;
  for (const id of ids) expect((await fetch(`http://127.0.0.1:${port}${target(id)}`)).status).toBe(400);
}

/** What a subscriber has heard: its snapshot, then each change. */
function hear<P, S, C>(
  topic: (params: P, listener: TopicListener<S, C>) => () => void,
  params: P,
): { readonly snapshot: Promise<S>; readonly changes: C[]; readonly stop: () => void } {
  const changes: C[] = [];
  let stop = (): void => {};
  const snapshot = new Promise<S>((resolve, reject) => {
    stop = topic(params, {
      onSnapshot: resolve,
      onChanges: (more) => void changes.push(...more),
      onError: reject,
    });
  });
  return { snapshot, changes, stop: () => stop() };
}

describe('decisions', () => {
  it('come oldest first and then as they are made, of all modules or of one', async () => {
    await server.saveCampaign(campaign);
    await knock('m1', 'm2', 'm1');
    const all = hear(server.decisions, { last: 2 });
    const one = hear(server.decisions, { last: 10, moduleId: 'm1' });
    const none = hear(server.decisions, { last: 0 });
    expect((await all.snapshot).map(({ claim }) => claim.identity)).toEqual(['m2', 'm1']);
    expect((await one.snapshot).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(await none.snapshot).toEqual([]);
    await knock('m2', 'm1');
    await expect.poll(() => all.changes.map(({ seq }) => seq)).toEqual([4, 5]);
    await expect.poll(() => one.changes.map(({ seq }) => seq)).toEqual([5]);
    for (const { stop } of [all, one, none]) stop();
  });

  it('are listed backwards, page by page', async () => {
    await server.saveCampaign(campaign);
    await knock('m1', 'm2', 'm3');
    const page = await server.listDecisions({ limit: 2 });
    expect(page.map(({ seq, cause }) => [seq, cause])).toEqual([
      [3, 43],
      [2, 43],
    ]);
    const rest = await server.listDecisions({ limit: 2, beforeSeq: 2 });
    expect(rest.map(({ seq }) => seq)).toEqual([1]);
    expect(await server.listDecisions({ limit: 2, moduleId: 'nobody' })).toEqual([]);
  });

  it('can be tried without a server, and what is no request is refused by name', async () => {
    await server.saveCampaign(campaign);
    const tried = await server.dryRun({ request: target('m1') });
    expect(tried).toMatchObject({ status: 400, decision: { cause: 43, seq: 0 } });
    expect((await server.modules({ limit: 1 })).total).toBe(0);
    await expect(server.dryRun({ request: 'hello' })).rejects.toMatchObject({ code: 'server.notUnderstood' });
  });
});

describe('campaigns', () => {
  it('are told as they are made, steered and removed; an unknown or aborted one is refused by name', async () => {
    const heard = hear(server.campaigns, {});
    expect(await heard.snapshot).toEqual([]);
    const { id } = await server.saveCampaign(campaign);
    expect(await server.steerCampaign({ id, action: 'pause' })).toMatchObject({ state: 'paused' });
    expect(await server.saveCampaign({ ...campaign, id, name: 'summer' })).toMatchObject({
      name: 'summer',
      id,
    });
    await server.steerCampaign({ id, action: 'abort' });
    const steer = (one: string) => server.steerCampaign({ id: one, action: 'resume' });
    await expect(steer(id)).rejects.toMatchObject({ code: 'server.campaignAborted' });
    await expect(steer('nobody')).rejects.toMatchObject({ code: 'server.unknownCampaign' });
    expect(await server.removeCampaign({ id })).toEqual({ ok: true });
    await expect
      .poll(() =>
        heard.changes.map((change) => (change.kind === 'campaignSaved' ? change.campaign.state : 'gone')),
      )
      .toEqual(['active', 'paused', 'paused', 'aborted', 'gone']);
    heard.stop();
  });

  it('name a package that the library has not', async () => {
    const packages = [{ kind: 'full' as const, sha256: 'a'.repeat(64) }];
    await expect(server.saveCampaign({ ...campaign, packages })).rejects.toMatchObject({
      code: 'package.unknown',
    });
  });
});

describe('modules', () => {
  it('are described, banned and released; what is not said stays as it was', async () => {
    await server.saveCampaign(campaign);
    await knock('m1', 'm2');
    expect(await server.describeModule({ id: 'm1', notes: 'roof' })).toMatchObject({
      notes: 'roof',
      bench: false,
    });
    expect(await server.describeModule({ id: 'm1', bench: true })).toMatchObject({
      notes: 'roof',
      bench: true,
    });
    expect(await server.describeModule({ id: 'm1', unbind: true })).toMatchObject({ projectHint: null });
    expect(await server.banModule({ id: 'm2' })).toMatchObject({ ban: { kind: 'person', note: '' } });
    expect(await server.banModule({ id: 'new', note: 'stolen' })).toMatchObject({ ban: { note: 'stolen' } });
    const banned = await server.modules({ bannedOnly: true, limit: 10 });
    expect([banned.total, banned.modules.map(({ id }) => id).sort()]).toEqual([2, ['m2', 'new']]);
    expect(await server.releaseModule({ id: 'm2' })).toMatchObject({ ban: null });
    expect(await server.module({ id: 'm1' })).toMatchObject({ offers: [], loops: [], requests: 1 });
    for (const act of [server.module, server.releaseModule, server.describeModule])
      await expect(act({ id: 'nobody' })).rejects.toMatchObject({ code: 'server.unknownModule' });
  });
});

describe('one module at a port and at the server', () => {
  it('is known in both places by its IMEI, and each tells of the other', async () => {
    const path = join(core.folder, 'old.simfw');
    writeFileSync(path, buildSimulatorImage({ version: 'EC800KCNLCR01A01M04' }));
    const firmware = { kind: 'path', path } as const;
    const { id: portId } = await core.client.virtual.create({
      dialect: 'quectel-dfota',
      firmware,
      knobs: {},
    });
    const { imei } = await core.client.modem.identify({ portId });
    const id = imei ?? '';
    expect(await core.client.devices.get({ id })).toMatchObject({ id, otaServer: null });
    await server.saveCampaign(campaign);
    await knock(id, 'elsewhere');
    await server.banModule({ id, note: 'stolen' });
    await core.client.devices.describe({ id, nickname: 'on the roof' });
    expect(await core.client.devices.get({ id })).toMatchObject({
      otaServer: { id, version: '1.0.0', requests: 1, ban: { note: 'stolen' } },
    });
    expect(await server.module({ id })).toMatchObject({ device: { id, nickname: 'on the roof' } });
    expect(await server.module({ id: 'elsewhere' })).toMatchObject({ device: null });
  });
});

describe('rules', () => {
  it('change where they are named, and everybody hears all of them', async () => {
    const heard = hear(server.rules, {});
    const before = await heard.snapshot;
    const changed = await server.setRules({ codeTable: 'shifted', refusalStatus: 404 });
    expect(changed).toEqual({ ...before, codeTable: 'shifted', refusalStatus: 404 });
    await expect.poll(() => heard.changes).toEqual([changed]);
    heard.stop();
    await server.saveCampaign(campaign);
    expect(await server.dryRun({ request: target('m1') })).toMatchObject({ status: 404 });
  });
});

describe('the key of a saved project', () => {
  it('is taken by the core itself, and never comes back', async () => {
    const { settings } = core.client;
    const key = 'b0wlT3yrmIpTSPLi3e7Fob5nvBJxO6pM';
    const { id: projectId } = await settings.saveProject({ name: 'lamp', platform: 'openluat', key });
    const { projectKey: _, ...rest } = campaign;
    const saved = await server.saveCampaign({ ...rest, projectId });
    expect(saved.projectHint).toBe('O6pM');
    expect(JSON.stringify(saved)).not.toContain(key.slice(0, 8));
    const tried = await server.dryRun({ request: target('m1').replace('KEY-ONE-1234', key) });
    expect(tried.decision.cause).toBe(43);
    // Changed without a word about the project: it stays.
    expect((await server.saveCampaign({ ...rest, id: saved.id })).projectHint).toBe('O6pM');
  });

  it('must be there: no project, or one without a key, is refused by name', async () => {
    const { projectKey: _, ...rest } = campaign;
    const saved = core.client.settings.saveProject({ name: 'bare', platform: 'openluat' });
    const { id: projectId } = await saved;
    await expect(server.saveCampaign({ ...rest, projectId })).rejects.toMatchObject({
      code: 'settings.noKey',
    });
    const nobody = server.saveCampaign({ ...rest, projectId: 'nobody' });
    await expect(nobody).rejects.toMatchObject({ code: 'project.unknown' });
    expect(await hear(server.campaigns, {}).snapshot).toEqual([]);
  });
});
