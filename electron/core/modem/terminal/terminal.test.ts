import { afterEach, describe, expect, it } from 'vitest';
import type { TerminalSettings } from '../../../../shared/contract/terminal.ts';
import { parseSequences, type Sequence } from '../../../../shared/domain/atSequence.ts';
import { AppError } from '../../../../shared/errors.ts';
import { createPortRegistry } from '../../ports/registry.ts';
import { createFakeClock } from '../../ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../../ports/testing/memoryJournal.ts';
import { createMemoryProvider } from '../../ports/testing/memoryPorts.ts';
import type { ListedPort } from '../../ports/transport.ts';
import { createScriptedModule } from '../testing/scriptedModule.ts';
import { createTerminals } from './terminals.ts';

const port: ListedPort = {
  id: 'serial:/dev/ttyACM0',
  path: '/dev/ttyACM0',
  label: 'one',
  usb: { vendorId: '19d1', productId: '0001', serialNumber: 'A', interfaceNumber: 6 },
};
const renamed: ListedPort = { ...port, id: 'serial:/dev/ttyACM7', path: '/dev/ttyACM7' };
const settings: TerminalSettings = { lineEnding: 'cr', timeoutMs: 3000, releaseAfterMin: 5, showEcho: false };

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));
const sequence = (text: string): Sequence => {
  const [first] = parseSequences(text).sequences;
  if (first === undefined) throw new Error('no sequence');
  return first;
};

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function bench(
  changed: Partial<TerminalSettings> = {},
  setBaudRate?: (baudRate: number) => Promise<void>,
) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const provider = createMemoryProvider('serial');
  provider.plug(port);
  const module = createScriptedModule({ clock });
  module.answer('AT', ['OK']);
  module.answer('AT+CSQ', ['+CSQ: 24,0', 'OK']);
  module.answer('AT+SLOW', null);
  const ports = createPortRegistry({
    providers: [
      {
        ...provider,
        async open(path, options) {
          const transport = await provider.open(path, options);
          module.attach(provider.opened(path));
          return setBaudRate === undefined ? transport : { ...transport, setBaudRate };
        },
      },
    ],
    journal,
    clock,
  });
  await ports.refresh();
  const terminals = createTerminals({ ports, journal, clock, settings: () => ({ ...settings, ...changed }) });
  cleanups.push(async () => {
    await terminals.dispose();
    await ports.dispose();
  });
  const session = terminals.session(port.id);
  /** Moves the clock until a promise is settled. */
  const settle = async <T>(promise: Promise<T>, limitMs = 60_000): Promise<T> => {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    promise.then(mark, mark);
    await clock.settle();
    for (let passed = 0; !done && passed < limitMs; passed += 10) await clock.advance(10);
    return promise;
  };
  const link = () => terminals.state(port.id).link.state;
  const written = () =>
    provider
      .opened(port.path)
      .written.map((bytes) => new TextDecoder().decode(bytes))
      .join('|');
  return { clock, journal, provider, ports, terminals, session, module, settle, link, written };
}

