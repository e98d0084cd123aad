import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otaForms, toBytes } from '../../electron/core/ota-server/client/forms.ts';
import { sendRaw } from '../../electron/core/ota-server/client/sendRaw.ts';
import { readServerAddress } from '../../electron/core/ota-server/client/serverAddress.ts';
import type { OtaExchange, OtaField, OtaFormId } from '../../shared/contract/otaClient.ts';
import { md5, sha256, sizeBytes } from './answers.ts';
import { plan } from './onenet.ts';
import { openShelf, ownKey, type Shelf } from './shelf.ts';

/** Every request that the request tool can send, each against our own server: the file comes whole, or the documented answer. */
let shelf: Shelf;
let task: string;
const sent = new Set<OtaFormId>();
beforeEach(async () => {
  shelf = await openShelf();
  await shelf.offer({ firmwareNames: [firmwareName], targetVersion: '2010.1.2' });
  await shelf.server.onenet.savePlan(plan);
});
afterEach(() => shelf.close());

const firmwareName = '演示 板_LuatOS-SoC_Air780EPM';
const fields: Readonly<Partial<Record<OtaField, string>>> = {
  ...{ key: ownKey, imei: '862000000000001', firmware: firmwareName, version: '2010.1.1', core: '2010' },
  ...{ model: 'Air8000', product: 'Ck2AF9QD2K', device: 'D1', kind: 'sota' },
};

function send(id: OtaFormId, more: Readonly<Partial<Record<OtaField, string>>> = {}, path = '') {
  const form = otaForms.find((known) => known.id === id);
  if (form === undefined) throw new Error(id);
  sent.add(id);
  const address = readServerAddress(`http://127.0.0.1:${shelf.port}${path}`);
  const bytes = toBytes(form.compose({ ...fields, ...more }, address));
  const clock = { wallMs: Date.now, monoMs: () => performance.now(), after: () => () => undefined };
  const { signal } = new AbortController();
  return sendRaw({ address, bytes, timeoutMs: 10_000, keepBytes: 4096, signal }, { clock });
}

function bringsFile(status: number, { answer, body, ending }: OtaExchange): void {
  const brought = { status: answer?.status, ...{ sha256: body.sha256, sizeBytes: body.sizeBytes }, ending };
  expect(brought).toEqual({ status, sha256, sizeBytes, ending: 'complete' });
}

const isJson = ({ answer, body }: OtaExchange): Record<string, unknown> => {
  expect(answer?.status).toBe(200);
  return JSON.parse(body.kept);
};

describe('a request of the openLuat family brings the package', () => {
  it.each([
    ['libfota', 200],
    ['libfota2023', 200],
    ['socketDemo', 200],
    ['libfota2', 200],
    ['libfota2Glued', 200],
    ['libfota2Doubled', 200],
    ['luat8910', 206],
    ['luat8955', 200],
    ['csdk8910', 200],
    ['csdkEc', 200],
    ['csdkEcFull', 206],
    ['absolute', 200],
    ['noHost', 200],
  ] as const)('as %s, with %i', async (id, status) => bringsFile(status, await send(id)));

  it('and the rest of it from where a range begins', async () => {
    for (const { id } of otaForms.filter(
      ({ dialect, takes }) => dialect === 'openluat' && takes.includes('range'),
    )) {
      if (id === 'verbatim') continue;
      await send(id);
      const { answer, body } = await send(id, { range: 'bytes=1000-' });
      expect([id, answer?.status, body.sizeBytes]).toEqual([id, 206, sizeBytes - 1000]);
      shelf.server.updates.releaseModule(fields.imei ?? '');
    }
  });

  it('by a URL as it stands, parameters and all', async () => {
    const query = `?project_key=${ownKey}&imei=1&firmware_name=${firmwareName}&version=2010.1.1`;
    bringsFile(200, await send('verbatim', {}, `/api/site/firmware_upgrade${query}`));
  });

  it('under a MAC or a uid as well as under an IMEI', async () => {
    for (const name of ['mac', 'uid'] as const) {
      const { imei: _, ...others } = fields;
      const form = otaForms.find(({ id }) => id === 'libfota');
      const address = readServerAddress(`http://127.0.0.1:${shelf.port}`);
      const target = form?.compose({ ...others, [name]: 'C8C2C6' }, address).target ?? '';
      expect(target).toContain(`&${name}=C8C2C6`);
      bringsFile(200, await send('verbatim', {}, target));
    }
  });
});

it('asks in three steps as the factory app does: what there is, the file, how it went', async () => {
  const offered = isJson(await send('turnkey', { firmware: firmwareName }));
  expect(offered).toMatchObject({ code: 0, sha256, size: sizeBytes });
  bringsFile(200, await send('file', {}, new URL(String(offered['url'])).pathname));
  const told = isJson(await send('turnkeyResult', { sn: String(offered['fota_sn']), step: '0' }));
  expect(told).toMatchObject({ code: 0 });
});

it('tells a Wi-Fi part where its file is', async () => {
  // It sends no key and names itself by its model.
  await shelf.offer({ projectKey: null, firmwareNames: ['Air8000'] });
  const { version, url } = isJson(await send('wififota'));
  expect(version).toBe('2010.1.2');
  bringsFile(200, await send('file', {}, new URL(String(url)).pathname));
});

describe('a file by its short URL', () => {
  it.each([
    ['file', 200],
    ['fileLf', 206],
    ['verbatim', 200],
  ] as const)('comes to %s with %i', async (id, status) => {
    const { path } = await shelf.server.publish(sha256);
    bringsFile(status, await send(id, {}, path));
  });
});

describe('OneNET', () => {
  const v2 = { version: 'v2.0' };

  async function oldTask(): Promise<string> {
    const { data } = isJson(await send('onenetCheck', v2));
    expect(data).toMatchObject({ target: 'v3.0', size: sizeBytes, md5 });
    return String(Reflect.get(Object(data), 'token'));
  }

  it('of old is walked through from the report of a version to success', async () => {
    expect(isJson(await send('onenetVersion', v2))).toEqual({ errno: 0, error: 'succ' });
    task = await oldTask();
    expect(isJson(await send('onenetTasking'))).toMatchObject({ errno: 0 });
    expect(isJson(await send('onenetTask', { task }))).toEqual({ errno: 0, error: 'succ' });
    bringsFile(200, await send('onenetDownload', { task }));
    expect(isJson(await send('onenetProgress', { task, step: '100' }))).toMatchObject({ errno: 0 });
    expect(isJson(await send('onenetReport', { task, step: '201' }))).toMatchObject({ errno: 0 });
    expect(isJson(await send('onenetTask', { task }))).toMatchObject({ errno: 20 });
  });

  it.each([
    ['studio', 'errno'],
    ['fuse', 'code'],
  ] as const)('of the %s kind is walked through likewise', async (kind, good) => {
    expect(isJson(await send(`${kind}Version`, v2))).toMatchObject({ [good]: 0 });
    const { data } = isJson(await send(`${kind}Check`, v2));
    task = String(Reflect.get(Object(data), 'tid'));
    expect(isJson(await send(`${kind}Task`, { task }))).toMatchObject({ [good]: 0 });
    bringsFile(200, await send(`${kind}Download`, { task }));
    expect(isJson(await send(`${kind}Status`, { task, step: '100' }))).toMatchObject({ [good]: 0 });
    expect(isJson(await send(`${kind}Version`, { version: 'v3.0' }))).toMatchObject({ [good]: 0 });
  });
});

/** Last: what the tests above have sent. */
it('has sent every form of the table', () => {
  expect([...sent].sort()).toEqual(otaForms.map(({ id }) => id).sort());
});
