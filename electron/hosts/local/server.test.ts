import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { AppError } from '../../../shared/errors.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import {
  contractCases,
  createTestHandlers,
  limitBytes,
  testContract,
} from '../../../shared/rpc/contractTest.ts';
import { createRpcServer, type RpcServer } from '../../../shared/rpc/server.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { createWebSocketTransport } from '../../../shared/rpc/webSocketTransport.ts';
import { randomHex } from '../common/random.ts';
import { type LocalServer, startLocalServer } from './server.ts';
import { createUploads } from './uploads.ts';

const uploadLimit = 64 * 1024;
const sha256 = 'a'.repeat(64);
let folder: string;
let server: LocalServer;
let urls: string[];
let disposed: number;

async function start(rpc: RpcServer): Promise<void> {
  urls = [];
  disposed = 0;
  server = await startLocalServer({
    rpc,
    pageFolder: join(folder, 'page'),
    uploads: createUploads(join(folder, 'uploads'), randomHex, uploadLimit),
    openImage: () => Promise.reject(new Error('unused')),
    openBundle: (jobId) =>
      Promise.resolve({
        path: join(folder, 'package.bin'),
        fileName: `${jobId}.zip`,
        sizeBytes: 5,
        dispose: () => Promise.resolve(),
      }),
    certificate: (jobId, query) => Promise.resolve(`<!doctype html>${jobId} ${query.get('operator')}`),
    openPackage(asked) {
      if (asked !== sha256) return Promise.reject(new AppError('package.unknown', { sha256: asked }));
      return Promise.resolve({
        path: join(folder, 'package.bin'),
        fileName: '升级 "1".bin',
        sizeBytes: 5,
        async dispose() {
          disposed += 1;
        },
      });
    },
    randomHex,
    port: 0,
    limitBytes,
    onFreshUrl: (url) => urls.push(url),
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-local-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>page');
  writeFileSync(join(folder, 'package.bin'), 'hello');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  await start(createRpcServer(testContract, createTestHandlers()));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** Plain node:http, because fetch forbids to set Host and Origin and tidies paths up. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          body += piece;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

const origin = (): string => `http://127.0.0.1:${server.port}`;

async function enter(url = server.freshUrl()): Promise<string> {
  const { status, headers } = await ask(url.slice(origin().length));
  expect(status).toBe(200);
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

function code(answer: Answer): unknown {
  return [answer.status, JSON.parse(answer.body).code];
}

function openSocket(headers: Record<string, string>, path = '/rpc'): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => {
      socket.on('error', () => {});
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => reject(new Error(`${response.statusCode} ${JSON.parse(body).code}`)));
    });
    socket.once('error', reject);
  });
}

describe('the contract over a WebSocket of the local host', () => {
  for (const { name, run } of contractCases) {
    test(name, () =>
      run(async (clientLimitBytes) => {
        const served = Promise.withResolvers<Transport>();
        await server.close();
        await start({
          serve(transport) {
            served.resolve(transport);
            return () => {};
          },
        });
        const socket = await openSocket({ Cookie: await enter(), Origin: origin() });
        const client = createWebSocketTransport(socket, { limitBytes: clientLimitBytes });
        return { client, server: await served.promise, close: () => socket.terminate() };
      }),
    );
  }
});

