import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/contract/job.ts';
import { openTestCore, type TestCore } from '../support/openTestCore.ts';
import { type Family, families, startOf } from './families.ts';

/**
 * Each driver against its module through the whole core, in real time: once plugged in, once behind a pseudo-terminal that serialport
 * opens like any other serial port.
 */
const hasSocat = spawnSync('socat', ['-V']).status === 0;

let core: TestCore;
let folder: string;
let server: Server | undefined;
// One core for all: each test has a module and a folder of its own.
beforeAll(async () => {
  core = await openTestCore({ upgradeTimeouts: { settleMs: 300 } });
});
afterAll(() => core.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-drivers-'));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The platform's file. */
function serve(bytes: Uint8Array): Promise<string> {
  const made = createServer((_request, response) => response.end(bytes));
  server = made;
  return new Promise((resolve) => {
    made.listen(0, '127.0.0.1', () => {
      const address = made.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/p.bin`);
    });
  });
}

/** A module of the family, set up, with its platform. */
async function plugIn({ dialect, firmware, fileName, file, planAt, setUp = [] }: Family): Promise<string> {
  const knobs = planAt === undefined ? {} : planAt(await serve(file));
  const path = write(fileName, firmware);
  const { id } = await core.client.virtual.create({
    dialect,
    firmware: { kind: 'path', path },
    // A network that is late makes a login be tried again eight seconds later.
    knobs: { speed: 60, networkMs: 0, linkBytesPerSecond: 0, ...knobs },
  });
  for (const line of setUp) {
    const { final } = await core.client.modem.send({ portId: id, command: line });
    expect([line, final]).toEqual([line, 'ok']);
  }
  return id;
}

async function run(family: Family, portId: string): Promise<Job> {
  const { jobId } = await core.client.upgrade.start(
    startOf(family, portId, write('package.bin', family.file)),
  );
  return core.ended(jobId);
}

function said(job: Job): string {
  if (job.state.phase !== 'ended') return job.state.phase;
  const { outcome, code } = job.state.verdict;
  return `${outcome} ${code}`;
}

const named = families.map(
  (family) => [`${family.driver} with ${family.dialect} (${family.way})`, family] as const,
);

describe('a virtual module in the port list', () => {
  it.each(named)('%s', async (_name, family) => {
    const job = await run(family, await plugIn(family));
    expect(said(job)).toBe(family.said);
    expect(job.result).toMatchObject({ driver: family.driver, way: family.way });
    if (family.way === 'local') {
      const image = job.result?.kind === 'upgrade' ? job.result.image : undefined;
      expect(Buffer.compare(readFileSync(image?.path ?? ''), family.file)).toBe(0);
    }
  });

  it('shows in the preflight which ways it has', async () => {
    for (const [_name, family] of named) {
      const { ways } = await core.client.upgrade.preflight({ portId: await plugIn(family), way: family.way });
      const found = ways.find(({ way }) => way === family.way);
      expect([family.driver, found?.driver?.id, found?.possible]).toEqual([
        family.driver,
        family.driver,
        true,
      ]);
      server?.close();
    }
  });
});

describe.skipIf(!hasSocat)('a virtual module behind a pseudo-terminal [needs socat]', () => {
  it.each(named)('%s', async (_name, family) => {
    const virtual = await plugIn(family);
    const { path } = await core.client.virtual.attachPty({ portId: virtual });
    const { id: portId } = await core.client.ports.addPath({ path });
    // A pseudo-terminal does not say what it carries.
    if (family.driver === 'luatos-log') await core.client.ports.setRole({ id: portId, role: 'log' });
    const job = await run(family, portId);
    expect(said(job)).toBe(family.said);
  });
});

describe('an image that is taken out of a module', () => {
  const sota = families.find(({ driver }) => driver === 'quecthing-sota');

  it('is not overwritten, nor written where a door may not', async () => {
    if (sota === undefined) throw new Error('no family');
    const portId = await plugIn(sota);
    const path = write('there.bin', new Uint8Array(1));
    const start = (source: object) =>
      core.client.upgrade.start({ portId, way: 'local', source: { kind: 'image', ...source } });
    await expect(start({ path })).rejects.toMatchObject({ code: 'file.exists' });
    await expect(start({ path: 'relative.bin' })).rejects.toMatchObject({ code: 'file.notWritable' });
  });

  it('lies in the data folder where nobody said where, and the platform is told only when it may be', async () => {
    if (sota === undefined) throw new Error('no family');
    const portId = await plugIn({ ...sota, setUp: sota.setUp?.slice(0, 2) ?? [] });
    const { jobId } = await core.client.upgrade.start({
      ...{ portId, way: 'local' },
      source: { kind: 'image', component: { name: 'MCU1', version: '1.0.0' }, declare: false },
    });
    const job = await core.ended(jobId);
    expect(said(job)).toBe('unproven upgrade.imageKept');
    const image = job.result?.kind === 'upgrade' ? job.result.image : undefined;
    expect(image?.path.startsWith(join(core.folder, 'images', 'MCU1_2.0.0_'))).toBe(true);
    const lines = (await core.rows(jobId)).flatMap((row) =>
      row.kind === 'atLine' && row.direction === 'tx' ? [row.text] : [],
    );
    expect(lines).toContain('AT+QIOTMCUVER="MCU1","1.0.0"');
    expect(lines.filter((line) => line === 'AT+QIOTUPDATE=3' || line.includes('2.0.0'))).toEqual([]);
  });
});

describe('a project of QuecThing', () => {
  it('sets up a module that belongs to nobody yet', async () => {
    const family = families.find(({ driver }) => driver === 'quecthing-fota');
    if (family === undefined) throw new Error('no family');
    const portId = await plugIn({ ...family, setUp: [] });
    const { id: projectId } = await core.client.settings.saveProject({
      ...{ name: 'bench', platform: 'quecthing', key: 'c2VjcmV0c2VjcmV0' },
      fields: { productKey: 'p1111a' },
    });
    const source = { kind: 'plan', newVersion: family.newVersion } as const;
    const { jobId } = await core.client.upgrade.start({ portId, way: 'cloud', source, projectId });
    expect(said(await core.ended(jobId))).toBe(family.said);
  });
});

describe('a platform that bans nobody', () => {
  it('is asked as often as a person wants', async () => {
    const family = families.find(({ driver }) => driver === 'quecthing-fota');
    if (family === undefined) throw new Error('no family');
    const portId = await plugIn(family);
    for (let time = 0; time < 6; time++) {
      const { jobId } = await core.client.upgrade.start({
        ...startOf(family, portId, ''),
        offers: 'refuse',
      });
      expect(said(await core.ended(jobId))).toBe('cancelled upgrade.offerRefused');
    }
    expect((await core.client.upgrade.preflight({ portId, way: 'cloud' })).requests).toBeNull();
  });
});
