import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { openMemoryStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { createDevices, type Devices } from './devices.ts';

const imei = '862000000000001';
let store: Store;
let nowMs: number;
let devices: Devices;

beforeEach(() => {
  store = openMemoryStore();
  nowMs = 1000;
  devices = createDevices({ store, clock: { wallMs: () => nowMs } });
});
afterEach(() => store.close());

describe('devices', () => {
  it('remember who was seen, where and when, and forget nothing that was not said again', () => {
    devices.recordSeen({ id: imei, model: 'Air780E', chip: 'EC618', portId: 'virtual:1', version: 'V1' });
    nowMs = 2000;
    devices.recordSeen({ id: imei, portId: 'COM3' });
    const seen = {
      id: imei,
      firstSeenMs: 1000,
      lastSeenMs: 2000,
      model: 'Air780E',
      chip: 'EC618',
      portId: 'COM3',
      version: 'V1',
      nickname: null,
      notes: '',
      lastUpgrade: null,
      requestsLastDay: 0,
      ban: null,
    };
    expect(devices.list()).toEqual([seen]);
    expect(devices.get(imei)).toMatchObject(seen);
    expect(devices.get('862000000000009')).toBeNull();
  });

  it('keep a history of versions in which one that came back stands twice', () => {
    const story = [
      ['V1', undefined],
      ['V1', 'j1'],
      ['V2', 'j1'],
      ['V1', undefined],
    ] as const;
    for (const [version, jobId] of story) {
      devices.recordSeen({ id: imei, version, jobId });
      nowMs += 10;
    }
    expect(devices.get(imei)?.versions).toEqual([
      { version: 'V1', firstSeenMs: 1000, lastSeenMs: 1010, jobId: null },
      { version: 'V2', firstSeenMs: 1020, lastSeenMs: 1020, jobId: 'j1' },
      { version: 'V1', firstSeenMs: 1030, lastSeenMs: 1030, jobId: null },
    ]);
  });

  it('know the settings seen last, but of a key only its end', () => {
    const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
    devices.recordSettings(imei, [
      { name: 'URL', value: 'http://old/', source: 'readBack' },
      { name: 'KEY', value: key, source: 'sentOnly' },
    ]);
    nowMs = 2000;
    devices.recordSettings(imei, [{ name: 'URL', value: null, source: 'unknown' }]);
    expect(devices.get(imei)?.settings).toEqual([
      { name: 'KEY', value: 'aB4f', source: 'sentOnly', atMs: 1000 },
      { name: 'URL', value: null, source: 'unknown', atMs: 2000 },
    ]);
    expect(JSON.stringify(store.all('SELECT * FROM device_settings'))).not.toContain(key.slice(-5));
  });

  it('list how upgrades ended, once per job', () => {
    const upgrade = { code: 'upgrade.succeeded', from: 'V1', to: 'V2', packageSha256: null } as const;
    devices.recordUpgrade(imei, { ...upgrade, jobId: 'j1', outcome: 'unproven' });
    nowMs = 2000;
    devices.recordUpgrade(imei, { ...upgrade, jobId: 'j2', outcome: 'failed' });
    devices.recordUpgrade(imei, { ...upgrade, jobId: 'j1', outcome: 'succeeded' });
    const ends = devices.get(imei)?.upgrades.map(({ jobId, outcome }) => [jobId, outcome]);
    expect(ends).toEqual([
      ['j2', 'failed'],
      ['j1', 'succeeded'],
    ]);
  });

  it('run the version that an upgrade ended with, and only when it succeeded', () => {
    const upgrade = { code: 'x', from: 'V1', to: 'V2', packageSha256: null } as const;
    devices.recordSeen({ id: imei, version: 'V1' });
    devices.recordUpgrade(imei, { ...upgrade, jobId: 'j1', outcome: 'unproven' });
    expect(devices.get(imei)?.version).toBe('V1');
    devices.recordUpgrade(imei, { ...upgrade, jobId: 'j2', outcome: 'succeeded' });
    expect(devices.get(imei)).toMatchObject({ version: 'V2', lastUpgrade: { outcome: 'succeeded' } });
    expect(devices.get(imei)?.versions.map(({ version, jobId }) => [version, jobId])).toEqual([
      ['V1', null],
      ['V2', 'j2'],
    ]);
  });

  it('come with the one seen last first', () => {
    for (const id of [imei, '862000000000002', 'SN-0001']) {
      nowMs += 1;
      devices.recordSeen({ id });
    }
    expect(devices.list().map((device) => device.id)).toEqual(['SN-0001', '862000000000002', imei]);
  });

  it.each(['', '12', 'a b c d', 'x'.repeat(65), 'ERROR\r\n'])(
    'refuse %j as an identity and record nothing',
    (id) => {
      expect(() => devices.recordSeen({ id, version: 'V1' })).toThrow(AppError);
      expect(() => devices.recordSettings(id, [])).toThrow(AppError);
      expect(devices.list()).toEqual([]);
    },
  );

  it('take nickname and notes, keep what is not said, and refuse a device that was never seen', () => {
    devices.recordSeen({ id: imei });
    expect(devices.describe(imei, { nickname: '水表 7', notes: 'returned in May' })).toMatchObject({
      nickname: '水表 7',
      notes: 'returned in May',
    });
    expect(devices.describe(imei, { nickname: '' })).toMatchObject({
      nickname: null,
      notes: 'returned in May',
    });
    expect(() => devices.describe('862000000000009', { notes: '' })).toThrow(
      expect.objectContaining({ code: 'device.unknown' }),
    );
  });

  it('tell who listens about every change, and who is behind a port', () => {
    const changes: unknown[] = [];
    const seen: unknown[] = [];
    const stop = devices.onChange((change) => changes.push(change));
    devices.onSeen((sighting) => seen.push(sighting.portId));
    devices.recordSeen({ id: imei, portId: 'COM3' });
    devices.recordSeen({ id: imei });
    devices.forget(imei);
    devices.forget(imei);
    stop();
    devices.recordSeen({ id: imei });
    expect(changes).toMatchObject([
      { kind: 'deviceChanged', device: { portId: 'COM3' } },
      { kind: 'deviceChanged' },
      { kind: 'deviceForgotten', id: imei },
    ]);
    expect(seen).toEqual(['COM3']);
  });
});

describe('upgrade requests of a module', () => {
  const request = { imei, sourceVersion: 'V1', startedBy: 'host' } as const;

  it('are counted by module, source version and time, whoever started them', () => {
    devices.recordRequest(request);
    nowMs = 2000;
    devices.recordRequest({ ...request, startedBy: 'module', jobId: 'j1' });
    devices.recordRequest({ ...request, sourceVersion: 'V2' });
    devices.recordRequest({ ...request, imei: '862000000000002' });
    expect(devices.countRequests(imei, 'V1', 0)).toBe(2);
    expect(devices.countRequests(imei, 'V1', 1000)).toBe(2);
    expect(devices.countRequests(imei, 'V1', 1001)).toBe(1);
    expect(devices.countRequests('862000000000009', 'V1', 0)).toBe(0);
    expect(devices.listRequests(imei, 1500)).toEqual([
      { sourceVersion: 'V1', atMs: 2000, startedBy: 'module' },
      { sourceVersion: 'V2', atMs: 2000, startedBy: 'host' },
    ]);
    expect(devices.get(imei)?.requestsLastDay).toBe(3);
  });

  it('stay counted when the module is forgotten, because the platform does not forget', () => {
    devices.recordRequest(request);
    devices.forget(imei);
    expect(devices.get(imei)).toBeNull();
    expect(devices.countRequests(imei, 'V1', 0)).toBe(1);
  });

  it('are dropped after a month', () => {
    devices.recordRequest(request);
    nowMs += 31 * 24 * 3600 * 1000;
    devices.recordRequest(request);
    expect(devices.countRequests(imei, 'V1', 0)).toBe(1);
  });

  it('may end in a ban that stands until it is lifted', () => {
    const ban = { cause: 40, sourceVersion: 'V1', jobId: null };
    devices.recordBan(imei, ban);
    nowMs = 2000;
    devices.recordBan(imei, ban);
    expect(devices.banOf(imei)).toEqual({ ...ban, atMs: 1000 });
    expect(devices.liftBan(imei).ban).toBeNull();
    devices.recordBan(imei, ban);
    expect(devices.list()[0]?.ban?.atMs).toBe(2000);
  });
});
