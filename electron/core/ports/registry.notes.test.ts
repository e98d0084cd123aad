import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { Lease } from './lease.ts';
import { createPortRegistry } from './registry.ts';
import { createFakeClock } from './testing/fakeClock.ts';
import { createMemoryJournal } from './testing/memoryJournal.ts';
import { createMemoryProvider } from './testing/memoryPorts.ts';
import type { ListedPort } from './transport.ts';

const usb = { vendorId: '19d1', productId: '0001', serialNumber: '000000000001' };
const listed = (
  name: string,
  location: string,
  interfaceNumber: number,
  serialNumber?: string,
): ListedPort => ({
  id: `serial:${name}`,
  path: name,
  label: name,
  usb: { ...usb, location, interfaceNumber, ...(serialNumber === undefined ? {} : { serialNumber }) },
  role: { guess: 'at', reason: 'luatUserInterface', certainty: 'known' },
});
const at = listed('ttyACM2', '1-1', 6);
const log = listed('ttyACM0', '1-1', 2);
const twin = listed('ttyACM5', '1-2', 6);
const own = listed('ttyACM8', '1-3', 6, 'A1B2C3D4');

async function bench(ports: readonly ListedPort[]) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const provider = createMemoryProvider('serial');
  for (const port of ports) provider.plug(port);
  const registry = createPortRegistry({ providers: [provider], journal, clock });
  await registry.refresh();
  const port = (id: string) => registry.list().find((known) => known.id === id);
  return { clock, journal, provider, registry, port };
}

describe('a port that is listed before it can be opened', () => {
  it('is tried again for ten seconds, and says so meanwhile', async () => {
    const { registry, provider, clock, port } = await bench([at]);
    provider.failNext(...Array.from({ length: 30 }, () => new AppError('port.notReady', { path: at.path })));
    const opening = registry.acquire(at.id, 'terminal');
    await clock.advance(1000);
    expect(port(at.id)).toMatchObject({ waiting: { for: 'notReady' }, lease: { owner: 'terminal' } });
    await clock.advance(8000);
    await opening;
    expect(port(at.id)?.waiting).toBeUndefined();
  });

  it('is given up after that, with the reason kept until it is opened or unplugged', async () => {
    const { registry, provider, clock, port } = await bench([at]);
    provider.failNext(...Array.from({ length: 99 }, () => new AppError('port.notReady', { path: at.path })));
    const opening = registry.acquire(at.id, 'terminal').catch((error: unknown) => error);
    await clock.advance(11_000);
    expect(await opening).toMatchObject({ code: 'port.notReady' });
    expect(port(at.id)).toMatchObject({ trouble: { code: 'port.notReady', params: { path: at.path } } });
    expect(port(at.id)?.lease).toBeUndefined();
    provider.unplug(at.id);
    await registry.refresh();
    provider.plug(at);
    await registry.refresh();
    expect(port(at.id)?.trouble).toBeUndefined();
  });

  it('is not tried again when a person has to do something, unless it has just been plugged', async () => {
    const { registry, provider, clock } = await bench([]);
    provider.plug(at);
    await registry.refresh();
    provider.failNext(new AppError('port.noPermission', { path: at.path, group: 'dialout' }));
    const first = registry.acquire(at.id, 'terminal');
    await clock.advance(500);
    await (await first).release();
    await clock.advance(20_000);
    provider.failNext(new AppError('port.noPermission', { path: at.path, group: 'dialout' }));
    await expect(registry.acquire(at.id, 'terminal')).rejects.toMatchObject({ code: 'port.noPermission' });
  });

  it('stops being tried when its holder is told to let go, or cancels', async () => {
    const { registry, provider, clock } = await bench([at]);
    provider.failNext(...Array.from({ length: 99 }, () => new AppError('port.notReady', { path: at.path })));
    const released = registry.acquire(at.id, 'terminal').catch((error: unknown) => error);
    await clock.advance(500);
    await registry.forceRelease(at.id);
    expect(await released).toMatchObject({ code: 'rpc.cancelled' });
    const stop = new AbortController();
    const cancelled = registry
      .acquire(at.id, 'terminal', { signal: stop.signal })
      .catch((error: unknown) => error);
    await clock.advance(500);
    stop.abort();
    expect(await cancelled).toMatchObject({ code: 'rpc.cancelled' });
  });
});

