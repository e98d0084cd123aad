/** The OTA server from the command line, as a support desk uses it: one terminal serves, a second one asks, looks and steers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  cli,
  demoNew,
  demoOld,
  type Finished,
  startCli,
  temporaryHome,
  waitForOutput,
} from '../support/airdock.ts';

let home: ReturnType<typeof temporaryHome>;
let server: ReturnType<typeof startCli> | null = null;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(async () => {
  server?.stop();
  await server?.finished;
  server = null;
  home.remove();
});

const imei = '861234567890123';
const run = (...args: string[]): Promise<Finished> => cli(args, home.path);
async function json(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect(stdout, `${args.join(' ')}: ${stderr}`).not.toBe('');
  return { code, value: JSON.parse(stdout) };
}

async function packageInLibrary(): Promise<string> {
  const { value } = await json('delta', demoOld, demoNew, '-o', join(home.path, 'up.bin'));
  return value.sha256;
}

async function addCampaign(sha256: string, ...more: string[]): Promise<string> {
  const { code, value } = await json(
    ...['serve', 'campaigns', 'add', sha256.slice(0, 12), '--name', 'Field', '--firmware-name', 'METER'],
    ...['--target', '1.0.2', '--source-version', '1.0.1', ...more],
  );
  expect(code).toBe(0);
  return value.campaign.id;
}

/** Starts the server in a process of its own and returns its address. */
async function serving(...args: string[]): Promise<string> {
  server = startCli(['serve', '--http', '0', ...args], home.path);
  const [, port] = await waitForOutput(server.stdout, /http:\/\/127\.0\.0\.1:(\d+)/);
  return `http://127.0.0.1:${port}`;
}

const ask = (url: string, version: string, ...more: string[]) =>
  json(
    ...[
      'request',
      'libfota2',
      '--server',
      url,
      '--imei',
      imei,
      '--key',
      'PROJECTKEY',
      '--field',
      'firmware=METER',
    ],
    ...['--field', `version=${version}`, ...more],
  );

test('a campaign serves an update, says newest, refuses a banned module, and tells why each time', async () => {
  const sha256 = await packageInLibrary();
  await addCampaign(sha256);
  const url = await serving();

  const update = await ask(url, '1.0.1');
  expect(update.code).toBe(0);
  expect(update.value.exchange.answer.status).toBe(200);
  expect(update.value.exchange.body.sha256).toBe(sha256);

  const newest = await ask(url, '1.0.2');
  expect(JSON.parse(newest.value.exchange.body.kept).code).toBe(27);
  expect((await run('serve', 'why')).stdout).toContain('Already newest');

  expect((await json('serve', 'ban', imei, '--note', 'on the bench')).value.module.ban.kind).toBe('person');
  const banned = await ask(url, '1.0.1');
  expect(JSON.parse(banned.value.exchange.body.kept).code).toBe(21);
  const why = await run('serve', 'why', imei);
  expect(why.stdout).toContain('A person banned it: on the bench');
  expect(why.stdout).toContain('GET /api/site/firmware_upgrade?');

  expect((await json('serve', 'ban', 'release', imei)).value.module.ban).toBeNull();
  expect((await ask(url, '1.0.1')).value.exchange.answer.status).toBe(200);

  const { value } = await json('serve', 'requests', '--imei', imei);
  expect(value.requests.map((one: { response: { status: number } }) => one.response.status)).toEqual([
    200, 400, 400, 200,
  ]);
  expect(await waitForOutput(server?.stdout ?? (() => ''), /code 21: A person banned it/)).toBeTruthy();
});

test('a fault that is set beside the running server breaks an answer, and the request shows which', async () => {
  await addCampaign(await packageInLibrary());
  const url = await serving();
  const set = await json('serve', 'faults', 'set', `cut=5000,device=${imei},times=1`);
  expect(set.value.faults).toHaveLength(1);
  const broken = await ask(url, '1.0.1');
  expect(broken.value.exchange).toMatchObject({ body: { sizeBytes: 5000 }, ending: 'closedEarly' });
  const whole = await ask(url, '1.0.1', '--field', 'range=bytes=5000-');
  expect(whole.value.exchange).toMatchObject({ answer: { status: 206 }, ending: 'complete' });
  expect((await run('serve', 'requests')).stdout).toContain(
    'broken on purpose: {"kind":"cut","afterBytes":5000}',
  );
  expect((await run('serve', 'faults', 'clear')).stdout).toContain('No fault is set');
});

test('a fault without a running server is refused instead of being lost with the command', async () => {
  const { code, value } = await json('serve', 'faults', 'set', 'empty');
  expect(code).toBe(1);
  expect(value.error.code).toBe('server.notRunning');
});

