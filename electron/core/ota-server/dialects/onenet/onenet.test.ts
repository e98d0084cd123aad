import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../../shared/contract/journal.ts';
import { openMemoryStore } from '../../../store/openStore.ts';
import type { Store } from '../../../store/store.ts';
import { createRequestParser } from '../../http/requestParser.ts';
import { formatHead } from '../../http/response.ts';
import { createOneNet, type OneNet, type PlanInput } from '../../onenet/oneNet.ts';
import { createPublications } from '../../publications.ts';
import { someBytes } from '../../testing/bench.ts';
import { createManualClock } from '../../testing/manualClock.ts';
import { makeOnenetToken } from '../../tokens/onenetToken.ts';

const key = 'ZW1iZWRkZWQtb3RhLXNlcnZlci10ZXN0LWtleS0wMDAx';
const blob = someBytes(8260);
const sha256 = createHash('sha256').update(blob).digest('hex');
const md5 = createHash('md5').update(blob).digest('hex');
const limits = { headBytes: 8192, headerCount: 100, bodyBytes: 65_536 };

interface Bench {
  readonly one: OneNet;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly rows: JournalEntry[];
  readonly store: Store;
  ask(text: string): { status: number; head: string; body: string };
}

async function bench(plan: Partial<PlanInput> | null = {}, store = openMemoryStore()): Promise<Bench> {
  const clock = createManualClock();
  const rows: JournalEntry[] = [];
  const secrets = new Map<string, string>();
  let ids = 0;
  const newId = (): string => `id${++ids}`;
  const packages = { open: async () => ({ bytes: blob, fileName: 'mcu v3.bin' }) };
  const one = createOneNet({
    ...{ store, clock, newId },
    journal: {
      append: (entry) => ({
        ...entry,
        seq: rows.push(entry),
        wallMs: clock.wallMs(),
        monoMs: clock.monoMs(),
      }),
    },
    publications: createPublications(packages, newId),
    secrets: {
      get: async (name) => secrets.get(name) ?? null,
      set: async (name, value) => void secrets.set(name, value),
      remove: async (name) => void secrets.delete(name),
    },
    reportFailure: (error) => {
      throw error;
    },
  });
  await one.loaded();
  if (plan !== null) {
    const { kind = 'sota', sources = null, devices = null, product = null, ...rest } = plan;
    await one.savePlan({ name: 'p', sha256, target: 'v3.0', kind, sources, devices, product, ...rest });
  }
  return {
    ...{ one, clock, rows, store },
    ask(text) {
      const step = createRequestParser(limits).push(Buffer.from(text));
      if (step.kind !== 'request') throw new Error(step.kind);
      const answer = one.answer(step.request);
      if (answer === undefined) throw new Error(`nobody answers ${text}`);
      const { body } = answer;
      return {
        status: answer.head.status,
        head: Buffer.from(formatHead(answer.head)).toString('latin1'),
        body: body.kind === 'bytes' ? Buffer.from(body.bytes).toString() : `${body.start}-${body.end}`,
      };
    },
  };
}

const get = (target: string, ...headers: string[]): string =>
  [`GET ${target} HTTP/1.1`, ...headers, '', ''].join('\r\n');
