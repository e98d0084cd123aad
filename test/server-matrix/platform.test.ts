import { afterEach, expect, it } from 'vitest';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import { head, refused, restFrom, sha256, wholeFile } from './answers.ts';
import { luat8910 } from './dialects/luat8910.ts';
import { meig } from './dialects/meig.ts';
import { luatRow } from './openLuat.ts';
import { openShelf, ownKey, type Shelf } from './shelf.ts';
import { exchange, lines } from './wire.ts';

/** What the platform does besides the six columns: loops, redirects, the other table of codes (platform-apis 1.2, 1.4, 1.6). */

const opened: Shelf[] = [];
afterEach(async () => {
  for (const shelf of opened.splice(0)) await shelf.close();
});
async function serving(form: typeof luat8910, store = openMemoryStore()): Promise<Shelf> {
  const shelf = await openShelf(store);
  opened.push(shelf);
  await luatRow(form).setUp(shelf);
  return shelf;
}
const asking = { key: ownKey, who: luat8910.who, version: '1.0.0', from: 0 };

it('bans at the sixth request of an hour, lets no resume count, and forgets only when a person says so', async () => {
  const { port, server, wait } = await serving(luat8910);
  for (let n = 1; n <= 5; n++) {
    expect((await exchange(port, luat8910.ask(asking))) === restFrom(0), `download ${n}`).toBe(true);
    expect((await exchange(port, luat8910.ask({ ...asking, from: 1000 }))) === restFrom(1000)).toBe(true);
    wait(60_000);
  }
  expect(await exchange(port, luat8910.ask(asking))).toBe(refused(40));
  wait(48 * 3_600_000);
  expect(await exchange(port, luat8910.ask(asking))).toBe(refused(40));
  server.updates.releaseModule(luat8910.who);
  expect((await exchange(port, luat8910.ask(asking))) === restFrom(0)).toBe(true);
});

it('bans at the tenth request of a day that comes slower than six an hour', async () => {
  const { port, wait } = await serving(luat8910);
  for (let n = 1; n <= 9; n++) {
    expect((await exchange(port, luat8910.ask(asking))) === restFrom(0), `download ${n}`).toBe(true);
    wait(2 * 3_600_000);
  }
  expect(await exchange(port, luat8910.ask(asking))).toBe(refused(40));
});

it('sends an 8910 that says need_oss_url=1 elsewhere where that is allowed, once', async () => {
  const { port, server } = await serving(luat8910);
  const willing = luat8910.ask(asking).replace('&version=1.0.0', '&version=1.0.0&need_oss_url=1');
  expect((await exchange(port, willing)) === restFrom(0)).toBe(true);
  server.updates.setRules({ redirect: true });
  expect((await exchange(port, luat8910.ask(asking))) === restFrom(0)).toBe(true);
  const heard = await exchange(port, willing);
  const location = /Location: http:\/\/192\.168\.1\.10:8080(\/o\/[0-9a-z]{16})\r/.exec(heard)?.[1] ?? '';
  expect(heard).toBe(
    head('302 Found', 'application/octet-stream', 0, `Location: http://192.168.1.10:8080${location}`),
  );
  const get = (from: number): Promise<string> =>
    exchange(port, lines(`GET ${location} HTTP/1.1`, 'Host: 192.168.1.10:8080', `Range: bytes=${from}-`));
  expect((await get(0)) === restFrom(0)).toBe(true);
  expect((await get(20_000)) === restFrom(20_000)).toBe(true);
  // It asks this link for ever after: nothing that could be taken for a file, and no redirect.
  const gone = '{"code":410,"decision":"linkUsed"}';
  expect(await get(0)).toBe(head('410 Gone', 'application/json', gone.length) + gone);
});

it('goes on with a download after a restart, but forgets its one-time links: a module asks the platform again', async () => {
  const store = openMemoryStore();
  const before = await serving(luat8910, store);
  before.server.updates.setRules({ redirect: true });
  await exchange(before.port, luat8910.ask(asking), { stopAfter: 5000 });
  const willing = luat8910.ask(asking).replace('&version=1.0.0', '&version=1.0.0&need_oss_url=1');
  const location = /:8080(\/o\/[0-9a-z]{16})\r/.exec(await exchange(before.port, willing))?.[1] ?? '';
  expect(location).not.toBe('');
  await before.close();
  opened.pop();

  const after = await openShelf(store);
  opened.push(after);
  const rest = await exchange(after.port, luat8910.ask({ ...asking, from: 4800 }));
  expect(rest === restFrom(4800)).toBe(true);
  // One-shot (platform-apis 1.2): a link that may have been used is refused like one that was, by an error without code 43.
  const gone = '{"code":410,"decision":"linkUsed"}';
  const link = lines(`GET ${location} HTTP/1.1`, 'Host: 192.168.1.10:8080', 'Range: bytes=0-');
  expect(await exchange(after.port, link)).toBe(head('410 Gone', 'application/json', gone.length) + gone);
  expect((await exchange(after.port, luat8910.ask(asking))) === restFrom(0)).toBe(true);
});

it('words refusals by the shifted table where that is chosen', async () => {
  const { port, server } = await serving(luat8910);
  server.updates.setRules({ codeTable: 'shifted', refusalStatus: 404 });
  const said = async (change: string, to: string): Promise<string> =>
    exchange(port, luat8910.ask(asking).replace(change, to));
  const shifted = (code: 26 | 27, as: number): string =>
    refused(code).replace('400 Bad Request', '404 Not Found').replace(`"code": ${code}`, `"code": ${as}`);
  expect(await said('demo_LuatOS', 'other_LuatOS')).toBe(shifted(26, 27));
  expect(await said('version=1.0.0', 'version=1.0.1')).toBe(shifted(27, 27));
});

it('keeps one file during a resume though the campaign has another by then', async () => {
  const { port, offer } = await serving(luat8910);
  await exchange(port, luat8910.ask(asking), { stopAfter: 5000 });
  await offer({ targetVersion: '1.0.2', packages: [] });
  expect((await exchange(port, luat8910.ask({ ...asking, from: 4800 }))) === restFrom(4800)).toBe(true);
});

it('serves a loader with bare LF its file by a plain URL', async () => {
  const { port, server } = await serving(meig);
  const { path } = await server.publish(sha256);
  const ask = (from: number): Promise<string> =>
    exchange(port, `GET ${path} HTTP/1.1\nHost: 192.168.1.10:8080\nRange: bytes=${from}-\n\n`);
  expect((await ask(0)) === restFrom(0)).toBe(true);
  expect((await ask(123)) === restFrom(123)).toBe(true);
  expect((await exchange(port, `GET ${path} HTTP/1.0\n\n`)) === wholeFile).toBe(true);
});
