import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { createPtyProvider } from './ptyProvider.ts';
import { createPortRegistry, type PortChange } from './registry.ts';
import { createFakeClock } from './testing/fakeClock.ts';
import { createMemoryJournal } from './testing/memoryJournal.ts';
import { createMemoryProvider } from './testing/memoryPorts.ts';
import type { ListedPort } from './transport.ts';

const module1: ListedPort = {
  id: 'serial:/dev/ttyACM0',
  path: '/dev/ttyACM0',
  label: 'one',
  usb: { vendorId: '19d1', productId: '0001', serialNumber: 'A', interfaceNumber: 6 },
};
const renamed: ListedPort = { ...module1, id: 'serial:/dev/ttyACM7', path: '/dev/ttyACM7' };

async function bench(ports: readonly ListedPort[] = [module1]) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const provider = createMemoryProvider('serial');
  for (const port of ports) provider.plug(port);
  const registry = createPortRegistry({ providers: [provider], journal, clock });
  await registry.refresh();
  const events = () => journal.of('portEvent').map((row) => row.event);
  return { clock, journal, provider, registry, events };
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));

describe('port registry', () => {
  it('lists ports with their ids, role and presence', async () => {
    const { registry } = await bench();
    expect(registry.list()).toEqual([
      {
        id: module1.id,
        kind: 'serial',
        path: module1.path,
        label: 'one',
        usb: module1.usb,
        role: { guess: 'unknown', reason: 'plainUart', certainty: 'guess' },
        nameLasts: false,
        presence: 'present',
        reopen: true,
      },
    ]);
  });

  it('gives a port to one owner and names that owner to the next', async () => {
    const { registry } = await bench();
    const lease = await registry.acquire(module1.id, 'terminal');
    await expect(registry.acquire(module1.id, 'upgrade')).rejects.toMatchObject({
      code: 'port.busy',
      params: { id: module1.id, owner: 'terminal' },
    });
    await lease.release();
    await lease.release();
    await (await registry.acquire(module1.id, 'upgrade')).release();
  });

  it('refuses an unknown port', async () => {
    const { registry } = await bench();
    await expect(registry.acquire('serial:/dev/nothing', 'terminal')).rejects.toMatchObject({
      code: 'port.unknown',
    });
  });

  it('leaves a port free after it could not be opened, and writes why', async () => {
    const { registry, provider, events, journal } = await bench();
    provider.failNext(new AppError('port.noPermission', { path: module1.path, group: 'dialout' }));
    await expect(registry.acquire(module1.id, 'terminal')).rejects.toMatchObject({
      code: 'port.noPermission',
    });
    expect(events()).toEqual(['leaseTaken', 'openFailed', 'leaseReleased']);
    expect(journal.of('portEvent')[1]?.detail).toBe('port.noPermission');
    await (await registry.acquire(module1.id, 'terminal')).release();
  });

  it('writes every byte of both directions once, before anybody else sees it', async () => {
    const { registry, provider, journal } = await bench();
    const lease = await registry.acquire(module1.id, 'upgrade', { jobId: 'job-1' });
    const far = provider.opened(module1.path);
    const rowsSeen: number[] = [];
    lease.transport.onData(() => rowsSeen.push(journal.of('serialBytes').length));
    lease.transport.onData(() => undefined);
    await lease.transport.write(Buffer.from('AT\r'));
    far.receive(Buffer.from([0xff, 0x00]));
    const rows = journal.of('serialBytes');
    expect(rows.map((row) => [row.direction, Buffer.from(row.bytes, 'base64').toString('latin1')])).toEqual([
      ['tx', 'AT\r'],
      ['rx', '\u00ff\u0000'],
    ]);
    expect(rows.every((row) => row.jobId === 'job-1' && row.portId === module1.id)).toBe(true);
    expect(rowsSeen).toEqual([2]);
  });

  it('looks for ports only while somebody listens or holds one', async () => {
    const { registry, provider, clock } = await bench();
    const before = provider.lists();
    await clock.advance(10_000);
    expect(provider.lists()).toBe(before);
    const changes: PortChange[] = [];
    const stop = registry.onChange((change) => changes.push(change));
    provider.plug(renamed);
    await clock.advance(1500);
    expect(changes).toMatchObject([{ kind: 'portChanged', port: { id: renamed.id, presence: 'present' } }]);
    provider.unplug(renamed.id);
    await clock.advance(1500);
    expect(changes.at(-1)).toEqual({ kind: 'portRemoved', id: renamed.id });
    stop();
    await clock.advance(1500);
    const after = provider.lists();
    await clock.advance(10_000);
    expect(provider.lists()).toBe(after);
  });

  it('tells once that ports cannot be listed', async () => {
    const clock = createFakeClock();
    const journal = createMemoryJournal(clock);
    const provider = { ...createMemoryProvider(), list: () => Promise.reject(new Error('no udev')) };
    const registry = createPortRegistry({ providers: [provider], journal, clock });
    registry.onChange(() => undefined);
    await clock.advance(6000);
    expect(journal.of('appEvent').map((row) => row.event)).toEqual(['ports.listFailed']);
    await expect(registry.refresh()).rejects.toMatchObject({ params: { reason: 'Error: no udev' } });
  });

  it('takes a port from a terminal but not from an upgrade', async () => {
    const { registry, events } = await bench();
    const terminal = await registry.acquire(module1.id, 'terminal');
    const losses: string[] = [];
    terminal.onLost((reason) => losses.push(reason));
    await registry.forceRelease(module1.id);
    expect(losses).toEqual(['taken']);
    expect(events()).toEqual(['leaseTaken', 'opened', 'closed', 'leaseReleased']);
    await registry.acquire(module1.id, 'upgrade');
    await expect(registry.forceRelease(module1.id)).rejects.toMatchObject({
      code: 'port.busy',
      params: { owner: 'upgrade' },
    });
  });

  it('keeps a vanished port in the name of its holder', async () => {
    const { registry, provider, events } = await bench();
    const lease = await registry.acquire(module1.id, 'upgrade');
    const losses: string[] = [];
    lease.onLost((reason) => losses.push(reason));
    provider.unplug(module1.id);
    await registry.refresh();
    expect(losses).toEqual(['vanished']);
    expect(registry.list()).toMatchObject([{ presence: 'gone', lease: { owner: 'upgrade' } }]);
    await expect(registry.acquire(module1.id, 'terminal')).rejects.toMatchObject({ code: 'port.busy' });
    await lease.release();
    expect(registry.list()).toEqual([]);
    expect(events()).toEqual(['leaseTaken', 'opened', 'vanished', 'leaseReleased']);
  });

  it('notices from the list what the transport did not', async () => {
    const { registry, provider, clock } = await bench();
    const lease = await registry.acquire(module1.id, 'terminal');
    const losses: string[] = [];
    lease.onLost((reason) => losses.push(reason));
    provider.unplug(module1.id, 'silently');
    await clock.advance(1500);
    expect(losses).toEqual(['vanished']);
    expect(provider.opened(module1.path).isOpen()).toBe(false);
  });
});

