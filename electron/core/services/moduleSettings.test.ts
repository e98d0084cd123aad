import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, SettingsRow } from '../../../shared/contract/job.ts';
import type { Verdict } from '../../../shared/contract/verdict.ts';
import { openTestCore, type TestCore } from '../../../test/support/openTestCore.ts';

const old = { kind: 'demo', name: 'AirM2M_780E_V1001_LTE_AT.binpkg' } as const;
const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
const otherKey = 'aaaaBBBBccccDDDDeeeeFFFFgggg1234';
const url = 'http://ota.example.com/a.bin';

let core: TestCore;
beforeEach(async () => {
  core = await openTestCore();
});
afterEach(() => core.close());

function plugIn(imei: string, knobs = {}) {
  return core.client.virtual.create({
    ...{ dialect: 'ec618-at', firmware: old, imei },
    knobs: { speed: 50, factoryUrl: 'http://old.example/x', ...knobs },
  });
}
const imeiOf = (number: number) => `8620000000000${String(10 + number)}`;

describe('settings of a module', () => {
  it('are written with read-back, kept on the device record, and taken back as they were', async () => {
    const { id: portId } = await plugIn(imeiOf(0));
    const [written] = await core.client.modem.writeSettings({ portId, values: { URL: url }, save: false });
    expect(written).toMatchObject({
      ...{ deviceId: imeiOf(0), name: 'URL', outcome: 'stored', undo: 'possible', saved: false },
      before: { value: 'http://old.example/x', source: 'readBack' },
      after: { value: url, source: 'readBack' },
      undoCommand: 'AT+UPGRADE="URL","http://old.example/x",1',
    });
    const device = await core.client.devices.get({ id: imeiOf(0) });
    expect(JSON.stringify(device)).toContain(url);
    const undone = await core.client.modem.undoSetting({ portId, changeId: written?.id ?? '' });
    expect(undone).toMatchObject({
      ...{ reason: 'undo', undoes: written?.id, outcome: 'stored' },
      after: { value: 'http://old.example/x', source: 'readBack' },
    });
    const { changes, settings } = await core.client.modem.settings({ portId });
    expect(changes.map(({ reason, undo }) => [reason, undo])).toEqual([
      ['undo', 'possible'],
      ['form', 'undone'],
    ]);
    expect(settings.find(({ name }) => name === 'URL')?.value).toBe('http://old.example/x');
    await expect(
      core.client.modem.undoSetting({ portId, changeId: written?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'settings.notUndoable', params: { reason: 'undone' } });
  });

  it('leave rows in the journal that the change names as evidence', async () => {
    const { id: portId } = await plugIn(imeiOf(0));
    const [written] = await core.client.modem.writeSettings({ portId, values: { AUTO: '0' }, save: true });
    const { rows } = await core.client.journal.read({ portId, fromSeq: 1, limit: 500 });
    const quoted = rows.filter(({ seq }) => written?.evidence.includes(seq));
    expect(quoted.map((row) => (row.kind === 'atLine' ? row.text : row.kind))).toEqual([
      'AT+UPGRADE="AUTO",0',
      'OK',
    ]);
    const told = rows.flatMap((row) => (row.kind === 'appEvent' ? [row.params] : []));
    expect(told).toContainEqual({ name: 'AUTO', before: '1', after: '0', outcome: 'stored' });
  });

  it('say plainly that there is nothing to go back to where the value was empty, and try it only when told', async () => {
    const { id: portId } = await plugIn(imeiOf(0), { factoryUrl: '' });
    const [written] = await core.client.modem.writeSettings({ portId, values: { URL: url }, save: true });
    expect(written).toMatchObject({ undo: 'emptyBefore', undoCommand: 'AT+UPGRADE="URL",""' });
    const changeId = written?.id ?? '';
    await expect(core.client.modem.undoSetting({ portId, changeId })).rejects.toMatchObject({
      params: { reason: 'emptyBefore' },
    });
    expect(await core.client.modem.undoSetting({ portId, changeId, tryEmpty: true })).toMatchObject({
      outcome: 'stored',
    });
  });

  it('are left alone while the module is at an upgrade of its own, whichever door asks', async () => {
    const platform = createServer((_request, response) => {
      // Half of something, and then nothing more: it stays at the download.
      response.writeHead(200, { 'content-length': 4000 });
      response.write(Buffer.alloc(2000));
    });
    await new Promise<void>((ready) => platform.listen(0, '127.0.0.1', ready));
    const address = platform.address();
    const cloudUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a.bin`;
    const { id: portId } = await plugIn(imeiOf(0), { factoryUrl: '', cloudUrl, linkBytesPerSecond: 0 });
    const [written] = await core.client.modem.writeSettings({ portId, values: { AUTO: '0' }, save: true });
    await core.client.terminal.open({ portId });
    await core.client.terminal.send({ portId, text: 'AT+UPGRADE' });
    await vi.waitFor(async () => {
      const ports = await core.client.ports.refresh({});
      expect(ports.find(({ id }) => id === portId)?.ownUpgrade).toBeDefined();
    }, 5000);
    const locked = { code: 'modem.ownUpgradeRuns', params: { portId } };
    const { modem, terminal } = core.client;
    await expect(modem.writeSettings({ portId, values: { URL: url }, save: false })).rejects.toMatchObject(
      locked,
    );
    await expect(modem.undoSetting({ portId, changeId: written?.id ?? '' })).rejects.toMatchObject(locked);
    const breaks = { code: 'modem.orderBreaksUpgrade', params: { portId, command: 'AT+RESET' } };
    await expect(modem.send({ portId, command: 'AT+RESET' })).rejects.toMatchObject(breaks);
    await expect(terminal.send({ portId, text: 'AT+RESET' })).rejects.toMatchObject(breaks);
    expect(await modem.send({ portId, command: 'AT+UPGRADE?' })).toMatchObject({ final: 'ok' });
    platform.closeAllConnections();
    platform.close();
  });

  it('are refused to another module that was plugged into the same port', async () => {
    const { id: portId } = await plugIn(imeiOf(0));
    const [written] = await core.client.modem.writeSettings({ portId, values: { AUTO: '0' }, save: true });
    const other = await plugIn(imeiOf(1));
    await expect(
      core.client.modem.undoSetting({ portId: other.id, changeId: written?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'settings.otherModule' });
    const { settings } = await core.client.modem.settings({ portId: other.id });
    expect(settings.find(({ name }) => name === 'AUTO')?.value).toBe('1');
  });

  it('take the key of a project that no door ever sees, know it again, and bring the old one back', async () => {
    const { id: portId } = await plugIn(imeiOf(0), { factoryKey: otherKey });
    const project = await core.client.settings.saveProject({ name: 'p', platform: 'openluat', key });
    const request = { portId, values: {}, keyOf: project.id, save: true };
    expect((await core.client.modem.previewSettings(request)).commands).toEqual([
      'AT+UPGRADE="KEY","••••aB4f"',
    ]);
    const [written] = await core.client.modem.writeSettings(request);
    expect(written).toMatchObject({ outcome: 'stored', sent: '••••aB4f', before: { value: '••••1234' } });
    expect(JSON.stringify(written)).not.toContain(key.slice(0, 8));
    expect((await core.client.modem.settings({ portId })).settings[0]).toMatchObject({
      ...{ name: 'KEY', value: '••••aB4f', projectId: project.id },
    });
    await core.client.modem.undoSetting({ portId, changeId: written?.id ?? '' });
    // What a person asks the module in the terminal is between the two; whatever else tells of settings masks the KEY.
    const { lines } = await core.client.modem.send({ portId, command: 'AT+UPGRADE="KEY"' });
    expect(lines.join()).toContain(otherKey);
    const told = [
      await core.client.modem.readSettings({ portId }),
      (await core.client.upgrade.preflight({ portId })).settings,
    ];
    for (const settings of told) {
      expect(settings.find(({ name }) => name === 'KEY')).toMatchObject({
        value: '••••1234',
        source: 'readBack',
      });
    }
  });

  it('are not begun where the project has no key', async () => {
    const { id: portId } = await plugIn(imeiOf(0));
    const { id } = await core.client.settings.saveProject({ name: 'p', platform: 'openluat' });
    await expect(
      core.client.modem.writeSettings({ portId, values: { AUTO: '0' }, keyOf: id, save: true }),
    ).rejects.toMatchObject({ code: 'settings.noKey' });
    expect(await core.client.modem.settingChanges({ portId })).toEqual([]);
  });
});

describe('modules that do not do what they say', () => {
  const answered = { speed: 50, latencyMs: 1 };

  it('are told apart: OK and kept otherwise, OK without read-back, OK and gone after a restart', async () => {
    const ignoring = await plugIn(imeiOf(0), { ...answered, settingStored: 'ignored' });
    const write = (portId: string) =>
      core.client.modem.writeSettings({ portId, values: { PERIOD: '7200' }, save: true });
    expect((await write(ignoring.id))[0]).toMatchObject({
      ...{ accepted: true, outcome: 'notStored', undo: 'unchanged', after: { value: '86400' } },
    });
    const mute = await plugIn(imeiOf(1), { ...answered, readback: 'error' });
    expect((await write(mute.id))[0]).toMatchObject({
      ...{ accepted: true, outcome: 'sentOnly', undo: 'noOldValue', undoCommand: null },
      before: { source: 'unknown', value: null },
    });
    const forgetful = await plugIn(imeiOf(2), { ...answered, settingStored: 'untilReset' });
    expect((await write(forgetful.id))[0]).toMatchObject({ outcome: 'stored' });
    await core.client.modem.send({ portId: forgetful.id, command: 'AT+RESET' });
    await rebooted(forgetful.id);
    const { settings } = await core.client.modem.settings({ portId: forgetful.id });
    expect(settings.find(({ name }) => name === 'PERIOD')).toMatchObject({
      ...{ value: '86400', source: 'readBack', drift: 'savedLost' },
    });
  });

  it('show what was sent last where nothing can be read, with its time and whether it was saved', async () => {
    const { id: portId } = await plugIn(imeiOf(1), { ...answered, readback: 'okOnly' });
    await core.client.modem.writeSettings({ portId, values: { AUTO: '0' }, save: false });
    const { settings } = await core.client.modem.settings({ portId });
    expect(settings.find(({ name }) => name === 'AUTO')).toMatchObject({
      ...{ value: '0', source: 'sentOnly', saved: false, sentAtMs: expect.any(Number) },
    });
    expect(settings.find(({ name }) => name === 'URL')).toEqual({
      ...{ name: 'URL', value: null, source: 'unknown' },
    });
  });

  it('lose what was not saved at a restart, which is as it should be', async () => {
    const { id: portId } = await plugIn(imeiOf(0), answered);
    await core.client.modem.writeSettings({ portId, values: { PERIOD: '7200' }, save: false });
    await core.client.modem.send({ portId, command: 'AT+RESET' });
    await rebooted(portId);
    const { settings } = await core.client.modem.settings({ portId });
    expect(settings.find(({ name }) => name === 'PERIOD')).toMatchObject({ drift: 'unsavedGone' });
  });

  /** Waits until the module has started once more. */
  async function rebooted(portId: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if ((await core.client.virtual.stats({ portId })).boots >= 2) return;
      await new Promise((resume) => setTimeout(resume, 25));
    }
    throw new Error('the module did not start again');
  }
});

function rowsOf(job: Job): { rows: SettingsRow[]; verdict: Verdict } {
  if (job.result?.kind !== 'settings' || job.state.phase !== 'ended') throw new Error('not ended');
  return { rows: job.result.rows, verdict: job.state.verdict };
}

describe('a preset for many modules', () => {
  async function preset(more = {}) {
    const { id } = await core.client.settings.saveProject({ name: 'p', platform: 'openluat', key });
    return core.client.presets.save({ projectId: id, name: 'field', useKey: true, period: '86400', ...more });
  }

  it('is written to each, one row per module', async () => {
    const { id } = await preset();
    const ports = await Promise.all([0, 1, 2].map((number) => plugIn(imeiOf(number))));
    const portIds = ports.map((port) => port.id);
    const { jobId } = await core.client.presets.apply({ id, portIds, save: true });
    const { rows, verdict } = rowsOf(await core.ended(jobId));
    expect(verdict).toMatchObject({ outcome: 'succeeded', code: 'settings.applied', params: { total: 3 } });
    expect(verdict.evidence.length).toBeGreaterThan(0);
    expect(rows.map(({ deviceId, state }) => [deviceId, state])).toEqual(
      [0, 1, 2].map((number) => [imeiOf(number), 'done']),
    );
    expect(rows[0]?.changes.map(({ name, after }) => [name, after])).toEqual([
      ['KEY', '••••aB4f'],
      ['PERIOD', '86400'],
    ]);
  });

  it('goes on when one module refuses and another port is taken', async () => {
    const { id } = await preset({ url: `http://a.example/${'x'.repeat(80)}` });
    const small = await plugIn(imeiOf(0), { maxValueBytes: 60 });
    const fine = await plugIn(imeiOf(1));
    const portIds = [small.id, fine.id];
    const { jobId } = await core.client.presets.apply({ id, portIds, save: false });
    const { rows, verdict } = rowsOf(await core.ended(jobId));
    expect(verdict).toMatchObject({ outcome: 'failed', code: 'settings.partly', params: { failed: 1 } });
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'done']);
    expect(rows[0]?.changes.at(-1)).toMatchObject({
      name: 'URL',
      outcome: 'refused',
      answer: '+CME ERROR: 53',
    });
  });

  it('keeps a module that cannot be asked in its row, with the reason', async () => {
    const { id } = await preset();
    const gone = await plugIn(imeiOf(0), { latencyMs: 600_000 });
    const fine = await plugIn(imeiOf(1));
    const portIds = [gone.id, fine.id];
    const { jobId } = await core.client.presets.apply({ id, portIds, save: false });
    const { rows } = rowsOf(await core.ended(jobId));
    expect(rows[0]).toMatchObject({ state: 'failed', error: { code: 'modem.timeout' }, changes: [] });
    expect(rows[1]).toMatchObject({ state: 'done' });
  });

  it('leaves the modules alone that were not begun when it was cancelled', async () => {
    const { id } = await preset({ useKey: false });
    const ports = await Promise.all([...Array(9).keys()].map((number) => plugIn(imeiOf(number))));
    const portIds = ports.map((port) => port.id);
    const { jobId } = await core.client.presets.apply({ id, portIds, save: true });
    await core.client.jobs.cancel({ id: jobId });
    const { rows, verdict } = rowsOf(await core.ended(jobId));
    expect(verdict.outcome).toBe('cancelled');
    for (const [index, row] of rows.entries()) {
      const changes = await core.client.modem.settingChanges({ deviceId: imeiOf(index) });
      expect(row.changes.map(({ id: changeId }) => changeId)).toEqual(changes.map((change) => change.id));
    }
    expect(rows.some(({ state }) => state === 'skipped')).toBe(true);
  });

  it('is refused as a whole when the key is missing or a port is not known', async () => {
    const { id, projectId } = await preset();
    await expect(core.client.presets.apply({ id, portIds: ['COM99'], save: true })).rejects.toMatchObject({
      code: 'port.unknown',
    });
    const { id: portId } = await plugIn(imeiOf(0));
    await core.client.settings.saveProject({ id: projectId, name: 'p', platform: 'quecthing' });
    await expect(core.client.presets.apply({ id, portIds: [portId], save: true })).rejects.toMatchObject({
      code: 'preset.keyNotForModule',
    });
    await core.client.settings.saveProject({ id: projectId, name: 'p', platform: 'openluat', key: '' });
    await expect(core.client.presets.apply({ id, portIds: [portId], save: true })).rejects.toMatchObject({
      code: 'settings.noKey',
    });
  });
});

