import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { toOpenError } from './openErrors.ts';
import type { BindingOpenOptions, BindingPort, SerialBinding } from './serialBinding.ts';
import { openSerialTransport } from './serialTransport.ts';

/** A binding with one port; reads wait until the test delivers. */
function fakeBinding(failure?: Error) {
  const opened: BindingOpenOptions[] = [];
  const written: string[] = [];
  const calls: string[] = [];
  let isOpen = true;
  let waiting: { resolve(bytes: Buffer): void; reject(error: Error): void } | undefined;
  let failWrite: Error | undefined;
  let refuseSet = false;
  let reads = 0;
  const port: BindingPort = {
    get isOpen() {
      return isOpen;
    },
    read: (buffer, offset) =>
      new Promise((resolve, reject) => {
        if (reads++ === 0) calls.push('read');
        waiting = {
          resolve: (bytes) => resolve({ bytesRead: bytes.copy(buffer, offset) }),
          reject,
        };
      }),
    async write(buffer) {
      if (failWrite) throw failWrite;
      calls.push('write begins');
      await Promise.resolve();
      written.push(buffer.toString());
      calls.push('write ends');
    },
    update: async ({ baudRate }) => void calls.push(`baud ${baudRate}`),
    set: async (signals) => {
      if (refuseSet) throw new Error('Inappropriate ioctl for device');
      calls.push(`set ${JSON.stringify(signals)}`);
    },
    async close() {
      isOpen = false;
      calls.push('close');
      waiting?.reject(Object.assign(new Error('Canceled'), { canceled: true }));
    },
  };
  const binding: SerialBinding = {
    list: async () => [],
    async open(options) {
      if (failure) throw failure;
      opened.push(options);
      return port;
    },
  };
  return {
    binding,
    opened,
    written,
    calls,
    deliver: (text: string) => waiting?.resolve(Buffer.from(text)),
    breakRead: () => waiting?.reject(new Error('bad file descriptor')),
    breakSet: () => {
      refuseSet = true;
    },
    breakWrites: () => {
      failWrite = new Error('EIO: i/o error, write');
    },
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('serial transport', () => {
  it('opens without dropping DTR at close and touches no modem line where nothing is known of them', async () => {
    const fake = fakeBinding();
    const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 115_200 });
    expect(fake.opened).toEqual([{ path: '/dev/x', baudRate: 115_200, hupcl: false, lock: true }]);
    await transport.close();
    expect(fake.calls).toEqual(['read', 'close']);
  });

  it('sets both lines together, once, before a byte goes either way, and never one of them alone', async () => {
    const fake = fakeBinding();
    const lines = { dtr: false, rts: false };
    const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 115_200, lines });
    await transport.write(Buffer.from('AT'));
    expect(transport.signals?.()).toEqual(lines);
    await transport.setSignals?.({ rts: true });
    await transport.close();
    expect(fake.opened[0]?.hupcl).toBe(false);
    expect(fake.calls).toEqual([
      'set {"dtr":false,"rts":false}',
      'read',
      'write begins',
      'write ends',
      'set {"dtr":false,"rts":true}',
      'close',
    ]);
  });

  it('opens a port that has no such lines', async () => {
    const fake = fakeBinding();
    fake.breakSet();
    const lines = { dtr: true, rts: true };
    const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 115_200, lines });
    await transport.write(Buffer.from('AT'));
    expect(fake.written).toEqual(['AT']);
  });

  it('delivers pieces as they come and keeps writes apart and in order', async () => {
    const fake = fakeBinding();
    const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 9600 });
    const received: string[] = [];
    transport.onData((bytes) => received.push(Buffer.from(bytes).toString()));
    fake.deliver('O');
    await settle();
    fake.deliver('K\r\n');
    await settle();
    await Promise.all([transport.write(Buffer.from('one')), transport.write(Buffer.from('two'))]);
    expect(received).toEqual(['O', 'K\r\n']);
    expect(fake.written).toEqual(['one', 'two']);
    expect(fake.calls).toEqual(['read', 'write begins', 'write ends', 'write begins', 'write ends']);
  });

  it('says that the device vanished, once, when reading fails or ends', async () => {
    for (const end of ['breakRead', 'deliverNothing'] as const) {
      const fake = fakeBinding();
      const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 9600 });
      const reasons: string[] = [];
      transport.onClosed((reason) => reasons.push(reason));
      if (end === 'breakRead') fake.breakRead();
      else fake.deliver('');
      await settle();
      await transport.close();
      expect(reasons).toEqual(['vanished']);
      expect(fake.calls).toEqual(['read', 'close']);
      await expect(transport.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'port.closed' });
    }
  });

  it('says that the device vanished when writing fails', async () => {
    const fake = fakeBinding();
    const transport = await openSerialTransport(fake.binding, '/dev/x', { baudRate: 9600 });
    const reasons: string[] = [];
    transport.onClosed((reason) => reasons.push(reason));
    fake.breakWrites();
    await expect(transport.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'port.closed' });
    expect(reasons).toEqual(['vanished']);
  });

  it('does not open when it was cancelled', async () => {
    const fake = fakeBinding();
    const stop = new AbortController();
    stop.abort();
    const opening = openSerialTransport(fake.binding, '/dev/x', { baudRate: 9600, signal: stop.signal });
    await expect(opening).rejects.toMatchObject({ code: 'rpc.cancelled' });
    expect(fake.opened).toEqual([]);
  });
});

describe('what an opening ran into', () => {
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'port.noPermission', { group: 'dialout' }],
    ['Error Resource temporarily unavailable Cannot lock port', 'port.heldElsewhere', { path: 'X' }],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'port.heldElsewhere', {}],
    ['Opening COM7: Access denied', 'port.heldElsewhere', {}],
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'port.notReady', {}],
    ['Opening COM9: File not found', 'port.notReady', {}],
    ['Error: Input/output error, cannot open /dev/ttyUSB0', 'port.notReady', {}],
    ['Error: Inappropriate ioctl for device setting custom baud rate of 115200', 'port.openFailed', {}],
  ])('%s becomes %s', (message, code, params) => {
    const error = toOpenError(new Error(message), 'X');
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toBe(code);
    expect(error.params).toMatchObject(params);
  });
});
