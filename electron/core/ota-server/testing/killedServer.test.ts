import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, expect, it } from 'vitest';
import { openStore } from '../../store/openStore.ts';
import type { Store } from '../../store/store.ts';
import { createFleet, type Fleet } from './killedFleet.ts';

/**
 * A server that is killed at random moments, with modules that keep what they were told. `AIRDOCK_KILL_ROUNDS` makes it longer and
 * `AIRDOCK_KILL_SEED` another one.
 */
const rounds = Number(process.env['AIRDOCK_KILL_ROUNDS'] ?? 12);
const seed = Number(process.env['AIRDOCK_KILL_SEED'] ?? 20_261_121);

const folder = mkdtempSync(join(tmpdir(), 'airdock-killed-server-'));
let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same numbers for the same seed (mulberry32). */
function createChance(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One life of the server: the fleet asks, a ban is spoken, and a moment after so many answers it is killed. */
async function liveAndDie(
  fleet: Fleet,
  chance: () => number,
  answers: number,
  ban: { readonly id: string; readonly done: () => void },
): Promise<void> {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'killedServer.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  const gone = new Promise<void>((resolve) => void started.once('close', () => resolve()));
  const lines = createInterface(started.stdout);
  const port = await new Promise<number>((resolve, reject) => {
    void gone.then(() => reject(new Error('the server ended before it listened')));
    lines.on('line', (line) => {
      const [what, value] = line.split(' ');
      if (what === 'port') resolve(Number(value));
      else if (what === 'banned' && value === ban.id) ban.done();
    });
  });
  const bannedAt = Math.floor(answers * chance());
  const momentMs = chance() * 4;
  const live = fleet.live(port, chance, (count) => {
    if (count === bannedAt) started.stdin.write(`${ban.id}\n`);
    if (count === answers) setTimeout(() => started.kill('SIGKILL'), momentMs);
  });
  await Promise.all([live, gone]);
}

const numbersOf = (store: Store, sql: string): Map<string, number> =>
  new Map(store.all(sql).map(({ id, n }) => [String(id), Number(n)]));

/** Every answer has its decision; nobody had more files than the limit; every word of a module is kept. */
function checkModules(store: Store, { modules }: Fleet, banned: ReadonlySet<string>): void {
  const decisions = numbersOf(store, 'SELECT module_id AS id, count(*) AS n FROM ota_decisions GROUP BY id');
  const servings = numbersOf(store, 'SELECT module_id AS id, count(*) AS n FROM ota_servings GROUP BY id');
  const offers = new Map(
    store.all('SELECT module_id AS id, state FROM ota_offers').map(({ id, state }) => [id, state]),
  );
  const bans = new Map(store.all('SELECT id, ban FROM ota_modules').map(({ id, ban }) => [id, ban]));
  for (const { id, files, answers, lost, code, reported } of modules) {
    const about = `${id}: ${files} files, ${answers} answers, ${lost} lost`;
    const counted = servings.get(id) ?? 0;
    expect(decisions.get(id) ?? 0, about).toBeGreaterThanOrEqual(answers);
    expect(decisions.get(id) ?? 0, about).toBeLessThanOrEqual(answers + lost);
    expect(counted, about).toBeGreaterThanOrEqual(files);
    expect(counted, about).toBeLessThanOrEqual(Math.min(5, files + lost));
    if (files > 0) expect(offers.has(id), about).toBe(true);
    if (reported) expect(offers.get(id), about).toBe('succeeded');
    if (code === 40) expect(bans.get(id), about).not.toBeNull();
  }
  for (const id of banned) expect(bans.get(id), id).toContain('"person"');
}

/** The stage is exactly where the results that are kept have brought it: two good ones open the next. */
function checkRollout(store: Store): number {
  const row = store.get(
    `SELECT id, stage, good, bad, state FROM ota_campaigns WHERE json_extract(data, '$.name') = 'lamp'`,
  );
  const good = store.get(
    `SELECT count(*) AS n FROM ota_offers WHERE state = 'succeeded' AND campaign_id = ?`,
    String(row?.['id']),
  );
  const results = Number(good?.['n']);
  const stage = Math.min(3, Math.floor(results / 2));
  expect(row).toMatchObject({ stage, good: results - 2 * stage, bad: 0, state: 'active' });
  return results;
}

/** One task for each device, and none behind what its device was told. */
function checkTasks(store: Store, { devices }: Fleet): void {
  const rows = store.all('SELECT device, token, state, step FROM onenet_tasks');
  const tasks = new Map(rows.map(({ device, ...task }) => [device, task]));
  expect(tasks.size).toBe(rows.length);
  for (const { id, token, step } of devices) {
    if (token === null) continue;
    expect(tasks.get(id)?.['token'], id).toBe(token);
    if (step === null) continue;
    expect(Number(tasks.get(id)?.['step'] ?? 0), id).toBeGreaterThanOrEqual(step);
    expect(tasks.get(id)?.['state'], id).not.toBe('waiting');
    if (step === 201) expect(tasks.get(id)?.['state'], id).toBe('succeeded');
  }
}

it(`forgets nothing that it told a module and serves nobody twice by mistake, killed ${rounds} times (seed ${seed})`, async () => {
  const chance = createChance(seed);
  const fleet = createFleet();
  const banned = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const id = `loop${Math.floor(chance() * 40)}`;
    await liveAndDie(fleet, chance, 1 + Math.floor(chance() * 200), { id, done: () => banned.add(id) });
    const store = openStore({ folder, wallMs: () => 0 });
    try {
      expect(store.setAside).toBeNull();
      checkModules(store, fleet, banned);
      checkRollout(store);
      checkTasks(store, fleet);
    } finally {
      store.close();
    }
  }
  // It was a real test: files, bans of both kinds, results and tasks, and requests that a death cut off.
  const { modules, devices } = fleet;
  const tally = {
    files: modules.reduce((sum, { files }) => sum + files, 0),
    lost: modules.reduce((sum, { lost }) => sum + lost, 0),
    loops: modules.filter(({ code }) => code === 40).length,
    byHand: banned.size,
    reported: modules.filter(({ reported }) => reported).length,
    upgraded: devices.filter(({ step }) => step === 201).length,
  };
  for (const [what, n] of Object.entries(tally)) expect(n, what).toBeGreaterThan(0);
}, 600_000);
