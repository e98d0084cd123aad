import { describe, expect, it } from 'vitest';
import { headerValues } from './request.ts';
import { createRequestParser, type ParseStep } from './requestParser.ts';

const limits = { headBytes: 8192, headerCount: 100, bodyBytes: 64 };

function parse(...pieces: readonly (string | Uint8Array)[]): ParseStep {
  const parser = createRequestParser(limits);
  let step: ParseStep = { kind: 'more' };
  for (const piece of pieces) step = parser.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return step;
}

function request(...pieces: readonly (string | Uint8Array)[]) {
  const step = parse(...pieces);
  if (step.kind !== 'request') throw new Error(`not a request: ${JSON.stringify(step)}`);
  return step.request;
}

const oddRequests = {
  'LuatOS with CRLF': 'GET /f/0a1b2c3d/a.bin HTTP/1.1\r\nConnection: Close\r\nHost: 10.0.0.1:8080\r\n\r\n',
  'a loader with bare LF': 'GET /f/0a1b2c3d/a.bin HTTP/1.1\nRange: bytes=40960-\n\n',
  'both line ends mixed': 'GET /a HTTP/1.1\nHost: b\r\nRange: bytes=0-\n\r\n',
  'HTTP/1.0 without any header': 'GET /a HTTP/1.0\r\n\r\n',
  'an absolute target': 'GET http://10.0.0.1:80/a?b=c HTTP/1.1\r\n\r\n',
  'raw blanks and UTF-8': 'GET /a?firmware_name=我的 项目&version=1 HTTP/1.1\r\nHost: b\r\n\r\n',
  'a glued query': 'GET /upgradeimei=86&project_key=K HTTP/1.1\r\n\r\n',
  'a doubled query': 'GET /u?version=1.0.0?imei=86 HTTP/1.1\r\n\r\n',
  'a POST with a body': 'POST /a HTTP/1.1\r\nContent-Length: 11\r\n\r\n{"x":"a\r\n"}',
  'blank lines first': '\r\n\nGET /a HTTP/1.1\r\n\r\n',
  'garbage after the end': 'GET /a HTTP/1.1\r\n\r\n\0\xffGET /b HTTP/1.1\r\n\r\n',
};
const refusedRequests = {
  'no version': 'GET /a\r\n\r\n',
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\n',
  TLS: Buffer.from('16030100c8010000c4', 'hex'),
  'a body that is too long': 'POST /a HTTP/1.1\r\nContent-Length: 65\r\n\r\n',
  'a chunked body': 'POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a head without an end': Buffer.alloc(8193, 0x61),
};

describe('request parser', () => {
  for (const [name, text] of Object.entries({ ...oddRequests, ...refusedRequests })) {
    it(`says the same about ${name} wherever the network cuts it`, () => {
      const bytes = Buffer.from(text);
      const whole = parse(bytes);
      expect(whole.kind).not.toBe('more');
      for (let at = 0; at <= bytes.length; at++) {
        expect(parse(bytes.subarray(0, at), bytes.subarray(at)), `cut at ${at}`).toEqual(whole);
      }
      expect(parse(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
    });
  }

  it('keeps the target as it came: absolute, glued, doubled, with raw blanks and UTF-8', () => {
    expect(request(oddRequests['an absolute target']).target).toBe('http://10.0.0.1:80/a?b=c');
    expect(request(oddRequests['a glued query']).target).toBe('/upgradeimei=86&project_key=K');
    expect(request(oddRequests['a doubled query']).target).toBe('/u?version=1.0.0?imei=86');
    const raw = request(oddRequests['raw blanks and UTF-8']);
    expect(raw.target).toBe('/a?firmware_name=我的 项目&version=1');
    expect(Buffer.from(raw.targetBytes).toString()).toBe(raw.target);
  });

  it('keeps a UTF-8 character that ends in the byte of a Latin-1 blank', () => {
    expect(request('GET /voilà HTTP/1.1\r\n\r\n').target).toBe('/voilà');
  });

  it('reads method, version, headers and body', () => {
    const post = request('post /a HTTP/1.0\r\nX-Y:  two words \r\nContent-Length:4\r\n\r\nbody and more');
    expect(post).toMatchObject({ method: 'POST', minorVersion: 0 });
    expect(headerValues(post, 'x-y')).toEqual(['two words']);
    expect(Buffer.from(post.body).toString()).toBe('body');
  });

  it('leaves header lines alone that are no headers', () => {
    expect(request('GET /a HTTP/1.1\r\nnonsense\r\n: x\r\nA: b\r\n\r\n').headers).toEqual([
      { name: 'a', value: 'b' },
    ]);
  });

  it('keeps the head verbatim, undecodable bytes as hexadecimal', () => {
    const text = Buffer.from('GET /\xff\x1b HTTP/1.1\nA: b\r\n\n', 'latin1');
    expect(request(text).head).toBe('GET /\\xff\\x1b HTTP/1.1\nA: b\r\n\n');
  });

  it('refuses with a status and a reason', () => {
    expect(parse(refusedRequests['no version'])).toMatchObject({
      status: 400,
      decision: 'decision.malformedRequest',
    });
    expect(parse('\x01\x02 garbage\r\n\r\n')).toMatchObject({ status: 400 });
    expect(parse('GET  HTTP/1.1\r\n\r\n')).toMatchObject({ status: 400 });
    expect(parse(refusedRequests['HTTP/2'])).toMatchObject({ status: 505 });
    expect(parse(refusedRequests.TLS)).toMatchObject({ status: 400, decision: 'decision.tlsOnPlainPort' });
    expect(parse(refusedRequests['a body that is too long'])).toMatchObject({ status: 413 });
    expect(parse(refusedRequests['a chunked body'])).toMatchObject({ status: 411 });
    expect(parse('POST / HTTP/1.1\nContent-Length: 1\nContent-Length: 2\n\n')).toMatchObject({ status: 400 });
    expect(parse('POST / HTTP/1.1\nContent-Length: -1\n\n')).toMatchObject({ status: 400 });
  });

  it('takes a head of exactly 8 KiB and refuses one byte more', () => {
    const start = 'GET /a HTTP/1.1\r\nX: ';
    const fill = (count: number): string => `${start}${'x'.repeat(count - start.length - 4)}\r\n\r\n`;
    expect(parse(fill(8192)).kind).toBe('request');
    expect(parse(fill(8193))).toMatchObject({ status: 431, decision: 'decision.headTooLarge' });
  });

  it('refuses more headers than it counts', () => {
    expect(parse(`GET /a HTTP/1.1\n${'A: b\n'.repeat(100)}\n`).kind).toBe('request');
    expect(parse(`GET /a HTTP/1.1\n${'A: b\n'.repeat(101)}\n`)).toMatchObject({ status: 431 });
  });
});
