import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../systemClock.ts';
import { createManualClock } from '../testing/manualClock.ts';
import { explain } from './explain.ts';
import type { Dialect } from './forms.ts';
import { sendRaw } from './sendRaw.ts';
import { readServerAddress } from './serverAddress.ts';
import { verifyUrl } from './verifyUrl.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that does what the test says with the head of each request. */
async function serve(answer: (socket: Socket, head: string) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (data) => answer(socket, data.toString('latin1')));
    closing.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const send = (url: string, more = {}) =>
  sendRaw(
    {
      ...{ address: readServerAddress(url), bytes: Buffer.from('GET / HTTP/1.1\n\n'), timeoutMs: 10_000 },
      ...{ keepBytes: 8, signal: new AbortController().signal, ...more },
    },
    { clock: systemClock },
  );

async function codesOf(answer: string, dialect: Dialect = 'openluat', file = false): Promise<string[]> {
  const url = await serve((socket) => socket.end(answer, 'latin1'));
  const exchange = await send(url, { keepBytes: 4096 });
  return explain(dialect, exchange, file).map(({ code }) => code);
}

describe('a raw request', () => {
  it('goes out as it is, and its answer is counted, digested and kept in part', async () => {
    let came = '';
    const url = await serve((socket, head) => {
      came = head;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello ');
      setImmediate(() => socket.write('world!and more'));
    });
    const exchange = await send(url);
    expect(came).toBe('GET / HTTP/1.1\n\n');
    expect(exchange).toMatchObject({
      answer: { status: 200, reason: 'OK', headBytes: 39 },
      body: { kept: 'hello wo', keptBytes: 8, sizeBytes: 12 },
      ending: 'complete',
    });
    expect(exchange.body.sha256).toBe(createHash('sha256').update('hello world!').digest('hex'));
  });

  it('says how it ended: early, cut, silent, cancelled, not connected', async () => {
    const early = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'));
    expect(await send(early)).toMatchObject({ ending: 'closedEarly', body: { sizeBytes: 3 } });
    const odd = await serve((socket) => socket.end('no http'));
    expect(await send(odd)).toMatchObject({ answer: null, body: { kept: 'no http' } });
    const clock = createManualClock();
    const silent = await serve(() => clock.advance(5000));
    const request = {
      address: readServerAddress(silent),
      bytes: Buffer.from('x'),
      timeoutMs: 5000,
      keepBytes: 0,
    };
    const signal = new AbortController().signal;
    expect(await sendRaw({ ...request, signal }, { clock })).toMatchObject({
      ending: 'timeout',
      answer: null,
    });
    const abort = new AbortController();
    const never = await serve(() => abort.abort());
    await expect(send(never, { signal: abort.signal })).rejects.toThrow('rpc.cancelled');
    await expect(send('http://127.0.0.1:1')).rejects.toThrow('otaClient.connectFailed');
  });
});

describe('an explanation', () => {
  it('gives the text of the server first and both readings of a number where documents disagree', async () => {
    const body = '{"code": 27, "msg": "\\u5df2\\u662f\\u6700\\u65b0\\u7248\\u672c"}';
    const url = await serve((socket) =>
      socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    );
    expect(explain('openluat', await send(url, { keepBytes: 99 }), false)).toEqual([
      { level: 'info', code: 'serverText', params: { text: '已是最新版本' } },
      { level: 'warning', code: 'luatCode', params: { code: 27, meaning: 'cloudNothingNewer' } },
      {
        level: 'info',
        code: 'luatOtherReading',
        params: { code: 27, meaning: 'cloudFirmwareInvalid' },
      },
    ]);
  });

  it.each<[string, Dialect, boolean, string[]]>([
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n{"errno":17,"error":"bad state"}'.replace('31', '32'),
      'onenet',
      false,
      ['serverText', 'errno.17'],
    ],
    ['HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"code":12012}', 'fuse', false, ['fuse.12012']],
    ['HTTP/1.1 200 OK\r\nOta-Errno: 5\r\nContent-Length: 0\r\n\r\n', 'fuse', true, ['otaErrno.5']],
    ['HTTP/1.1 200 OK\r\n\r\n3', 'onenet', true, ['digit.3', 'noLength']],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 'openluat', false, ['emptyFile']],
    [
      'HTTP/1.1 302 Found\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n',
      'file',
      true,
      ['refusedWithoutCode', 'redirect'],
    ],
    [
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
      'file',
      true,
      ['fileServed', 'chunked'],
    ],
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na', 'file', true, ['fileServed', 'lengthSpelling']],
    [
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(600)}\r\nContent-Length: 2\r\n\r\na`,
      'file',
      true,
      ['fileServed', 'headLarge', 'incomplete'],
    ],
    [
      'HTTP/1.1 200\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na',
      'file',
      true,
      ['fileServed', 'encoded', 'noReason'],
    ],
  ])('of %j', async (answer, dialect, file, expected) => {
    expect(await codesOf(answer, dialect, file)).toEqual(expected);
  });
});

describe('the check of a published file', () => {
  const file = Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * 7) % 256));
  const sha256 = createHash('sha256').update(file).digest('hex');
  const host = (change: (start: number) => { status: number; start: number; range?: string }) =>
    serve((socket, head) => {
      const asked = /Range: bytes=(\d+)-/.exec(head)?.[1];
      const { status, start, range } =
        asked === undefined ? { status: 200, start: 0, range: undefined } : change(Number(asked));
      const lines = [
        `HTTP/1.1 ${status} OK`,
        `Content-Length: ${1000 - start}`,
        ...(range === undefined ? [] : [`Content-Range: ${range}`]),
      ];
      socket.write([...lines, '', ''].join('\r\n'));
      socket.end(file.subarray(start));
    });
  const verify = (url: string, digest = sha256) =>
    verifyUrl(
      { url, sha256: digest, timeoutMs: 10_000, signal: new AbortController().signal },
      { clock: systemClock },
    );
  const right = (start: number) => ({ status: 206, start, range: `bytes ${start}-999/1000` });

  it('finds a good host good', async () => {
    const { ok, findings, exchanges } = await verify(`${await host(right)}/a.bin`);
    expect([ok, findings.map(({ code }) => code), exchanges.length]).toEqual([
      true,
      ['sameBytes', 'rangeHonoured'],
      3,
    ]);
  });

  it.each([
    ['rangeIgnored', () => ({ status: 200, start: 0 })],
    ['rangeRefused', () => ({ status: 416, start: 1000 })],
    ['rangeWrong', (start: number) => ({ status: 206, start, range: `bytes ${start}-1000/1000` })],
    ['rangeOtherBytes', (start: number) => ({ ...right(start), start: 0 })],
  ])('finds %s', async (code, change) => {
    const { ok, findings } = await verify(await host(change));
    expect(ok).toBe(false);
    expect(findings.map((found) => found.code)).toContain(code);
  });

  it('finds other bytes and an address that no command holds', async () => {
    const { findings, ok } = await verify(`${await host(right)}/${'x'.repeat(250)}`, '0'.repeat(64));
    expect(ok).toBe(false);
    expect(findings.map(({ code }) => code)).toEqual(['otherBytes', 'urlTooLong', 'rangeHonoured']);
  });
});
