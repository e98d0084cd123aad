import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  cli,
  demoFolder,
  demoNew,
  demoOld,
  startCli,
  temporaryHome,
  waitForOutput,
} from '../support/airdock.ts';
import { corpusPath, hasCorpus } from '../support/corpus.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

test('inspect prints one JSON object with parts, versions and checks', async () => {
  const { code, stdout } = await cli(['inspect', demoOld, '--json'], home.path);
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ kind: 'binpkg', chip: 'ec618' });
  expect(report.versions[0].text).toBe('AirM2M_780E_V1001_LTE_AT');
  expect(report.parts.map((part: { role: string }) => part.role)).toEqual(
    expect.arrayContaining(['bootloader', 'ap', 'cp']),
  );
  expect(report.checks.every((check: { ok: boolean }) => check.ok)).toBe(true);
});

test('inspect opens a soc file by its content under any name', async () => {
  const renamed = join(home.path, 'renamed.txt');
  writeFileSync(renamed, readFileSync(join(demoFolder, 'DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc')));
  const { code, stdout } = await cli(['inspect', renamed, '--json'], home.path);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'soc', chip: 'ec618' });
});

test('delta, verify and apply agree, with paths relative to the caller', async () => {
  const built = await cli(['delta', demoOld, demoNew, '-o', 'up.bin', '--json'], home.path, home.path);
  expect(built.code, built.stderr).toBe(0);
  const manifest = JSON.parse(built.stdout);
  const packed = join(home.path, 'up.bin');
  expect(readFileSync(packed).length).toBe(manifest.sizeBytes);
  expect(sha256(packed)).toBe(manifest.sha256);
  const verified = await cli(['verify', demoOld, demoNew, packed, '--json'], home.path);
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.stdout).ok).toBe(true);
  const applied = await cli(['apply', demoOld, packed, '-o', join(home.path, 'images'), '--json'], home.path);
  expect(applied.code, applied.stderr).toBe(0);
  for (const file of JSON.parse(applied.stdout).files) expect(sha256(file.path)).toBe(file.sha256);
  expect(readdirSync(join(home.path, 'images')).length).toBe(JSON.parse(applied.stdout).files.length);
});

test('delta refuses the same file twice and writes nothing', async () => {
  const out = join(home.path, 'never.bin');
  const { code, stdout, stderr } = await cli(['delta', demoOld, demoOld, '-o', out, '--json'], home.path);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.identical');
  expect(stderr).toContain('identical');
  expect(existsSync(out)).toBe(false);
});

test('delta says that old and new are swapped', async () => {
  const { code, stdout } = await cli(
    ['delta', demoNew, demoOld, '-o', join(home.path, 'x.bin'), '--json'],
    home.path,
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.swapped');
});

test('delta names the format that carries a changed script', async () => {
  const [old, fresh] = ['DEMO_1.0.0', 'DEMO_1.0.1'].map((name) =>
    join(demoFolder, `${name}_LuatOS-SoC_V1120_EC618.soc`),
  );
  const { code, stdout } = await cli(
    ['delta', old ?? '', fresh ?? '', '--format', 'ec618-at', '-o', join(home.path, 'x.bin'), '--json'],
    home.path,
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('delta.notCarried');
});

test('an existing file is not overwritten unless told to', async () => {
  const out = join(home.path, 'there.bin');
  writeFileSync(out, 'precious');
  const refused = await cli(['delta', demoOld, demoNew, '-o', out], home.path);
  expect(refused.code).toBe(1);
  expect(readFileSync(out, 'utf8')).toBe('precious');
  expect((await cli(['delta', demoOld, demoNew, '-o', out, '--force'], home.path)).code).toBe(0);
});

test('wrong usage ends with 2 and the help of the verb on stderr', async () => {
  for (const args of [
    ['frobnicate'],
    ['delta'],
    ['inspect', demoOld, '--nonsense'],
    ['upgrade', '--port', 'virtual:ec618-at'],
    ['serve', demoOld, '--http', '99999'],
  ]) {
    const { code, stdout, stderr } = await cli(args, home.path);
    expect(code, args.join(' ')).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage');
  }
});

test('a file that is no firmware is named as what it looks like', async () => {
  const path = join(home.path, 'song.soc');
  writeFileSync(path, Buffer.from('ID3 this is not firmware'));
  const { code, stdout } = await cli(['inspect', path, '--json'], home.path);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe('firmware.unknownFormat');
});

const fast = ['--knobs', 'speed=10'];

test('upgrade runs the whole main job in one line, and all byte counts agree', async () => {
  const { code, stdout, stderr } = await cli(
    ['upgrade', '--port', 'virtual:ec618-at', '--old', demoOld, '--new', demoNew, '--json', ...fast],
    home.path,
  );
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    verdict: 'succeeded',
    from: 'AirM2M_780E_V1001_LTE_AT',
    to: 'AirM2M_780E_V1002_LTE_AT',
  });
  expect(result.packageBytes).toBeGreaterThan(1000);
  expect(result.servedBytes).toBe(result.packageBytes);
  expect(result.evidence.length).toBeGreaterThan(0);
});

