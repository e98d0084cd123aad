import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../store/openStore.ts';

const folder = mkdtempSync(join(tmpdir(), 'airdock-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program, kills it after so many lines, and returns what it had said. */
function runAndKill(lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killedDesk.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += String(bytes);
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.once('close', () => resolve(said.slice(0, said.lastIndexOf('\n')).split('\n')));
  });
}

it('forgets nothing that it said, and serves nobody more often than the limit, however often it is killed', async () => {
  const said: string[] = [];
  for (const lines of [1, 9, 23, 60]) said.push(...(await runAndKill(lines)));
  const store = openStore({ folder, wallMs: () => 0 });
  const kept = new Map(
    store.all('SELECT seq, data FROM ota_decisions').map((row) => [Number(row['seq']), String(row['data'])]),
  );
  for (const line of said) {
    const [seq, outcome, module] = line.split(' ');
    expect(kept.get(Number(seq)), line).toContain(`"outcome":"${outcome}"`);
    expect(kept.get(Number(seq)), line).toContain(`"identity":"${module}"`);
  }
  const servings = store.all('SELECT module_id, count(*) AS n FROM ota_servings GROUP BY module_id');
  expect(servings).toHaveLength(7);
  // The clock of the program stands still: all of its downloads are within one hour, whichever process counted them.
  for (const row of servings) expect(Number(row['n'])).toBe(5);
  const open = store.get('SELECT count(*) AS n FROM ota_offers GROUP BY module_id ORDER BY n DESC');
  expect(open).toMatchObject({ n: 1 });
  store.close();
}, 60_000);