test('a second serve joins the first, takes its package back on Ctrl-C, and leaves the server running', async () => {
  const sha256 = await packageInLibrary();
  const url = await serving();
  const second = startCli(['serve', sha256], home.path);
  const [, path = ''] = await waitForOutput(second.stdout, /http:\/\/127\.0\.0\.1:\d+(\/f\/\S+)/);
  expect((await fetch(`${url}${path}`)).status).toBe(200);
  second.stop();
  expect((await second.finished).code).toBe(0);
  expect((await fetch(`${url}${path}`)).status).toBe(410);
  const elsewhere = await json('serve', '--http', '1');
  expect(elsewhere.value.error.code).toBe('server.runsElsewhere');
  expect((await json('serve', 'stop')).code).toBe(0);
  expect(await server?.finished).toMatchObject({ code: 0 });
  expect((await run('serve', 'status')).code).toBe(1);
});

test('every field of a campaign can be given, changed and taken back, with lists from a CSV', async () => {
  const sha256 = await packageInLibrary();
  const list = join(home.path, 'fleet.csv');
  writeFileSync(list, '\ufeffsite;IMEI\r\nnorth;861111111111111\r\nsouth;"862222222222222"\r\n\r\n');
  const id = await addCampaign(
    sha256,
    ...['--firmware-name', 'METER2', '--allow', `@${list}`, '--deny', imei, '--core', 'V1001'],
    ...['--project-key', 'PROJECTKEY', '--canary', '861111111111111', '--batches', '5,50,100'],
    ...['--success-percent', '95', '--error-percent', '3', '--min-sample', '20'],
    ...['--window-from', '2026-11-22T02:00Z', '--window-to', '2026-11-29T02:00Z', '--allow-older'],
  );
  const { value } = await json('serve', 'campaigns', 'show', 'Field');
  expect(value.campaign).toMatchObject({
    id,
    firmwareNames: ['METER', 'METER2'],
    packages: [{ kind: 'delta', sha256, sourceVersions: ['1.0.1'] }],
    audience: 'listed',
    allow: ['861111111111111', '862222222222222'],
    deny: [imei],
    coreVersion: 'V1001',
    projectHint: 'TKEY',
    allowOlder: true,
    window: { fromMs: Date.UTC(2026, 10, 22, 2), toMs: Date.UTC(2026, 10, 29, 2) },
    rollout: {
      canary: ['861111111111111'],
      batches: [5, 50, 100],
      successPercent: 95,
      errorPercent: 3,
      minSample: 20,
    },
  });
  const edited = await json(
    ...[
      'serve',
      'campaigns',
      'edit',
      id.slice(0, 4),
      '--source-version',
      '1.0.0',
      '--source-version',
      '1.0.1',
    ],
    ...[
      '--audience',
      'all',
      '--clear',
      'allow',
      '--clear',
      'deny',
      '--clear',
      'window',
      '--clear',
      'rollout',
    ],
    ...['--clear', 'allow-older', '--clear', 'core', '--clear', 'project-key'],
  );
  expect(edited.value.campaign).toMatchObject({
    packages: [{ sourceVersions: ['1.0.0', '1.0.1'] }],
    ...{ audience: 'all', allow: [], deny: [], window: null, rollout: null },
    ...{ allowOlder: false, coreVersion: null, projectHint: null },
  });
  for (const [word, state] of [
    ['pause', 'paused'],
    ['resume', 'active'],
    ['retry-failed', 'active'],
    ['abort', 'aborted'],
  ] as const)
    expect((await json('serve', 'campaigns', word, 'Field')).value.campaign.state).toBe(state);
  expect((await json('serve', 'campaigns', 'resume', 'Field')).value.error.code).toBe(
    'server.campaignAborted',
  );
  expect((await json('serve', 'campaigns', 'remove', 'Field')).value.removed).toBe(id);
});