test('upgrade over the serial way needs no network', async () => {
  const { code, stdout, stderr } = await cli(
    [
      'upgrade',
      '--port',
      'virtual:ec618-at',
      '--old',
      demoOld,
      '--new',
      demoNew,
      '--way',
      'serial',
      '--json',
      ...fast,
    ],
    home.path,
  );
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ verdict: 'succeeded', way: 'serial', to: 'AirM2M_780E_V1002_LTE_AT' });
  expect(result.sentBytes).toBeGreaterThanOrEqual(result.packageBytes);
});

test('upgrade streams events as JSON lines and ends with the result', async () => {
  const { code, stdout } = await cli(
    ['upgrade', '--port', 'virtual:ec618-at', '--old', demoOld, '--new', demoNew, '--jsonl', ...fast],
    home.path,
  );
  expect(code).toBe(0);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ event: 'result', verdict: 'succeeded' });
  expect(events.some((event) => event.event === 'row' && event.row.kind === 'httpRequest')).toBe(true);
  expect(
    events.some(
      (event) =>
        event.event === 'row' && event.row.kind === 'atLine' && event.row.text.startsWith('+UPGRADEIND'),
    ),
  ).toBe(true);
});

test('a module that fails silently is no success', async () => {
  const { code, stdout } = await cli(
    [
      'upgrade',
      '--port',
      'virtual:ec618-at',
      '--old',
      demoOld,
      '--new',
      demoNew,
      '--json',
      '--knobs',
      'speed=10,versionAfterReboot=old',
    ],
    home.path,
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'failed', to: 'AirM2M_780E_V1001_LTE_AT' });
});

test('at and settings talk to a virtual module', async () => {
  const asked = await cli(
    ['at', '--port', 'virtual:ec618-at', '--firmware', demoOld, 'ATI', 'AT+CGSN', '--json'],
    home.path,
  );
  expect(asked.code, asked.stderr).toBe(0);
  expect(JSON.parse(asked.stdout).answers[0].lines).toContain('AirM2M_780E_V1001_LTE_AT');
  const set = await cli(
    ['settings', '--port', 'virtual:ec618-at', '--firmware', demoOld, '--period', '86400', '--json'],
    home.path,
  );
  expect(set.code, set.stderr).toBe(0);
  expect(JSON.parse(set.stdout)).toMatchObject({
    saved: false,
    changes: [{ name: 'PERIOD', after: { value: '86400', source: 'readBack' } }],
  });
});

test('serve gives the package byte for byte and stops at Ctrl-C', async () => {
  const packed = join(home.path, 'up.bin');
  await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
  const serving = startCli(
    ['serve', packed, '--old', demoOld, '--new', demoNew, '--host', '127.0.0.1', '--jsonl'],
    home.path,
  );
  const [line] = await waitForOutput(serving.stdout, /\{"event":"result".*\}/);
  const [served] = JSON.parse(line).serving;
  const answer = await fetch(served.urls[0]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(packed))).toBe(true);
  serving.stop();
  expect((await serving.finished).code).toBe(0);
});

test('doctor and ports answer without hardware', async () => {
  expect(JSON.parse((await cli(['ports', '--json'], home.path)).stdout)).toHaveProperty('ports');
  const doctor = await cli(['doctor', '--json'], home.path);
  expect(JSON.parse(doctor.stdout).checks.length).toBeGreaterThan(4);
});

test('several commands on one data folder at once all do their work', async () => {
  const results = await Promise.all(
    [1, 2, 3, 4, 5].map(() => cli(['inspect', demoOld, '--json'], home.path)),
  );
  for (const { code, stderr } of results) expect(code, stderr).toBe(0);
});