describe('a terminal session', () => {
  it('opens its port with the first line and keeps it until it is released', async () => {
    const { session, settle, ports, link } = await bench();
    expect(link()).toBe('closed');
    expect(await settle(session.sendText('AT+CSQ'))).toMatchObject({ lines: ['+CSQ: 24,0'], final: 'ok' });
    expect(link()).toBe('open');
    expect(ports.list()[0]?.lease?.owner).toBe('terminal');
    await session.release();
    expect(link()).toBe('closed');
    expect(ports.list()[0]?.lease).toBeUndefined();
  });

  it('waits for the answer to AT lines only, and ends lines as it is told', async () => {
    const { session, settle, written } = await bench();
    expect(await settle(session.sendText('reboot'))).toBeNull();
    expect(await settle(session.sendText('help', { lineEnding: 'crlf' }))).toBeNull();
    expect(await settle(session.sendText('AT', { lineEnding: 'none' }))).toBeNull();
    await settle(session.sendBytes(Uint8Array.of(0x1a)));
    expect(written()).toBe('reboot\r|help\r\n|AT|\x1a');
  });

  it('says what it waits for and how much is queued', async () => {
    const { session, settle, clock } = await bench();
    const slow = session.sendText('AT+SLOW', { timeoutMs: 500 }).catch(codeOf);
    const next = session.sendText('AT');
    await clock.advance(10);
    expect(session.state()).toMatchObject({ busy: { text: 'AT+SLOW', timeoutMs: 500 }, queued: 1 });
    expect(await settle(slow)).toBe('modem.timeout');
    expect(await settle(next)).toMatchObject({ final: 'ok' });
    expect(session.state()).toMatchObject({ busy: null, queued: 0 });
  });

  it('takes a refusal that bears the name of a command for the end of an answer, and log lines for none', async () => {
    const { session, settle, module } = await bench();
    module.answer('AT+MIPLOPEN=0,3000,30', ['+CIS ERROR: 602']);
    module.answer('ATI', ['[0012] I/app booted', 'AirM2M_780E', 'OK']);
    expect(await settle(session.sendText('AT+MIPLOPEN=0,3000,30'))).toMatchObject({
      final: 'error',
      code: 'CIS 602',
    });
    expect(await settle(session.sendText('ATI'))).toMatchObject({ lines: ['AirM2M_780E'], final: 'ok' });
  });

  it('says why it could not open, and can be tried again', async () => {
    const { session, provider, settle, link } = await bench();
    provider.failNext(new AppError('port.noPermission', { path: port.path, group: 'dialout' }));
    expect(await settle(session.open().catch(codeOf))).toBe('port.noPermission');
    expect(link()).toBe('failed');
    await settle(session.reconnect());
    expect(link()).toBe('open');
  });

  it('has no speed to set where the port has none', async () => {
    const { session, settle } = await bench();
    await settle(session.open());
    expect(session.state().can.baudRate).toBe(false);
    expect(await session.setBaudRate(9600).catch(codeOf)).toBe('port.noControl');
  });
});

describe('a port that vanishes', () => {
  it('is not taken for open where it comes back at another speed', async () => {
    const speeds: number[] = [];
    let isBroken = false;
    const { session, provider, terminals, settle, clock, ports, link } = await bench({}, async (baudRate) => {
      if (isBroken) throw new AppError('port.noControl', { id: port.id, what: `${baudRate} baud` });
      speeds.push(baudRate);
    });
    await settle(session.open(9600));
    const comeBack = async () => {
      provider.unplug(port.id);
      await clock.advance(3000);
      expect(link()).toBe('lost');
      provider.plug(port);
      await clock.advance(5000);
    };
    await comeBack();
    expect(link()).toBe('open');
    expect(speeds.at(-1)).toBe(9600);
    isBroken = true;
    await comeBack();
    expect(terminals.state(port.id).link).toMatchObject({
      state: 'failed',
      error: { code: 'port.noControl', params: { what: '9600 baud' } },
    });
    expect(ports.list()[0]?.lease).toBeUndefined();
  });

  it('is taken again when it is back, also under another name', async () => {
    const { session, provider, terminals, settle, clock, link } = await bench();
    await settle(session.open());
    provider.unplug(port.id);
    await clock.advance(3000);
    expect(link()).toBe('lost');
    expect(await session.sendText('AT').catch(codeOf)).toBe('port.closed');
    provider.plug(renamed);
    await clock.advance(5000);
    expect(terminals.state(port.id).link).toEqual({ state: 'moved', portId: renamed.id });
    expect(terminals.state(renamed.id).link.state).toBe('open');
    expect(await settle(terminals.session(renamed.id).sendText('AT'))).toMatchObject({ final: 'ok' });
  });

  it('stays lost while its switch is off, and is taken when it is turned on', async () => {
    const { session, provider, ports, settle, clock, link } = await bench();
    await settle(session.open());
    ports.setReopen(port.id, false);
    provider.unplug(port.id);
    await clock.advance(3000);
    provider.plug(port);
    await clock.advance(5000);
    expect(link()).toBe('lost');
    ports.setReopen(port.id, true);
    await clock.advance(5000);
    expect(link()).toBe('open');
  });

  it('can be released while it is looked for', async () => {
    const { session, provider, ports, settle, clock, link } = await bench();
    await settle(session.open());
    provider.unplug(port.id);
    await clock.advance(3000);
    await session.release();
    expect(link()).toBe('closed');
    provider.plug(port);
    await clock.advance(5000);
    expect(ports.list()[0]?.lease).toBeUndefined();
    expect(await settle(ports.acquire(port.id, 'identify'))).toBeDefined();
  });

  it('is closed when a person takes it away on the page of ports', async () => {
    const { session, ports, settle, link } = await bench();
    await settle(session.open());
    await ports.forceRelease(port.id);
    expect(link()).toBe('closed');
  });
});