describe('the one-time address', () => {
  test('opens the page with an HttpOnly, SameSite=Strict cookie that survives a reload', async () => {
    const { headers, body } = await ask(server.freshUrl().slice(origin().length));
    const cookie = String(headers['set-cookie']?.[0]);
    expect(cookie).toMatch(/^airdock_\d+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(body).toContain('url=/');
    const session = cookie.split(';')[0] ?? '';
    for (let i = 0; i < 2; i += 1) {
      expect(await ask('/', { headers: { Cookie: session } })).toMatchObject({
        status: 200,
        body: '<!doctype html>page',
      });
    }
  });

  test('works once', async () => {
    const url = server.freshUrl();
    await enter(url);
    expect(code(await ask(url.slice(origin().length)))).toEqual([401, 'host.missingToken']);
  });

  test('a used one is followed by a fresh one', async () => {
    expect(urls).toHaveLength(1);
    await enter(urls[0]);
    expect(urls).toHaveLength(2);
    await enter(urls[1]);
  });

  test('a guessed or empty token opens nothing', async () => {
    for (const path of [`/open?token=${'0'.repeat(64)}`, '/open?token=', '/open']) {
      expect(code(await ask(path)), path).toEqual([401, 'host.missingToken']);
    }
  });

  test('several are good at the same time, for two windows', async () => {
    const [first, second] = [server.freshUrl(), server.freshUrl()];
    expect(await enter(second)).not.toBe(await enter(first));
  });
});

describe('a visitor without a session', () => {
  test('gets no page, no file, no upload, no download and no socket', async () => {
    for (const path of ['/', '/index.html', '/session', `/download/package/${sha256}`, '/none']) {
      expect(code(await ask(path)), path).toEqual([401, 'host.missingToken']);
    }
    const headers = { Origin: origin() };
    expect(code(await ask('/upload', { method: 'POST', headers, body: 'x' }))).toEqual([
      401,
      'host.missingToken',
    ]);
    await expect(openSocket(headers)).rejects.toThrow('401 host.missingToken');
  });

  test('with a wrong cookie neither', async () => {
    const headers = { Cookie: `airdock_${server.port}=${'0'.repeat(64)}`, Origin: origin() };
    expect(code(await ask('/', { headers }))).toEqual([401, 'host.missingToken']);
    await expect(openSocket(headers)).rejects.toThrow('401 host.missingToken');
  });

  test('who navigates is told how to get in, in both languages', async () => {
    const { status, body } = await ask('/', { headers: { Accept: 'text/html' } });
    expect(status).toBe(401);
    expect(body).toContain('一次性链接');
    expect(body).toContain('one-time link');
  });
});

describe('a foreign page', () => {
  test('that rebinds its name to this computer is refused by Host, cookie or not', async () => {
    const Cookie = await enter();
    for (const Host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      `127.0.0.1:${server.port}.evil.example`,
    ]) {
      expect(code(await ask('/', { headers: { Cookie, Host } })), Host).toEqual([403, 'host.foreignOrigin']);
      const socket = openSocket({ Cookie, Host, Origin: `http://${Host}` });
      await expect(socket, Host).rejects.toThrow('403 host.foreignOrigin');
    }
  });

  test('is refused by Origin', async () => {
    const Cookie = await enter();
    const foreign = [
      'http://evil.example',
      'null',
      'https://127.0.0.1',
      `http://127.0.0.1:${server.port + 1}`,
      'file://',
    ];
    for (const Origin of foreign) {
      const headers = { Cookie, Origin };
      expect(code(await ask('/', { headers })), Origin).toEqual([403, 'host.foreignOrigin']);
      const upload = await ask('/upload', { method: 'POST', headers, body: 'x' });
      expect(code(upload), Origin).toEqual([403, 'host.foreignOrigin']);
      await expect(openSocket(headers), Origin).rejects.toThrow('403 host.foreignOrigin');
    }
  });

  test('that hides its Origin gets no socket and no upload', async () => {
    const Cookie = await enter();
    await expect(openSocket({ Cookie })).rejects.toThrow('403 host.foreignOrigin');
    const upload = await ask('/upload', { method: 'POST', headers: { Cookie }, body: 'x' });
    expect(code(upload)).toEqual([403, 'host.foreignOrigin']);
  });

  test('the page may be opened as localhost too', async () => {
    const host = `localhost:${server.port}`;
    const headers = { Cookie: await enter(), Host: host, Origin: `http://${host}` };
    expect((await ask('/', { headers })).status).toBe(200);
    (await openSocket(headers)).close();
  });
});

describe('the page', () => {
  test('carries a policy that lets it load and reach itself only', async () => {
    const { headers } = await ask('/', { headers: { Cookie: await enter() } });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain(
      `connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port};`,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  test('lists no folder and serves nothing outside of its own', async () => {
    const Cookie = await enter();
    const paths = [
      '/assets',
      '/assets/',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/..%5csecret.txt',
    ];
    for (const path of [...paths, `/${join(folder, 'secret.txt')}`, 'http://evil.example/secret.txt']) {
      expect(code(await ask(path, { headers: { Cookie } })), path).toEqual([404, 'file.notFound']);
    }
  });

  test('knows no other method', async () => {
    const Cookie = await enter();
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask('/', { method, headers: { Cookie } })).status, method).toBe(405);
    }
  });

  test('can ask whether its session still holds', async () => {
    expect((await ask('/session', { headers: { Cookie: await enter() } })).body).toBe('{"ok":true}');
  });
});