describe('the cloud side', () => {
  it('collects the IMEIs of modules that were seen, those that are plugged in first', async () => {
    const first = await plugIn(imeiOf(0));
    const second = await plugIn(imeiOf(5));
    for (const { id } of [first, second]) await core.client.modem.settings({ portId: id });
    await core.client.virtual.remove({ portId: second.id });
    expect(await core.client.cloud.devices({})).toMatchObject([
      { imei: imeiOf(0), connected: true },
      { imei: imeiOf(5), connected: false, luhn: true },
    ]);
  });

  it('keeps the list of a project, each IMEI once, and forgets it with the project', async () => {
    const { id } = await core.client.settings.saveProject({ name: 'p', platform: 'openluat' });
    const imeis = [imeiOf(1), imeiOf(0), imeiOf(1)];
    expect(await core.client.cloud.setImeis({ projectId: id, imeis })).toEqual([imeiOf(1), imeiOf(0)]);
    expect(await core.client.cloud.imeis({ projectId: id })).toEqual([imeiOf(1), imeiOf(0)]);
    await core.client.settings.removeProject({ id });
    await expect(core.client.cloud.imeis({ projectId: id })).rejects.toMatchObject({
      code: 'project.unknown',
    });
  });

  it('suggests the default project of the chip that was seen', async () => {
    const before = await core.client.settings.suggestProjects({});
    expect(before.every(({ seenChip }) => seenChip === null)).toBe(true);
    const { jobId } = await startIdentify();
    await core.ended(jobId);
    const [first] = await core.client.settings.suggestProjects({});
    expect(first).toMatchObject({ name: 'Air7XXE标准模块', seenChip: expect.stringMatching(/ec618/i) });
  });

  /** An upgrade looks at the module first, which is how the ledger learns of its chip. */
  async function startIdentify() {
    const { id: portId } = await plugIn(imeiOf(0));
    const fresh = { kind: 'demo', name: 'AirM2M_780E_V1002_LTE_AT.binpkg' } as const;
    const source = { kind: 'files', old, new: fresh, format: 'ec618-at' } as const;
    return core.client.upgrade.start({ portId, source, way: 'serial' });
  }
});