test('a word that fits nothing ends with 2 and says what would', async () => {
  const add = ['serve', 'campaigns', 'add'];
  const rest = ['--building', '--firmware-name', 'a', '--target', 'b'];
  writeFileSync(join(home.path, 'excel.csv'), 'imei\n8.61234E+14\n');
  for (const [args, said] of [
    [['serve', 'campaign'], 'neither a file'],
    [['serve', 'campaigns', 'frob'], 'retry-failed'],
    [add, 'airdock packages'],
    [[...add, '--building', '--target', 'b'], '--firmware-name'],
    [[...add, ...rest, '--batches', '50,10'], 'the last one 100'],
    [[...add, ...rest, '--min-sample', '3'], '--batches'],
    [[...add, ...rest, '--window-from', '2026-02-31'], '2026-11-22 02:00'],
    [[...add, ...rest, '--window-from', '2026-03-02', '--window-to', '2026-03-01'], 'before it begins'],
    [[...add, ...rest, '--allow', `@${join(home.path, 'excel.csv')}`], 'spreadsheet'],
    [['serve', 'rules', 'set', '--loop', 'often'], '6/1'],
    [['serve', 'devices', 'bench', imei, 'maybe'], 'on, off'],
    [['onenet', 'tasks', 'cancel', 'first'], 'number'],
    [['onenet', 'token-check', 'maybe'], 'enforce'],
  ] as const) {
    const { code, stdout, stderr } = await run(...args);
    expect(code, `${args.join(' ')}: ${stderr}`).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
  }
});

test("OneNET's whole path: a plan, a checked token, a task, its download and its success", async () => {
  const sha256 = await packageInLibrary();
  const key = Buffer.from('access key of the test').toString('base64');
  const plan = [
    'onenet',
    'plans',
    'add',
    sha256,
    '--product',
    'PID',
    '--target',
    '1.0.2',
    '--source-version',
    '1.0.1',
  ];
  expect((await json(...plan)).value.plan).toMatchObject({
    product: 'PID',
    sources: ['1.0.1'],
    kind: 'fota',
  });
  expect((await json('onenet', 'keys', 'set', 'products/PID', '--key', key)).value.keys).toHaveLength(1);
  expect((await json('onenet', 'token-check', 'enforce')).value.tokenCheck).toBe('enforce');
  const { token } = (await json('token', 'make', '--res', 'products/PID', '--key', key)).value;
  expect((await json('token', 'check', token, '--key', key)).value).toMatchObject({
    ok: true,
    signatureChecked: true,
  });
  const other = Buffer.from('another key').toString('base64');
  expect((await json('token', 'check', token, '--key', other)).value).toMatchObject({
    ok: false,
    field: 'sign',
  });

  const url = await serving();
  const device = (form: string, ...fields: string[]) =>
    json(
      ...['request', form, '--server', url],
      ...['product=PID', 'device=dev1', 'kind=fota', ...fields].flatMap((field) => ['--field', field]),
    );
  const body = async (form: string, ...fields: string[]) =>
    JSON.parse((await device(form, ...fields, `token=${token}`)).value.exchange.body.kept);
  const refused = await device('fuseCheck', 'version=1.0.1', 'token=none');
  expect(JSON.parse(refused.value.exchange.body.kept).code).toBe(1);
  expect(await body('fuseVersion', 'version=1.0.1')).toMatchObject({ code: 0 });
  const task = (await body('fuseCheck', 'version=1.0.1')).data.tid;
  const { exchange } = (await device('fuseDownload', `task=${task}`, `token=${token}`)).value;
  expect(exchange.body.sha256).toBe(sha256);
  expect(await body('fuseStatus', `task=${task}`, 'step=101')).toMatchObject({ code: 0 });
  expect(await body('fuseVersion', 'version=1.0.2')).toMatchObject({ code: 0 });
  expect((await json('onenet', 'tasks')).value.tasks).toMatchObject([{ device: 'dev1', state: 'succeeded' }]);
  const { value } = await json('serve', 'requests', '--imei', 'dev1');
  expect(value.requests).toHaveLength(6);
});

test('a published package is fetched back from the running server, and a script for it is composed', async () => {
  const sha256 = await packageInLibrary();
  const url = await serving(sha256);
  const [path = ''] = await waitForOutput(server?.stdout ?? (() => ''), /\/f\/\S+/);
  const good = await json('publish', sha256.slice(0, 12), '--url', `${url}${path}`);
  expect(good).toMatchObject({ code: 0, value: { ok: true } });
  const bad = await json('publish', sha256, '--url', `${url}/f/none/up.bin`);
  expect(bad).toMatchObject({ code: 1, value: { ok: false } });
  const lua = ['lua', '--project', 'METER', '--version', '1.0.1', '--key', 'K'];
  const asked = await run(...lua, '--url', 'http://203.0.113.7:8080');
  expect(asked.stdout).toContain('"http://203.0.113.7:8080/api/site/firmware_upgrade?"');
  const direct = await run(...lua, '--url', `http://203.0.113.7:8080${path}`, '--direct');
  expect(direct.stdout).toContain(`"###http://203.0.113.7:8080${path}"`);
  expect((await json(...lua, '--url', 'nonsense')).value.error.code).toBe('otaClient.badUrl');
});
