/** Raw bytes over a channel: announced ones coming in, payloads and streams going out. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { createFakeClock } from '../ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../ports/testing/memoryJournal.ts';
import { createMemoryTransport, type MemoryTransport } from '../ports/testing/memoryPorts.ts';
import { createAtChannel } from './atChannel.ts';
import { createChannelBench } from './testing/channelBench.ts';

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const filled = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);

/** A port that takes `bytesPerMs`, and stops taking while `stuck`. */
function createSlowBench(bytesPerMs: number) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const fast = createMemoryTransport();
  const line = { stuck: false, inFlight: 0, mostInFlight: 0 };
  const transport: MemoryTransport = {
    ...fast,
    async write(bytes) {
      line.inFlight += 1;
      line.mostInFlight = Math.max(line.mostInFlight, line.inFlight);
      await after(clock, bytes.length / bytesPerMs);
      if (line.stuck) await new Promise(() => undefined);
      line.inFlight -= 1;
      await fast.write(bytes);
    },
  };
  const channel = createAtChannel({ transport, journal, clock, portId: 'slow' });
  const sent = () => fast.written.reduce((sum, piece) => sum + piece.length, 0);
  return { clock, journal, channel, transport, line, sent, written: fast.written };
}

function after(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

const quiotHeader = (line: string) => {
  const length = /^\+QIOTOTARD: ?\d+,(\d+)$/.exec(line)?.[1];
  return length === undefined ? null : { length: Number(length) };
};

describe('announced data', () => {
  it('is part of the reply, and its rows are lines, a note and the raw bytes', async () => {
    const { channel, transport, module, clock, settle, lines, journal } = createChannelBench();
    module.answer('AT+QIOTOTARD=0,64', null);
    const reply = channel.send('AT+QIOTOTARD=0,64', { binary: { header: quiotHeader } });
    await clock.advance(10);
    const data = Uint8Array.from([...text('\r\nOK\r\n'), 0, 255]);
    transport.receive(
      Uint8Array.from([...text('\r\n+QIOTOTARD: 0,8\r\n'), ...data, ...text('\r\n\r\nOK\r\n')]),
    );
    expect(await settle(reply)).toMatchObject({ lines: ['+QIOTOTARD: 0,8'], binary: [data], final: 'ok' });
    expect(lines()).toEqual(['tx command AT+QIOTOTARD=0,64', 'rx response +QIOTOTARD: 0,8', 'rx final OK']);
    expect(journal.of('appEvent')).toMatchObject([{ event: 'serial.dataRead', params: { bytes: 8 } }]);
  });

  it('may take longer than the time of its command, as long as it keeps coming', async () => {
    const { channel, transport, module, clock, settle } = createChannelBench();
    module.answer('AT+QIOTOTARD=0,64', null);
    const reply = channel.send('AT+QIOTOTARD=0,64', { binary: { header: quiotHeader }, timeoutMs: 1000 });
    await clock.advance(10);
    transport.receive(text('\r\n+QIOTOTARD: 0,5\r\n'));
    for (let index = 0; index < 5; index++) {
      await clock.advance(900);
      transport.receive(Uint8Array.of(index));
    }
    transport.receive(text('\r\nOK\r\n'));
    expect(await settle(reply)).toMatchObject({ binary: [Uint8Array.of(0, 1, 2, 3, 4)] });
  });

  it('that stops in the middle is a timeout, and the next command is answered', async () => {
    const { channel, transport, module, clock, settle } = createChannelBench();
    module.answer('AT+QIOTOTARD=0,64', null);
    const options = { binary: { header: quiotHeader }, timeoutMs: 1000 };
    const reply = channel.send('AT+QIOTOTARD=0,64', options).catch(codeOf);
    await clock.advance(10);
    transport.receive(text('\r\n+QIOTOTARD: 0,50\r\nabc'));
    expect(await settle(reply)).toBe('modem.timeout');
    expect(await settle(channel.send('AT'))).toMatchObject({ final: 'ok' });
  });
});

describe('a payload behind a prompt', () => {
  it('goes out in pieces with its progress, and the time of the command does not run meanwhile', async () => {
    const { channel, clock, transport, sent, written } = createSlowBench(1);
    const progress: number[] = [];
    const reply = channel.send('AT+LFOTA=1,8000', {
      payload: filled(8000),
      timeoutMs: 1000,
      onPayload: (sentBytes) => progress.push(sentBytes),
    });
    await clock.advance(50);
    transport.receive(text('\r\n> '));
    await clock.advance(8100);
    expect(progress).toEqual([1024, 2048, 3072, 4096, 5120, 6144, 7168, 8000]);
    await clock.advance(500);
    transport.receive(text('\r\nOK\r\n'));
    expect(await reply).toMatchObject({ final: 'ok', lines: [], binary: [] });
    expect(sent()).toBe(8000 + 'AT+LFOTA=1,8000\r'.length);
    expect(Uint8Array.from(written.slice(1).flatMap((piece) => [...piece]))).toEqual(filled(8000));
  });

  it('stops when the module refuses it, and only then the next command goes out', async () => {
    const { channel, clock, transport, line, sent, written } = createSlowBench(1);
    const reply = channel.send('AT+LFOTA=1,8000', { payload: filled(8000) });
    const next = channel.send('AT').catch(codeOf);
    await clock.advance(50);
    transport.receive(text('\r\n>'));
    await clock.advance(1500);
    transport.receive(text('\r\nERROR\r\n'));
    await clock.advance(3000);
    expect(await reply).toMatchObject({ final: 'error' });
    expect(sent()).toBeLessThan(3000);
    expect(new TextDecoder().decode(written.at(-1))).toBe('AT\r');
    expect(line.mostInFlight).toBe(1);
    transport.receive(text('\r\nOK\r\n'));
    expect(await next).toMatchObject({ final: 'ok' });
  });

  it('fails the command when the port takes no more', async () => {
    const { channel, clock, transport, line } = createSlowBench(1);
    const reply = channel.send('AT+LFOTA=1,8000', { payload: filled(8000) }).catch((error: unknown) => error);
    await clock.advance(50);
    transport.receive(text('\r\n>'));
    await clock.advance(1500);
    line.stuck = true;
    await clock.advance(20_000);
    expect(await reply).toMatchObject({
      code: 'modem.writeStalled',
      params: { sentBytes: 1024, totalBytes: 8000, stallMs: 15_000 },
    });
  });
});

describe('a stream', () => {
  it('waits for its turn, then for the port, and tells how far it is; news is heard meanwhile', async () => {
    const { channel, clock, transport, line, journal } = createSlowBench(10);
    const command = channel.send('AT+QFOTADL="FILE:4000",1,100,100');
    const progress: number[] = [];
    const news: string[] = [];
    channel.onUrc((_urc, { text: heard }) => news.push(heard));
    const stream = channel.stream(filled(4000), {
      chunkBytes: 1000,
      pauseMs: 50,
      onProgress: (sentBytes, totalBytes) => progress.push(sentBytes / totalBytes),
    });
    const next = channel.send('AT');
    await clock.advance(100);
    expect(progress).toEqual([]);
    transport.receive(text('\r\nOK\r\n'));
    await clock.advance(120);
    transport.receive(text('\r\n+QIND: "FOTA","FILESTART"\r\n'));
    await clock.advance(1000);
    expect(await command).toMatchObject({ final: 'ok' });
    expect(await stream).toEqual({ sentBytes: 4000, tookMs: 550 });
    expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
    expect(news).toEqual(['+QIND: "FOTA","FILESTART"']);
    expect(line.mostInFlight).toBe(1);
    expect(journal.of('appEvent')).toMatchObject([
      { event: 'serial.streamed', params: { sentBytes: 4000, totalBytes: 4000 } },
    ]);
    transport.receive(text('\r\nOK\r\n'));
    expect(await next).toMatchObject({ final: 'ok' });
  });

  it('can be stopped, and says how much went out', async () => {
    const { channel, clock, journal } = createSlowBench(1);
    const stop = new AbortController();
    const stream = channel.stream(filled(5000), { signal: stop.signal }).catch(codeOf);
    await clock.advance(2500);
    stop.abort();
    await clock.advance(1500);
    expect(await stream).toBe('rpc.cancelled');
    expect(journal.of('appEvent')).toMatchObject([{ params: { sentBytes: 3072, totalBytes: 5000 } }]);
    expect(await channel.stream(filled(10), { signal: stop.signal }).catch(codeOf)).toBe('rpc.cancelled');
  });

  it('ends when the port goes', async () => {
    const { channel, clock, transport } = createSlowBench(1);
    const stream = channel.stream(filled(5000)).catch(codeOf);
    await clock.advance(1500);
    transport.vanish();
    await clock.advance(3000);
    expect(await stream).toBe('port.closed');
    expect(await channel.stream(filled(1)).catch(codeOf)).toBe('port.closed');
  });
});

describe('what is written at once', () => {
  it('does not wait for the answer of the command before', async () => {
    const { channel, clock, transport, written, journal } = createSlowBench(1000);
    const reply = channel.send('AT+CMGS="10010"');
    await clock.advance(10);
    const typed = channel.write(text('hi\x1a'));
    await clock.advance(1);
    await typed;
    transport.receive(text('\r\nOK\r\n'));
    await clock.advance(1);
    expect(await reply).toMatchObject({ final: 'ok' });
    expect(written.map((piece) => new TextDecoder().decode(piece))).toEqual(['AT+CMGS="10010"\r', 'hi\x1a']);
    expect(journal.of('atLine').map((row) => row.text)).toEqual(['AT+CMGS="10010"', 'hi␚', 'OK']);
  });

  it('ends as the person chose', async () => {
    for (const lineEnding of ['\r', '\r\n', '\n'] as const) {
      const { channel, clock, written } = createSlowBench(1000);
      const reply = channel.send('AT', { lineEnding, timeoutMs: 100 }).catch(codeOf);
      await clock.advance(500);
      expect(await reply).toBe('modem.timeout');
      expect(new TextDecoder().decode(written[0])).toBe(`AT${lineEnding}`);
    }
  });
});

describe('a line without an end', () => {
  it('is shown although it drips without a silence', async () => {
    const { transport, clock, lines } = createChannelBench();
    for (let index = 0; index < 30; index++) {
      transport.receive(text('x'));
      await clock.advance(100);
    }
    expect(lines()).toEqual([`rx text ${'x'.repeat(20)}`]);
    await clock.advance(2000);
    expect(lines().join('').match(/x/g)).toHaveLength(30 + 2 * 2);
  });

  it('is not cut inside a character; the half of one is shown when no more comes', async () => {
    const { transport, clock, lines } = createChannelBench();
    const bytes = text('已是');
    transport.receive(bytes.subarray(0, 5));
    await clock.advance(450);
    expect(lines()).toEqual(['rx text 已']);
    transport.receive(bytes.subarray(5));
    await clock.advance(450);
    expect(lines()).toEqual(['rx text 已', 'rx text 是']);
    transport.receive(text('🚀').subarray(0, 3));
    await clock.advance(2000);
    expect(lines().at(-1)).toBe('rx text ð\u009f\u009a');
  });
});