describe('an upgrade that wants the port', () => {
  it('gets it, is shown as its holder, and the terminal has it again afterwards', async () => {
    const { session, terminals, ports, settle, clock, link } = await bench();
    await settle(session.open());
    const lease = await settle(ports.acquire(port.id, 'upgrade', { jobId: 'job-7' }));
    expect(terminals.state(port.id).link).toEqual({ state: 'lent', owner: 'upgrade', jobId: 'job-7' });
    expect(terminals.channelOf(port.id)).toBeNull();
    expect(await session.sendText('AT').catch(codeOf)).toBe('port.busy');
    expect(await session.open().catch(codeOf)).toBe('port.busy');
    await lease.release();
    await clock.advance(100);
    expect(link()).toBe('open');
    expect(await settle(session.sendText('AT'))).toMatchObject({ final: 'ok' });
  });

  it('is followed to the name under which the module came back', async () => {
    const { session, terminals, provider, ports, settle, clock } = await bench();
    await settle(session.open());
    const lease = await settle(ports.acquire(port.id, 'upgrade', { jobId: 'job-7' }));
    provider.unplug(port.id);
    const returned = ports.waitForReturn(lease.identity, { timeoutMs: 60_000 });
    await clock.advance(2000);
    provider.plug(renamed);
    await (await settle(returned)).release();
    await clock.advance(1000);
    expect(terminals.state(renamed.id).link.state).toBe('open');
  });

  it('lets a command get its answer first, and stops a sequence', async () => {
    const { session, module, ports, settle, clock } = await bench();
    module.answer('AT+SLOW', null);
    await settle(session.open());
    const slow = session.sendText('AT+SLOW');
    await clock.advance(10);
    const lease = ports.acquire(port.id, 'flash');
    await clock.advance(1000);
    module.say('OK');
    expect(await settle(slow)).toMatchObject({ final: 'ok' });
    await (await settle(lease)).release();
    await clock.advance(100);
    await settle(session.run(sequence('AT\n@wait 60000\nAT')));
    await clock.advance(100);
    await settle(ports.acquire(port.id, 'flash'));
    expect(session.state().run).toMatchObject({ state: 'stopped', step: 2 });
  });

  it('that cannot open the port leaves it to the terminal', async () => {
    const { session, provider, ports, settle, clock, link } = await bench();
    await settle(session.open());
    provider.failNext(new AppError('port.noPermission', { path: port.path, group: 'dialout' }));
    expect(await settle(ports.acquire(port.id, 'upgrade').catch(codeOf))).toBe('port.noPermission');
    await clock.advance(100);
    expect(link()).toBe('open');
  });
});