describe('identical modules without serial numbers', () => {
  it('are not confused when both restart and come back under each other’s name', async () => {
    const { registry, provider, clock, port } = await bench([at, twin]);
    const one = await registry.acquire(at.id, 'upgrade');
    const two = await registry.acquire(twin.id, 'upgrade');
    provider.unplug(at.id);
    provider.unplug(twin.id);
    const backOne = registry.waitForReturn(one.identity, { timeoutMs: 60_000 });
    const backTwo = registry.waitForReturn(two.identity, { timeoutMs: 60_000 });
    await clock.advance(1000);
    // The second one is first and takes the first free name.
    provider.plug({ ...twin, id: 'serial:ttyACM9', path: 'ttyACM9' });
    await clock.advance(1000);
    expect((await backTwo).info.id).toBe('serial:ttyACM9');
    expect(port(at.id)).toMatchObject({ presence: 'gone', waiting: { for: 'away' } });
    provider.plug(at);
    await clock.advance(1000);
    expect((await backOne).info.id).toBe(at.id);
  });

  it('are not confused when each comes back under the other one’s name', async () => {
    const { registry, provider, clock, port } = await bench([at, twin]);
    const one = await registry.acquire(at.id, 'upgrade');
    const two = await registry.acquire(twin.id, 'upgrade');
    provider.unplug(at.id);
    provider.unplug(twin.id);
    const backOne = registry.waitForReturn(one.identity, { timeoutMs: 60_000 });
    const backTwo = registry.waitForReturn(two.identity, { timeoutMs: 60_000 });
    await clock.advance(1000);
    provider.plug({ ...twin, id: at.id, path: at.path });
    await clock.advance(1000);
    expect((await backTwo).info).toMatchObject({ id: at.id, usb: { location: '1-2' } });
    const waiting = registry.list().find(({ waiting }) => waiting?.for === 'away');
    expect(waiting).toMatchObject({ path: at.path, presence: 'gone', usb: { location: '1-1' } });
    provider.plug({ ...at, id: twin.id, path: twin.path });
    await clock.advance(1000);
    const again = await backOne;
    expect(again.info).toMatchObject({ id: twin.id, usb: { location: '1-1' } });
    expect(registry.list().map(({ id }) => id)).toEqual(expect.arrayContaining([at.id, twin.id]));
    expect(registry.list()).toHaveLength(2);
    await again.release();
    expect(port(twin.id)?.lease).toBeUndefined();
    expect(port(at.id)?.lease?.owner).toBe('upgrade');
  });

  it('wait for a person when one of them turns up at another socket', async () => {
    const { registry, provider, clock, port } = await bench([at]);
    const lease = await registry.acquire(at.id, 'upgrade');
    provider.unplug(at.id);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 5000 });
    const elsewhere = listed('ttyACM3', '2-1', 6);
    provider.plug(elsewhere);
    await clock.advance(60_000);
    expect(port(at.id)?.waiting).toMatchObject({ for: 'ambiguous', candidates: [elsewhere.id] });
    expect(() => registry.choose(at.id, 'serial:nothing')).toThrow('port.unknown');
    registry.choose(at.id, elsewhere.id);
    await clock.advance(2000);
    expect((await back).info).toMatchObject({ id: elsewhere.id, lease: { owner: 'upgrade' } });
    expect(port(elsewhere.id)?.waiting).toBeUndefined();
  });

  it('say so when nobody chose', async () => {
    const { registry, provider, clock } = await bench([at]);
    const lease = await registry.acquire(at.id, 'upgrade');
    provider.unplug(at.id);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 5000 }).catch((error: unknown) => error);
    provider.plug(listed('ttyACM3', '2-1', 6));
    await clock.advance(11 * 60_000);
    expect(await back).toMatchObject({ code: 'port.ambiguous', params: { candidates: 'serial:ttyACM3' } });
  });
});

describe('the switch to take a port again by itself', () => {
  it('gives a terminal its port back, each time it comes, and never without being asked', async () => {
    const { registry, provider, clock } = await bench([at]);
    const lease = await registry.acquire(at.id, 'terminal');
    const returned: Lease[] = [];
    const follow = (each: Lease): void => {
      each.onReturned((again) => {
        returned.push(again);
        follow(again);
      });
    };
    follow(lease);
    for (const count of [1, 2]) {
      provider.unplug(at.id);
      await clock.advance(2000);
      provider.plug(at);
      await clock.advance(2000);
      expect(returned).toHaveLength(count);
    }
    await returned[1]?.release();
    const upgrade = await registry.acquire(at.id, 'upgrade');
    provider.unplug(at.id);
    await clock.advance(2000);
    provider.plug(at);
    await clock.advance(5000);
    expect(registry.list()[0]).toMatchObject({ presence: 'present', lease: { owner: 'upgrade' } });
    expect(provider.opened(at.path).isOpen()).toBe(false);
    await upgrade.release();
  });

  it('can be turned off while it looks, and on again', async () => {
    const { registry, provider, clock, port } = await bench([at]);
    const lease = await registry.acquire(at.id, 'terminal');
    let returns = 0;
    lease.onReturned(() => (returns += 1));
    provider.unplug(at.id);
    await clock.advance(1000);
    expect(registry.setReopen(at.id, false).reopen).toBe(false);
    provider.plug(at);
    await clock.advance(5000);
    expect(returns).toBe(0);
    expect(port(at.id)).toMatchObject({ lease: { owner: 'terminal' } });
    registry.setReopen(at.id, true);
    await clock.advance(1000);
    expect(returns).toBe(1);
  });
});