describe('a port that comes back', () => {
  it('is opened again under the same name, by the same holder', async () => {
    const { registry, provider, clock, events } = await bench();
    const lease = await registry.acquire(module1.id, 'upgrade');
    provider.unplug(module1.id);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 10_000 });
    await clock.advance(3000);
    provider.plug(module1);
    provider.failNext(new AppError('port.notReady'), new AppError('port.noPermission'));
    await clock.advance(2000);
    const again = await back;
    expect(again.info.lease?.owner).toBe('upgrade');
    expect(again.transport).not.toBe(lease.transport);
    expect(events()).toEqual(['leaseTaken', 'opened', 'vanished', 'returned']);
    await lease.release();
    expect(registry.list()[0]?.lease).toBeUndefined();
    expect(provider.opened(module1.path).isOpen()).toBe(false);
  });

  it('is recognised under another name by its USB ids', async () => {
    const { registry, provider, clock } = await bench();
    const removed: string[] = [];
    registry.onChange((change) => change.kind === 'portRemoved' && removed.push(change.id));
    const lease = await registry.acquire(module1.id, 'upgrade');
    provider.unplug(module1.id);
    provider.plug(renamed);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 10_000 });
    await clock.advance(500);
    expect((await back).info).toMatchObject({ id: renamed.id, lease: { owner: 'upgrade' } });
    expect(removed).toEqual([module1.id]);
  });

  it('is not mistaken for a twin without a serial number that was there before', async () => {
    const nameless = { vendorId: '19d1', productId: '0001', interfaceNumber: 6 };
    const one = { ...module1, usb: nameless };
    const twin = { ...renamed, usb: nameless };
    const { registry, provider, clock } = await bench([one, twin]);
    const lease = await registry.acquire(one.id, 'upgrade');
    provider.unplug(one.id);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 3000 });
    back.catch(() => undefined);
    await clock.advance(4000);
    await expect(back).rejects.toMatchObject({ code: 'port.notReady', params: { waitedMs: 3000 } });
    const second = registry.waitForReturn(lease.identity, { timeoutMs: 3000 });
    provider.plug(one);
    await clock.advance(1000);
    expect((await second).info.id).toBe(one.id);
  });

  it('stops waiting when told so, and the wait may be repeated', async () => {
    const { registry, provider, clock } = await bench();
    const lease = await registry.acquire(module1.id, 'upgrade');
    provider.unplug(module1.id);
    const stop = new AbortController();
    const back = registry
      .waitForReturn(lease.identity, { timeoutMs: 60_000, signal: stop.signal })
      .catch(codeOf);
    await clock.advance(1000);
    stop.abort();
    expect(await back).toBe('rpc.cancelled');
    provider.plug(module1);
    const again = registry.waitForReturn(lease.identity, { timeoutMs: 1000 });
    await clock.advance(600);
    expect((await again).info.id).toBe(module1.id);
  });

  it('is refused to a holding that was given up', async () => {
    const { registry, provider } = await bench();
    const lease = await registry.acquire(module1.id, 'upgrade');
    provider.unplug(module1.id);
    await lease.release();
    await expect(registry.waitForReturn(lease.identity, { timeoutMs: 10 })).rejects.toMatchObject({
      code: 'port.unknown',
    });
  });
});

describe('added paths', () => {
  it('stay listed while they are gone, until they are removed', async () => {
    const clock = createFakeClock();
    const there = new Set(['/tmp/a']);
    const pty = createPtyProvider({ exists: async (path) => there.has(path) });
    const registry = createPortRegistry({ providers: [pty], journal: createMemoryJournal(clock), clock });
    await expect(registry.addPath('/tmp/b')).rejects.toMatchObject({ code: 'port.unknown' });
    expect(await registry.addPath('/tmp/a')).toMatchObject({
      id: 'pty:/tmp/a',
      kind: 'pty',
      presence: 'present',
    });
    expect(await registry.addPath('/tmp/a')).toMatchObject({ id: 'pty:/tmp/a' });
    there.delete('/tmp/a');
    expect(await registry.refresh()).toMatchObject([{ id: 'pty:/tmp/a', presence: 'gone' }]);
    await registry.removePath('/tmp/a');
    expect(registry.list()).toEqual([]);
  });
});
