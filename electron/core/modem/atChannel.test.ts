import { describe, expect, it } from 'vitest';
import type { UrcEvent } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import { createChannelBench } from './testing/channelBench.ts';

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));

describe('AT channel', () => {
  it('sends a command, returns its answer and writes each line once', async () => {
    const { channel, module, settle, lines, journal } = createChannelBench();
    module.answer('AT+CSQ', ['+CSQ: 24,0', 'OK']);
    const reply = await settle(channel.send('AT+CSQ'));
    expect(reply).toMatchObject({ lines: ['+CSQ: 24,0'], final: 'ok', tookMs: 4 });
    expect(lines()).toEqual(['tx command AT+CSQ', 'rx echo AT+CSQ', 'rx response +CSQ: 24,0', 'rx final OK']);
    const evidence = journal.of('atLine').filter((row) => reply.seqs.includes(row.seq));
    expect(evidence.map((row) => row.text)).toEqual(['AT+CSQ', '+CSQ: 24,0', 'OK']);
    expect(journal.of('atLine').every((row) => row.jobId === 'job-1' && row.portId === 'memory:1')).toBe(
      true,
    );
  });

  it('takes a refusal for an answer', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+CPIN?', ['+CME ERROR: SIM not inserted']);
    expect(await settle(channel.send('AT+CPIN?'))).toMatchObject({
      final: 'cmeError',
      code: 'SIM not inserted',
    });
    expect(await settle(channel.send('AT+NOPE'))).toMatchObject({ final: 'error', lines: [] });
  });

  it('sends one command at a time, in the order of the calls', async () => {
    const { channel, module, settle } = createChannelBench();
    for (const name of ['A', 'B', 'C']) module.answer(`AT+${name}`, [`+${name}: 1`, 'OK']);
    const replies = await settle(Promise.all(['A', 'B', 'C'].map((name) => channel.send(`AT+${name}`))));
    expect(replies.map((reply) => reply.lines[0])).toEqual(['+A: 1', '+B: 1', '+C: 1']);
  });

  it('tells of a silence by command and time, and goes on with the next command', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+SLOW', null);
    const failed = await settle(channel.send('AT+SLOW', { timeoutMs: 700 }).catch((error: unknown) => error));
    expect(failed).toMatchObject({ code: 'modem.timeout', params: { command: 'AT+SLOW', timeoutMs: 700 } });
    expect(await settle(channel.send('AT'))).toMatchObject({ final: 'ok' });
  });

  it('does not take a late answer for the answer to the next command', async () => {
    const { channel, module, settle, clock } = createChannelBench();
    module.answer('AT+SLOW', null);
    module.answer('ATI', null);
    const slow = channel.send('AT+SLOW', { timeoutMs: 500 }).catch(codeOf);
    const next = channel.send('ATI');
    await clock.advance(600);
    module.say('+SLOW: 1', 'OK');
    await clock.advance(400);
    module.say('AirM2M_780E', 'OK');
    expect(await settle(slow)).toBe('modem.timeout');
    expect(await settle(next)).toMatchObject({ lines: ['AirM2M_780E'] });
  });

  it('does not take the late answer to a training try for the answer to the next command', async () => {
    const { channel, module, settle, clock } = createChannelBench();
    let heard = 0;
    module.answer('AT', () => (heard++ === 0 ? null : ['OK']));
    module.answer('ATI', null);
    await settle(channel.train({ timeoutMs: 300 }));
    const next = channel.send('ATI');
    await clock.advance(100);
    module.say('OK');
    await clock.advance(400);
    module.say('AirM2M_780E', 'OK');
    expect(await settle(next)).toMatchObject({ lines: ['AirM2M_780E'] });
  });

  it('does not wait for ever for a silence that never comes', async () => {
    const { channel, module, settle, clock } = createChannelBench();
    module.answer('AT+SLOW', null);
    const chatter = (): void => {
      module.say('log');
      clock.after(100, chatter);
    };
    chatter();
    await settle(channel.send('AT+SLOW', { timeoutMs: 500 }).catch(codeOf));
    const startMs = clock.monoMs();
    await settle(channel.send('AT'));
    expect(clock.monoMs() - startMs).toBeLessThan(1500);
  });

  it('can be told to stop, before and during a command', async () => {
    const { channel, module, settle, lines } = createChannelBench();
    module.answer('AT+SLOW', null);
    const stop = new AbortController();
    const running = channel.send('AT+SLOW', { signal: stop.signal }).catch(codeOf);
    const queued = channel.send('AT+QUEUED', { signal: stop.signal }).catch(codeOf);
    await settle(Promise.resolve());
    stop.abort();
    expect(await settle(running)).toBe('rpc.cancelled');
    expect(await settle(queued)).toBe('rpc.cancelled');
    expect(lines()).toEqual(['tx command AT+SLOW']);
  });

  it('rejects what waits when the port goes, and everything after', async () => {
    const { channel, module, transport, settle, clock } = createChannelBench();
    module.answer('AT+SLOW', null);
    const running = channel.send('AT+SLOW').catch(codeOf);
    const queued = channel.send('AT').catch(codeOf);
    await clock.advance(10);
    transport.vanish();
    expect(await settle(Promise.all([running, queued, channel.send('AT').catch(codeOf)]))).toEqual([
      'port.closed',
      'port.closed',
      'port.closed',
    ]);
  });

  it('trains a port that hears only the third AT, and forgets the answers to the others', async () => {
    const { channel, module, settle } = createChannelBench();
    let heard = 0;
    module.answer('AT', () => {
      heard += 1;
      return heard < 3 ? null : ['OK'];
    });
    expect(await settle(channel.train({ tries: 5, timeoutMs: 300 }))).toBe(3);
    module.answer('AT', null);
    const failure = await settle(
      channel.train({ tries: 2, timeoutMs: 300 }).catch((error: unknown) => error),
    );
    expect(failure).toMatchObject({ code: 'modem.timeout', params: { command: 'AT', timeoutMs: 600 } });
  });

  it('tells of URCs with their journal rows, also between echo and answer', async () => {
    const { channel, module, settle, journal } = createChannelBench();
    const seen: [UrcEvent, number][] = [];
    channel.onUrc((urc, { seq }) => seen.push([urc, seq]));
    module.answer('AT+CSQ', ['+UPGRADEIND: -1003', '+CSQ: 24,0', 'OK']);
    await settle(channel.send('AT+CSQ'));
    expect(seen.map(([urc]) => urc)).toEqual([{ kind: 'upgradeFailed', code: -1003, dialect: 'UPGRADEIND' }]);
    expect(journal.rows.find((row) => row.seq === seen[0]?.[1])).toMatchObject({
      text: '+UPGRADEIND: -1003',
    });
  });

  it('shows a line without an end after a silence, once, and its rest when it comes', async () => {
    const { channel, transport, lines, clock, journal } = createChannelBench();
    const urcs: UrcEvent[] = [];
    channel.onUrc((urc) => urcs.push(urc));
    const receive = (text: string): void => transport.receive(new TextEncoder().encode(text));
    receive('+UPGRADEIND: 1');
    await clock.advance(2000);
    expect(lines()).toEqual(['rx text +UPGRADEIND: 1']);
    receive('00\r');
    expect(lines()).toEqual(['rx text +UPGRADEIND: 1', 'rx urc 00']);
    receive('\nRDY');
    await clock.advance(2000);
    receive('\r\n');
    expect(urcs).toEqual([{ kind: 'downloadProgressed', percent: 100 }, { kind: 'moduleReady' }]);
    expect(journal.of('atLine')).toHaveLength(3);
  });

  it('reports once that a line is longer than 64 KiB, and keeps all of it', async () => {
    const { transport, journal, clock } = createChannelBench();
    transport.receive(new Uint8Array(200_000).fill(0x78));
    await clock.advance(1000);
    expect(journal.of('appEvent').map((row) => row.event)).toEqual(['serial.lineCapped']);
    expect(journal.of('atLine').reduce((sum, row) => sum + row.text.length, 0)).toBe(200_000);
  });

  it('sends a payload when the module shows its prompt', async () => {
    const { channel, module, transport, settle, clock } = createChannelBench();
    module.answer('AT+LFOTA=1,3', null);
    const reply = channel.send('AT+LFOTA=1,3', { payload: Uint8Array.of(1, 2, 3) });
    await clock.advance(10);
    module.raw('\r\n> ');
    await clock.advance(10);
    expect(transport.written.at(-1)).toEqual(Uint8Array.of(1, 2, 3));
    module.say('OK');
    expect(await settle(reply)).toMatchObject({ final: 'ok', lines: [] });
  });

  it("waits shortly for OK or ERROR behind a final line of the command's own", async () => {
    for (const trailing of [null, 'ERROR']) {
      const { channel, module, settle, clock, lines } = createChannelBench();
      module.answer('AT+UARTUPGRADE=0', ['+UARTUPGRAE ERROR: 7']);
      module.answer('ATI', ['AirM2M_780E', 'OK']);
      const finalOf = (line: string) =>
        line.includes('ERROR: 7') ? ({ kind: 'error', code: '7' } as const) : null;
      const refused = channel.send('AT+UARTUPGRADE=0', { finalOf });
      const next = channel.send('ATI');
      await clock.advance(6);
      if (trailing !== null) module.say(trailing);
      expect(await settle(refused)).toMatchObject({ final: 'error', code: '7' });
      expect(await settle(next)).toMatchObject({ final: 'ok', lines: ['AirM2M_780E'] });
      expect(lines().filter((line) => line === 'rx final ERROR')).toHaveLength(trailing === null ? 0 : 1);
    }
  });
});