describe('what people say about ports', () => {
  it('is a role that goes before every guess, for this interface only, until they take it back', async () => {
    const { registry, port } = await bench([at, log]);
    expect(registry.setRole(log.id, 'at').role).toEqual({
      guess: 'at',
      reason: 'chosen',
      certainty: 'chosen',
    });
    expect(port(at.id)?.role.certainty).toBe('known');
    expect(registry.setRole(log.id, null).role).toEqual(log.role);
    expect(() => registry.setRole('serial:nothing', 'at')).toThrow('port.unknown');
  });

  it('is a nickname that all ports of a module share', async () => {
    const { registry, port } = await bench([at, log, twin]);
    registry.setNickname(log.id, '水表 7');
    expect([at, log, twin].map(({ id }) => port(id)?.nickname)).toEqual(['水表 7', '水表 7', undefined]);
    registry.setNickname(at.id, null);
    expect(port(log.id)?.nickname).toBeUndefined();
  });

  it('ends with the plugging where nothing would recognise the module, and stays where something does', async () => {
    const { registry, provider, port } = await bench([at, log, own]);
    for (const { id } of [at, own]) registry.setNickname(id, 'bench');
    expect([at, own].map(({ id }) => port(id)?.nameLasts)).toEqual([false, true]);
    provider.unplug(at.id);
    await registry.refresh();
    expect(port(log.id)?.nickname).toBe('bench');
    provider.unplug(log.id);
    provider.unplug(own.id);
    await registry.refresh();
    for (const each of [at, log, { ...own, id: 'serial:ttyACM1' }]) provider.plug(each);
    await registry.refresh();
    expect(port(at.id)?.nickname).toBeUndefined();
    expect(port('serial:ttyACM1')?.nickname).toBe('bench');
  });

  it('survives a restart of the module while somebody waits for it', async () => {
    const { registry, provider, clock, port } = await bench([at]);
    registry.setNickname(at.id, 'bench');
    registry.noteDevice(at.id, '862000000000001');
    const lease = await registry.acquire(at.id, 'upgrade');
    provider.unplug(at.id);
    const back = registry.waitForReturn(lease.identity, { timeoutMs: 10_000 });
    await clock.advance(2000);
    provider.plug(at);
    await clock.advance(1000);
    await back;
    expect(port(at.id)).toMatchObject({ nickname: 'bench', deviceId: '862000000000001' });
  });

  it('is shown for neither of two modules that turn out to say the same serial number', async () => {
    const { registry, provider, port } = await bench([own]);
    registry.setNickname(own.id, 'bench');
    const second = listed('ttyACM9', '1-4', 6, 'A1B2C3D4');
    provider.plug(second);
    await registry.refresh();
    expect([own, second].map(({ id }) => port(id)?.nickname)).toEqual([undefined, undefined]);
  });
});

describe('DTR and RTS', () => {
  it('are set on request, shown and written down, but not behind the back of an upgrade', async () => {
    const { registry, journal, port } = await bench([at]);
    await expect(registry.setLines(at.id, { dtr: false })).rejects.toMatchObject({ code: 'port.closed' });
    const lease = await registry.acquire(at.id, 'terminal');
    expect((await registry.setLines(at.id, { rts: false })).lines).toEqual({ dtr: true, rts: false });
    expect(journal.of('portEvent').at(-1)).toMatchObject({ event: 'linesSet', detail: 'DTR -, RTS 0' });
    await lease.release();
    expect(port(at.id)?.lines).toBeUndefined();
    await registry.acquire(at.id, 'upgrade');
    await expect(registry.setLines(at.id, { dtr: false })).rejects.toMatchObject({ code: 'port.busy' });
  });
});
