/** Settings, projects and presets on the built command line; each command is a core of its own, so what is kept is on disk. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoNew, demoOld, startCli, temporaryHome, waitForOutput } from '../support/airdock.ts';

const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const run = async (args: readonly string[]) => {
  const { code, stdout, stderr } = await cli([...args, '--json'], home.path);
  return { code, stderr, json: stdout === '' ? null : JSON.parse(stdout) };
};

test('a change is undone by a later Airdock, on the module that it was made on', async () => {
  const elsewhere = join(home.path, 'module');
  mkdirSync(elsewhere);
  const module = startCli(['virtual', demoOld, '--pty', '--jsonl', '--knobs', 'speed=10'], elsewhere);
  const [line] = await waitForOutput(module.stdout, /\{"event":"result".*\}/);
  const port = ['--port', JSON.parse(line).pty];
  const set = await run(['settings', 'set', '--period', '3600', ...port]);
  expect(set.code, set.stderr).toBe(0);
  expect(set.json.changes).toMatchObject([
    { outcome: 'stored', undo: 'possible', before: { value: '86400' } },
  ]);
  expect(set.stderr).toContain('> AT+UPGRADE="PERIOD",3600,1');
  expect((await run(['settings', 'get', ...port])).json.settings).toContainEqual(
    expect.objectContaining({ name: 'PERIOD', value: '3600', source: 'readBack' }),
  );
  const undo = await run(['settings', 'undo', ...port]);
  expect(undo.code, undo.stderr).toBe(0);
  expect(undo.json.change).toMatchObject({ reason: 'undo', after: { value: '86400' } });
  const again = await run(['settings', 'undo', ...port]);
  expect(again).toMatchObject({ code: 1, json: { error: { code: 'settings.changeUnknown' } } });
  const { json } = await run(['settings', 'changes', '--imei', undo.json.change.deviceId]);
  expect(json.changes.map((change: { undo: string }) => change.undo)).toEqual(['possible', 'undone']);
  module.stop();
  expect((await module.finished).code).toBe(0);
});

test('a module that says OK and keeps nothing is no success', async () => {
  const liar = ['--port', 'virtual:ec618-at', '--firmware', demoOld, '--knobs', 'settingStored=ignored'];
  const { code, json } = await run(['settings', 'set', '--auto', '0', '--save', ...liar]);
  expect(code).toBe(1);
  expect(json.changes).toMatchObject([{ accepted: true, outcome: 'notStored', after: { value: '1' } }]);
});

test('a project keeps its key to itself, lends it to a preset, and travels without it', async () => {
  const added = startCli(['project', 'add', 'Meters', '--key', '-', '--json'], home.path);
  added.child.stdin.end(`${key}\n`);
  const { code, stdout } = await added.finished;
  expect(code).toBe(0);
  expect(JSON.parse(stdout).project).toMatchObject({ name: 'Meters', platform: 'openluat', keyHint: 'aB4f' });
  const preset = await run([
    'preset',
    'add',
    'Field',
    '--project',
    'Meters',
    '--use-key',
    '--period',
    '86400',
  ]);
  expect(preset.code, preset.stderr).toBe(0);

  const file = join(home.path, 'projects.json');
  expect((await run(['project', 'export', '-o', file])).code).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toContain(key.slice(0, 8));
  const other = join(home.path, 'other');
  mkdirSync(other);
  const imported = await cli(['project', 'import', file, '--json'], other);
  expect(JSON.parse(imported.stdout)).toMatchObject({ added: ['Meters'], keysMissing: ['Meters'] });
  const listed = await cli(['settings', 'presets', '--json'], other);
  expect(JSON.parse(listed.stdout).presets).toMatchObject([{ name: 'Field', useKey: true, period: '86400' }]);

  writeFileSync(file, '{"airdock":"projects","version":1,"projects":[{"key":"x"}]}');
  const bad = await run(['project', 'import', file]);
  expect(bad).toMatchObject({ code: 1, json: { error: { code: 'settings.badFile' } } });
});

test('the console of the platform is told what to upload, and IMEIs come from a list', async () => {
  const built = await run(['delta', demoOld, demoNew, '-o', join(home.path, 'up.bin')]);
  await run(['project', 'add', 'Air7XXE标准模块', '--vendor-default']);
  const plan = await run(['project', 'upload', 'Air7XXE标准模块', '--package', built.json.sha256]);
  expect(plan.code, plan.stderr).toBe(0);
  expect(plan.json.files).toMatchObject([{ fileName: 'AirM2M_780E_V1002_LTE_AT.dfota.bin' }]);
  const list = join(home.path, 'list.csv');
  writeFileSync(list, 'imei\n862000000000015\n8.62E+14\n');
  const out = join(home.path, 'out.txt');
  const imeis = await run(['project', 'imeis', 'Air7XXE标准模块', '--file', list, '-o', out]);
  expect(imeis).toMatchObject({ code: 1, json: { imeis: ['862000000000015'], bad: [{ line: 3 }] } });
  expect(readFileSync(out, 'utf8')).toBe('862000000000015\n');
});

test('an action that is not there ends with 2 and names those that are', async () => {
  for (const args of [
    ['settings', 'frobnicate'],
    ['project', 'add'],
    ['project', 'remove', 'x'],
    ['preset', 'apply', 'x', 'y'],
  ]) {
    const { code, stderr } = await cli(args, home.path);
    expect(code, `${args.join(' ')}: ${stderr}`).toBe(args[1] === 'remove' ? 1 : 2);
  }
});