describe('an upload', () => {
  async function upload(body: string, headers: Record<string, string> = {}): Promise<Answer> {
    return ask('/upload', {
      method: 'POST',
      body,
      headers: { Cookie: await enter(), Origin: origin(), ...headers },
    });
  }
  const uploads = (): string[] => readdirSync(join(folder, 'uploads')).sort();

  test('is kept under an id, owner-only, with its name beside it', async () => {
    const { id } = JSON.parse(
      (await upload('bytes', { 'X-File-Name': encodeURIComponent('固件 V1.binpkg') })).body,
    );
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(uploads()).toEqual([id, `${id}.name`]);
    expect(readFileSync(join(folder, 'uploads', id), 'utf8')).toBe('bytes');
    expect(readFileSync(join(folder, 'uploads', `${id}.name`), 'utf8')).toBe('固件 V1.binpkg');
    if (process.platform !== 'win32') expect(statSync(join(folder, 'uploads', id)).mode & 0o077).toBe(0);
  });

  test('has a bare name, whatever was sent', async () => {
    const { id } = JSON.parse((await upload('x', { 'X-File-Name': '..%2F..%5Cetc%2Fpass%0Awd' })).body);
    expect(readFileSync(join(folder, 'uploads', `${id}.name`), 'utf8')).toBe('passwd');
  });

  test('beyond the limit is refused by its announced size before it is read', async () => {
    expect(code(await upload('x'.repeat(uploadLimit + 1)))).toEqual([413, 'file.tooLarge']);
  });

  test('beyond the limit is refused while it comes when no size was announced, and leaves nothing', async () => {
    const answer = await upload('x'.repeat(uploadLimit + 1), { 'Transfer-Encoding': 'chunked' });
    expect(code(answer)).toEqual([413, 'file.tooLarge']);
    expect(uploads()).toEqual([]);
  });

  test('that is cut off leaves nothing', async () => {
    const Cookie = await enter();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /upload HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${origin()}\r\nCookie: ${Cookie}\r\nContent-Length: 100\r\n\r\nhalf`,
    );
    const isPart = (name: string): boolean => name.endsWith('.part');
    await expect.poll(() => existing().some(isPart)).toBe(true);
    socket.destroy();
    await expect.poll(existing).toEqual([]);
  });

  test('older than a week, or cut off by a crash, is cleaned away', async () => {
    const { id } = JSON.parse((await upload('fresh')).body);
    const old = JSON.parse((await upload('old')).body).id;
    writeFileSync(join(folder, 'uploads', 'b.part'), '');
    for (const name of [old, `${old}.name`]) utimesSync(join(folder, 'uploads', name), 0, 0);
    await createUploads(join(folder, 'uploads'), randomHex).clean(Date.now());
    expect(uploads()).toEqual([id, `${id}.name`]);
  });

  function existing(): string[] {
    try {
      return uploads();
    } catch {
      return [];
    }
  }
});

describe('a download', () => {
  test('is an attachment with its name, and its copy is disposed of', async () => {
    const { status, headers, body } = await ask(`/download/package/${sha256}`, {
      headers: { Cookie: await enter() },
    });
    expect([status, body]).toEqual([200, 'hello']);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="____1_.bin"; filename*=UTF-8''%E5%8D%87%E7%BA%A7%20%221%22.bin`,
    );
    await expect.poll(() => disposed).toBe(1);
  });

  test('of an unknown package says so', async () => {
    const answer = await ask(`/download/package/${'b'.repeat(64)}`, { headers: { Cookie: await enter() } });
    expect(code(answer)).toEqual([404, 'package.unknown']);
  });

  test('of a bundle goes by its job, and a certificate is a page with its own style and no script', async () => {
    const headers = { Cookie: await enter() };
    const bundle = await ask('/download/bundle/j-1', { headers });
    expect([bundle.status, bundle.body]).toEqual([200, 'hello']);
    expect(bundle.headers['content-disposition']).toContain('filename="j-1.zip"');
    const page = await ask('/certificate/j-1?operator=Li%20Lei', { headers });
    expect(page.body).toBe('<!doctype html>j-1 Li Lei');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';/,
    );
    expect(code(await ask('/certificate/../x', { headers }))).toEqual([404, 'file.notFound']);
    expect(code(await ask('/certificate/j-1'))).toEqual([401, 'host.missingToken']);
  });

  test('knows digests only, no paths', async () => {
    const answer = await ask('/download/package/..%2f..%2fsecret.txt', {
      headers: { Cookie: await enter() },
    });
    expect(code(answer)).toEqual([404, 'file.notFound']);
  });
});

describe('the local host', () => {
  test('serves two windows at the same time', async () => {
    const sockets = [];
    for (let i = 0; i < 2; i += 1)
      sockets.push(await openSocket({ Cookie: await enter(), Origin: origin() }));
    const clients = sockets.map((socket) => createRpcClient(testContract, createWebSocketTransport(socket)));
    const answers = await Promise.all(clients.map((client, i) => client.test.echo({ text: `${i}` })));
    expect(answers).toEqual([{ text: '0' }, { text: '1' }]);
    for (const socket of sockets) socket.close();
  });

  test('takes sockets on /rpc only', async () => {
    const headers = { Cookie: await enter(), Origin: origin() };
    await expect(openSocket(headers, '/')).rejects.toThrow('404 file.notFound');
  });

  test('refuses binary frames', async () => {
    const socket = await openSocket({ Cookie: await enter(), Origin: origin() });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send(Buffer.from('{}'));
    expect(await closed).toBe(1008);
  });

  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((info) => !info.internal && info.family === 'IPv4');
  test.skipIf(others.length === 0)(
    'is not reachable through a network address of this computer [needs a network interface]',
    async () => {
      for (const { address } of others) {
        const failed = new Promise<string | undefined>((resolve) => {
          const socket = connect({ host: address, port: server.port });
          socket.once('connect', () => resolve('connected'));
          socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
        });
        expect(await failed).toBe('ECONNREFUSED');
      }
    },
  );

  test('a taken port is said by name', async () => {
    const { port } = server;
    const again = startLocalServer({
      rpc: createRpcServer(testContract, createTestHandlers()),
      pageFolder: folder,
      uploads: createUploads(folder, randomHex),
      openPackage: () => Promise.reject(new Error('unused')),
      openImage: () => Promise.reject(new Error('unused')),
      openBundle: () => Promise.reject(new Error('unused')),
      certificate: () => Promise.reject(new Error('unused')),
      randomHex,
      port,
    });
    await expect(again).rejects.toMatchObject({ code: 'server.addressInUse', params: { port } });
  });
});