const post = (target: string, body: string, ...headers: string[]): string =>
  [`POST ${target} HTTP/1.1`, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');
const ok = '{"errno":0,"error":"succ"}';
const errnoOf = (body: string): unknown => {
  const parsed: { errno?: number; code?: number } = JSON.parse(body);
  return parsed.errno ?? parsed.code;
};

function tokenOf(body: string): string {
  const parsed: { data: { token: string } } = JSON.parse(body);
  return parsed.data.token;
}

describe('the old interface', () => {
  it('walks a whole upgrade: version, check, token check, download, progress, version', async () => {
    const { ask, one } = await bench({ sources: ['v2.0'], kind: 'fota' });
    expect(ask(post('/ota/device/version?dev_id=329', '{"s_version":"v9","f_version":"v2.0"}')).body).toBe(
      ok,
    );
    const check = ask(get('/ota/south/check?dev_id=329&manuf=100&model=10001&type=1&version=v2.0&cdn=false'));
    const token = tokenOf(check.body);
    expect(token).toMatch(/^ota_[A-Za-z0-9]{20}$/);
    expect(check.body).toBe(
      `{"errno":0,"error":"succ","data":{"target":"v3.0","token":"${token}","size":8260,"md5":"${md5}","signal":0,"power":0,"retry":3,"interval":0,"type":2}}`,
    );
    expect(ask(get(`/ota/south/download/${token}/check?dev_id=329`)).body).toBe(ok);
    expect(ask(get(`/ota/south/download/${token}`, 'Range: 0-1023'))).toMatchObject({
      status: 206,
      body: '0-1024',
    });
    const step = (n: number) =>
      ask(post(`/ota/south/device/download/${token}/progress?dev_id=329`, `{"step":${n}}`));
    expect(step(40).body).toBe(ok);
    expect(one.tasks({ limit: 9 })[0]).toMatchObject({ state: 'downloading', step: 40 });
    expect(step(100).body).toBe(ok);
    expect(errnoOf(step(101).body)).toBe(17);
    expect(errnoOf(step(50).body)).toBe(17);
    expect(ask(get('/ota/south/tasking?dev_id=329&type=1&cdn=false')).body).toContain(token);
    expect(ask(post('/ota/device/version?dev_id=329', '{"f_version":"v3.0"}')).body).toBe(ok);
    expect(one.tasks({ limit: 9 })[0]).toMatchObject({ state: 'succeeded' });
    expect(errnoOf(step(201).body)).toBe(20);
    expect(ask(get('/ota/device/version?dev_id=329')).body).toContain(
      '{"f_version":"v3.0","s_version":"v9"}',
    );
    expect(errnoOf(ask(get('/ota/south/check?dev_id=329&type=1')).body)).toBe(20);
  });

  it('answers a refused download with one digit and no Content-Length', async () => {
    const { ask } = await bench();
    const { head, body, status } = ask(get('/ota/south/download/ota_unknown'));
    expect([status, body]).toEqual([200, '3']);
    expect(head).not.toContain('Content-Length');
  });

  it('knows a token for 48 hours and gives a new one at the next check', async () => {
    const { ask, clock } = await bench();
    const check = (): string => tokenOf(ask(get('/ota/south/check?dev_id=1&type=2&version=v1')).body);
    const first = check();
    clock.advance(48 * 3_600_000);
    expect(check()).toBe(first);
    clock.advance(1);
    expect(errnoOf(ask(get(`/ota/south/download/${first}/check?dev_id=1`)).body)).toBe(12);
    const second = check();
    expect(second).not.toBe(first);
    expect(errnoOf(ask(get(`/ota/south/download/${first}/check?dev_id=1`)).body)).toBe(4);
    expect(ask(get(`/ota/south/download/${second}/check?dev_id=1`)).body).toBe(ok);
  });

  it('refuses the token of another device, a cancelled task, and a result that is none', async () => {
    const { ask, one } = await bench();
    const token = tokenOf(ask(get('/ota/south/check?dev_id=1&type=2&version=v1')).body);
    expect(errnoOf(ask(get(`/ota/south/download/${token}/check?dev_id=2`)).body)).toBe(4);
    expect(ask(get(`/ota/south/download/${token}/check?dev_id=1`)).body).toBe(ok);
    const report = (n: number) =>
      errnoOf(ask(post(`/ota/south/report?dev_id=1&token=${token}`, `{"result":${n}}`)).body);
    expect([report(50), report(299), report(101), report(105)]).toEqual([24, 24, 0, 17]);
    one.steerTask(1, 'cancel');
    expect(report(201)).toBe(22);
    expect(errnoOf(ask(get('/ota/south/check?dev_id=1&type=2&version=v1')).body)).toBe(4);
    one.steerTask(1, 'retry');
    expect(errnoOf(ask(get('/ota/south/check?dev_id=1&type=2&version=v1')).body)).toBe(0);
  });

  it('takes absolute targets, bare line feeds, and versions only of the allowed form', async () => {
    const { ask } = await bench();
    const body = '{"s_version":"v1"}';
    const head = `POST http://ota.heclouds.com/ota/device/version?dev_id=1 HTTP/1.1\nhost:ota\nContent-Length:${body.length}\n\n`;
    expect(ask(head + body).body).toBe(ok);
    expect(errnoOf(ask(post('/ota/device/version?dev_id=1', '{"s_version":"v 1"}')).body)).toBe(2);
    expect(errnoOf(ask(post('/ota/device/version?dev_id=1', 'no json')).body)).toBe(2);
    expect(errnoOf(ask(post('/ota/device/version', body)).body)).toBe(2);
    expect(errnoOf(ask(get('/ota/south/check?dev_id=1&type=3')).body)).toBe(2);
  });
});

describe('fuse-ota', () => {
  it('answers compactly with tid, and serves both spellings of a range', async () => {
    const { ask } = await bench();
    const check = ask(get('/fuse-ota/Ck2/test/check?type=2&version=v2.0'));
    expect(check.body).toMatch(
      new RegExp(
        `^{"code":0,"msg":"succ","data":{"target":"v3.0","tid":1,"size":8260,"md5":"${md5}","status":1,"type":1},"request_id":"[0-9a-f]{32}"}$`,
      ),
    );
    const one = ask(get('/fuse-ota/Ck2/test/1/download', 'range:bytes=0-1023'));
    expect(one.head).toBe(
      'HTTP/1.1 206 Partial Content\r\nContent-Type: application/octet-stream;charset=UTF-8\r\nContent-Length: 1024\r\nContent-Range: bytes 0-1023/8260\r\nContent-Disposition: attachment;filename=mcu_v3.bin\r\nOta-Errno: 0\r\nConnection: close\r\n\r\n',
    );
    expect(ask(get('/fuse-ota/Ck2/test/1/download', 'Range: 1024-2047')).body).toBe('1024-2048');
    expect(ask(get('/fuse-ota/Ck2/test/1/download?range=0-1023'))).toMatchObject({
      status: 200,
      body: '0-8260',
    });
    expect(ask(get('/fuse-ota/Ck2/test/1/check')).body).toContain('"data":{"status":2}');
    expect(errnoOf(ask(post('/fuse-ota/Ck2/test/1/status', '{"step":100}')).body)).toBe(0);
    expect(errnoOf(ask(post('/fuse-ota/Ck2/test/1/status', '{"step":201}')).body)).toBe(0);
    expect(ask(get('/fuse-ota/Ck2/test/1/check')).body).toContain('"data":{"status":4}');
    expect(errnoOf(ask(post('/fuse-ota/Ck2/test/1/status', '{"step":201}')).body)).toBe(20);
    expect(ask(get('/fuse-ota/Ck2/test/version')).body).toContain('"s_version":"v3.0"');
    expect(errnoOf(ask(get('/fuse-ota/Ck2/test/check?type=2&version=v3.0')).body)).toBe(12013);
    expect(errnoOf(ask(get('/fuse-ota/Ck2/test/check?type=1&version=v3.0')).body)).toBe(12012);
    expect(ask(get('/fuse-ota/Ck2/test/1/download')).head).toContain('\r\nOta-Errno: 5\r\n');
  });

  it('answers the studio variant with errno and tid', async () => {
    const { ask } = await bench();
    const { body } = ask(get('/ota/Ck2/test/check?type=2&version=v2.0'));
    expect(body).toContain('{"errno":0,"error":"succ","data":{"target":"v3.0","tid":1,');
    expect(ask(post('/ota/devInfo', '{}')).body).toBe(ok);
  });
});

describe('plans', () => {
  it('prefer a listed device to all, and a delta to a full package', async () => {
    const { ask, one } = await bench({ target: 'full' });
    await one.savePlan({
      name: 'd',
      sha256,
      target: 'delta',
      kind: 'sota',
      sources: ['v2'],
      devices: null,
      product: 'P',
    });
    await one.savePlan({
      name: 'l',
      sha256,
      target: 'listed',
      kind: 'sota',
      sources: null,
      devices: ['me'],
      product: null,
    });
    const target = (path: string): unknown => /"target":"(\w+)"/.exec(ask(get(path)).body)?.[1];
    expect(target('/fuse-ota/P/you/check?type=2&version=v2')).toBe('delta');
    expect(target('/fuse-ota/P/you/check?type=2&version=v1')).toBe('full');
    expect(target('/fuse-ota/Q/you/check?type=2&version=v2')).toBe('full');
    expect(target('/fuse-ota/P/me/check?type=2&version=v2')).toBe('listed');
  });

  it('keep their tasks over a restart, and number them on', async () => {
    const before = await bench();
    const token = tokenOf(before.ask(get('/ota/south/check?dev_id=1&type=2&version=v1')).body);
    const after = await bench(null, before.store);
    expect(after.ask(get(`/ota/south/download/${token}/check?dev_id=1`)).body).toBe(ok);
    expect(after.ask(get('/fuse-ota/P/D/check?type=2&version=v1')).body).toContain('"tid":2,');
  });

  it('cancel their open tasks when they are removed', async () => {
    const { ask, one } = await bench();
    ask(get('/fuse-ota/P/D/check?type=2&version=v1'));
    one.removePlan('id2');
    expect(one.tasks({ limit: 1 })[0]).toMatchObject({ state: 'cancelled' });
    expect(errnoOf(ask(get('/fuse-ota/P/D/1/check')).body)).toBe(22);
    expect(() => one.removePlan('id2')).toThrow('onenet.unknownPlan');
  });
});

describe('the token check', () => {
  const fields = { version: '2022-05-01', res: 'products/P/devices/D', et: '1893456000', method: 'sha256' };
  const check = '/fuse-ota/P/D/check?type=2&version=v1';

  it.each(['Authorization: ', 'authorization:', 'AUTHORIZATION:   '])(
    'reads a token behind "%s"',
    async (name) => {
      const { ask, one } = await bench();
      await one.setKey('products/P', key);
      one.setRules({ tokenCheck: 'enforce' });
      expect(errnoOf(ask(get(check)).body)).toBe(1);
      for (const raw of [true, false]) {
        expect(errnoOf(ask(get(check, name + makeOnenetToken(fields, key, raw))).body)).toBe(0);
      }
      expect(errnoOf(ask(get(check, `${name}${makeOnenetToken({ ...fields, et: '1' }, key)}`)).body)).toBe(1);
    },
  );

  it('reads a token in the query beside the version of the firmware, even without its own version', async () => {
    const { ask, one } = await bench();
    await one.setKey('products/P', key);
    one.setRules({ tokenCheck: 'enforce' });
    const token = makeOnenetToken(fields, key);
    expect(errnoOf(ask(get(`${check}&${token}`)).body)).toBe(0);
    const short = token.replace(/^version=[^&]+&/, '');
    expect(errnoOf(ask(get(`${check}&${short}`)).body)).toBe(0);
    expect(errnoOf(ask(get(`${check}&${short.replace('et=1893456000', 'et=1893456001')}`)).body)).toBe(1);
  });

  it('logs a bad token and serves, or refuses with 401 and Ota-Errno 6 when told so', async () => {
    const { ask, one, rows } = await bench();
    one.setRules({ tokenCheck: 'log' });
    expect(errnoOf(ask(get(check, 'Authorization: version=1')).body)).toBe(0);
    expect(rows).toEqual([
      { kind: 'appEvent', event: 'onenet.tokenBad', params: { device: 'D', field: 'res', fault: 'missing' } },
    ]);
    one.setRules({ tokenCheck: 'enforce', refusalStatus: 401 });
    expect(ask(get(check))).toMatchObject({ status: 401 });
    expect(ask(get('/fuse-ota/P/D/1/download')).head).toContain('Ota-Errno: 6');
    expect(one.rules()).toMatchObject({ tokenCheck: 'enforce', refusalStatus: 401, keys: [] });
  });
});