describe('a sequence', () => {
  it('sends, waits and expects, and counts what went wrong', async () => {
    const { session, module, settle, clock, written } = await bench();
    module.answer('AT+RESET', ['OK']);
    module.onCommand = (command) => {
      if (command === 'AT+RESET') module.say('RDY');
    };
    await settle(
      session.run(sequence('[Boot]\nAT+RESET\n@expect 2000 RDY\n@wait 500\n@hex 41 54 0d\nAT+CSQ')),
    );
    await clock.advance(5000);
    expect(session.state().run).toMatchObject({
      ...{ name: 'Boot', state: 'done', round: 1, step: 5, steps: 5, problems: 0 },
      results: [
        { step: 0, outcome: 'done', answer: { final: 'ok' } },
        { step: 1, outcome: 'done' },
        { step: 2, outcome: 'done' },
        { step: 3, outcome: 'done' },
        { step: 4, outcome: 'done', answer: { lines: ['+CSQ: 24,0'] } },
      ],
    });
    expect(written()).toBe('AT+RESET\r|AT\r|AT+CSQ\r');
  });

  it('hears a text that came before it was expected, but not one from before the last line', async () => {
    const { session, module, settle, clock } = await bench();
    module.answer('AT+A', ['+A: 1', 'OK']);
    await settle(session.run(sequence('AT+A\n@wait 200\n@expect 10 +A: 1\nAT\n@expect 10 +A: 1')));
    await clock.advance(5000);
    expect(session.state().run).toMatchObject({ state: 'refused', step: 5, problems: 1 });
  });

  it('hears a text that came between two sequences, as lines typed one by one need it', async () => {
    const { session, settle, clock } = await bench();
    await settle(session.run(sequence('@hex 41 54 0d')));
    await clock.advance(1000);
    await settle(session.run(sequence('@expect 10 OK')));
    await clock.advance(100);
    expect(session.state().run).toMatchObject({ state: 'done' });
  });

  it('stops at a refusal, or goes on where it is told to, for all its rounds', async () => {
    const { session, settle, clock, module } = await bench();
    await settle(session.run(sequence('AT+NOPE\nAT')));
    await clock.advance(1000);
    expect(session.state().run).toMatchObject({ state: 'refused', results: [{ outcome: 'refused' }] });
    await settle(session.run(sequence('@continue\n@repeat 3\nAT+NOPE\n@timeout 200\nAT+SLOW\nAT')));
    await clock.advance(30_000);
    expect(session.state().run).toMatchObject({ state: 'refused', round: 3, rounds: 3, problems: 6 });
    expect(module.commands.filter((command) => command === 'AT')).toHaveLength(3);
  });

  it('runs alone and can be stopped', async () => {
    const { session, settle, clock } = await bench();
    await settle(session.run(sequence('[Long]\nAT\n@wait 100000')));
    await clock.advance(100);
    await expect(session.run(sequence('AT'))).rejects.toMatchObject({
      code: 'terminal.running',
      params: { name: 'Long' },
    });
    session.stop();
    await clock.settle();
    expect(session.state().run).toMatchObject({ state: 'stopped' });
    await settle(session.run(sequence('AT')));
    await clock.advance(100);
    expect(session.state().run).toMatchObject({ state: 'done' });
  });

  it('ends with the error when the port goes', async () => {
    const { session, provider, settle, clock } = await bench();
    await settle(session.run(sequence('AT+SLOW\nAT')));
    await clock.advance(100);
    provider.unplug(port.id);
    await clock.advance(100);
    expect(session.state().run).toMatchObject({ state: 'failed', error: { code: 'port.closed' } });
  });
});

describe('releasing by itself', () => {
  it('happens some time after the last look or line, not while somebody watches', async () => {
    const { session, terminals, settle, clock, link } = await bench();
    const stop = terminals.watch(port.id);
    await settle(session.open());
    await clock.advance(3_600_000);
    expect(link()).toBe('open');
    stop();
    await clock.advance(4 * 60_000);
    terminals.touch(port.id);
    await clock.advance(4 * 60_000);
    expect(link()).toBe('open');
    await clock.advance(61_000);
    expect(link()).toBe('closed');
  });

  it('waits for a sequence to end, and never happens where it is switched off', async () => {
    const one = await bench({ releaseAfterMin: 1 });
    await one.settle(one.session.run(sequence('@wait 300000')));
    one.terminals.touch(port.id);
    await one.clock.advance(200_000);
    expect(one.link()).toBe('open');
    await one.clock.advance(200_000);
    expect(one.link()).toBe('closed');
    const never = await bench({ releaseAfterMin: null });
    await never.settle(never.session.open());
    never.terminals.touch(port.id);
    await never.clock.advance(24 * 3_600_000);
    expect(never.link()).toBe('open');
  });
});