test('a command that ends leaves the upgrade of another one alone', async () => {
  const upgrade = (knobs: string) =>
    startCli(
      [
        'upgrade',
        '--port',
        'virtual:ec618-at',
        '--old',
        demoOld,
        '--new',
        demoNew,
        '--json',
        '--knobs',
        knobs,
      ],
      home.path,
    );
  const first = upgrade('speed=20,linkBytesPerSecond=0');
  await new Promise((resume) => setTimeout(resume, 1500));
  const second = upgrade('speed=5,linkBytesPerSecond=4000');
  const [quick, slow] = await Promise.all([first.finished, second.finished]);
  expect(quick.code, quick.stderr).toBe(0);
  expect(slow.code, slow.stderr).toBe(0);
  expect(JSON.parse(slow.stdout).verdict).toBe('succeeded');
});

test('a reader that goes away ends an upgrade in order', async () => {
  const running = startCli(
    [
      'upgrade',
      '--port',
      'virtual:ec618-at',
      '--old',
      demoOld,
      '--new',
      demoNew,
      '--jsonl',
      '--knobs',
      'speed=5',
    ],
    home.path,
  );
  await waitForOutput(running.stdout, /"kind":"atLine"/);
  running.child.stdout.destroy();
  const { code, stderr } = await running.finished;
  expect(stderr).not.toContain('EPIPE');
  expect([0, 1]).toContain(code);
  const after = await cli(
    ['at', '--port', 'virtual:ec618-at', '--firmware', demoOld, 'AT', '--json'],
    home.path,
  );
  expect(after.code, after.stderr).toBe(0);
});

test('an address that is no host is refused before anything is built or sent', async () => {
  for (const advertise of ['http://x', 'bad/host:x', '10.0.0.1:99999']) {
    const { code, stderr } = await cli(
      ['upgrade', '--port', 'virtual:ec618-at', '--old', demoOld, '--new', demoNew, '--advertise', advertise],
      home.path,
    );
    expect(code, advertise).toBe(2);
    expect(stderr).toContain('--advertise');
  }
});

test('the real pair becomes a package of at most 58,200 bytes [needs corpus]', async () => {
  test.skip(!hasCorpus, 'AIRDOCK_CORPUS is not there');
  const made = (name: string) => corpusPath(`luat/ota_made/${name}`);
  const out = join(home.path, 'r618.bin');
  const { code, stdout, stderr } = await cli(
    ['delta', made('r618_old.binpkg'), made('r618_new.binpkg'), '--format', 'ec618-at', '-o', out, '--json'],
    home.path,
  );
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).sizeBytes).toBeLessThanOrEqual(58_200);
  expect((await cli(['verify', made('r618_old.binpkg'), made('r618_new.binpkg'), out], home.path)).code).toBe(
    0,
  );
});

test('a module on a pseudo-terminal is upgraded through serialport [needs socat]', async () => {
  test.skip(process.env['AIRDOCK_HAS_SOCAT'] === '0', 'socat is not there');
  const other = join(home.path, 'module');
  mkdirSync(other);
  const module = startCli(['virtual', demoOld, '--pty', '--jsonl', ...fast], other);
  const [line] = await waitForOutput(module.stdout, /\{"event":"result".*\}/);
  const { pty } = JSON.parse(line);
  const { code, stdout, stderr } = await cli(
    ['upgrade', '--port', pty, '--old', demoOld, '--new', demoNew, '--advertise', '127.0.0.1', '--json'],
    home.path,
  );
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'succeeded', to: 'AirM2M_780E_V1002_LTE_AT' });
  module.stop();
  expect((await module.finished).code).toBe(0);
});

test('the command says its name and version without a core, in every spelling', async () => {
  writeFileSync(join(home.path, 'no-folder'), '');
  const unusable = join(home.path, 'no-folder');
  for (const word of ['version', '--version', '-V']) {
    const { code, stdout } = await cli([word], unusable);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^airdock \d+\.\d+\.\d+\s*$/);
  }
  expect(JSON.parse((await cli(['version', '--json'], unusable)).stdout)).toMatchObject({ name: 'airdock' });
});

test('a dash stands for an old firmware that the format does not need', async () => {
  const out = join(home.path, 'full.bin');
  const built = await cli(['delta', '-', demoNew, '-o', out, '--json'], home.path);
  expect(built.code, built.stderr).toBe(0);
  expect(JSON.parse(built.stdout)).toMatchObject({ format: 'csdk-full', from: null });
  expect((await cli(['verify', '-', demoNew, out], home.path)).code).toBe(0);
  expect((await cli(['apply', '-', out, '-o', join(home.path, 'images')], home.path)).code).toBe(0);
});
