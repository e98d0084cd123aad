import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ec7xxPar,
  newEc7xxVersion,
  oldEc7xxBinpkg,
} from '../../electron/core/virtual/testing/ec7xxFixture.ts';
import { newVersion, oldBinpkg, pairPackage, wrapped } from '../../electron/core/virtual/testing/fixture.ts';
import { buildOtaFile, buildScript } from '../../electron/core/virtual/testing/luatosPackage.ts';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import {
  newUis8910Version,
  oldUis8910Pac,
  uis8910Package,
} from '../../electron/core/virtual/testing/uis8910Fixture.ts';
import type { CampaignInput } from '../../shared/contract/otaCampaign.ts';
import type { OtaDecision } from '../../shared/contract/otaDecision.ts';
import { exchange, lines } from '../server-matrix/wire.ts';
import { type CaseEnd, type CaseOptions, runCase } from './bench.ts';
import { type OwnServer, openOwnServer } from './ownServer.ts';

/** Virtual modules of every dialect against the server of this project; the fault knobs are the server's, not the module's. */

const host = 'http://192.0.2.7:8080';
const key = 'b0wlT3yrmIpTSPLi3e7Fob5nvBJxO6pM';
const good = 'succeeded succeeded';

let own: OwnServer;
/** In the order in which they were made. */
let decisions: OtaDecision[];
beforeEach(async () => {
  own = await openOwnServer();
  decisions = [];
  own.server.updates.onDecision((decision) => decisions.push(decision));
});
afterEach(() => own.close());

const run = (options: CaseOptions): Promise<CaseEnd> => runCase({ ...options, connect: own.connect });

/** A module that asks the platform by name and version. */
interface Asking {
  readonly name: string;
  readonly options: CaseOptions;
  readonly package: Uint8Array;
  /** A package for other firmware. */
  readonly other: Uint8Array;
  readonly firmwareName: string;
  readonly source: string;
  readonly target: string;
  /** How its module goes on after a cut. */
  readonly resumes: Readonly<Record<string, number>>;
  /** What the driver makes of a refusal by 27, by 40, and of a package for other firmware. */
  readonly said: readonly [newest: string, banned: string, other: string];
}

const luat = (
  dialect: string,
  firmware: Uint8Array,
  version: string,
): Pick<Asking, 'name' | 'options'> & Partial<Asking> => ({
  name: dialect,
  options: {
    ...{ dialect, firmware, driver: 'luat-at', newVersion: version },
    delivery: { kind: 'cloud', asks: true },
    before: [`AT+UPGRADE="KEY","${key}"`],
    knobs: { cloudUrl: `${host}/api/site/firmware_upgrade`, usbDrop: false },
  },
});
const luatFacts = {
  resumes: { resumeAttempts: 3 },
  said: ['failed cloudNothingNewer', 'failed cloudLoopBanned', 'failed packageRejectedAfterDownload'],
} as const;
const numberOf = (version: string): number => Number(/_V(\d+)/.exec(version)?.[1]);
const luatVersions = (version: string, source: number) => ({
  firmwareName: version.replace(/_V\d+/, ''),
  source: `0.0.${source}`,
  target: `0.0.${numberOf(version)}`,
});

const asking: readonly Asking[] = [
  {
    ...luat('ec618-at', oldBinpkg, newVersion),
    ...luatFacts,
    ...luatVersions(newVersion, 1001),
    ...{ package: pairPackage, other: wrapped(ec7xxPar) },
  },
  {
    ...luat('ec7xx-at', oldEc7xxBinpkg, newEc7xxVersion),
    ...luatFacts,
    ...luatVersions(newEc7xxVersion, 1007),
    ...{ package: wrapped(ec7xxPar), other: pairPackage },
  },
  {
    ...luat('uis8910-at', oldUis8910Pac, newUis8910Version),
    ...luatFacts,
    ...luatVersions(newUis8910Version, 1007),
    ...{ package: uis8910Package, other: pairPackage },
  },
  ...['libfota', 'libfota2023', 'libfota2', 'libfota2Before2024'].map(
    (library): Asking => ({
      name: `luatos-log with ${library}`,
      options: {
        ...{ dialect: 'luatos-log', firmware: buildScript('fotademo', '1.0.0'), driver: 'luatos-log' },
        ...{ newVersion: '1.0.1', delivery: { kind: 'cloud', asks: false } },
        knobs: {
          platformHost: '192.0.2.7:8080',
          library,
          refusalForm: 'status',
          productKey: key,
          checkPeriodMs: 120_000,
        },
      },
      package: buildOtaFile({ script: buildScript('fotademo', '1.0.1', 40_000) }),
      other: buildOtaFile({ script: buildScript('fotademo', '1.0.1'), magic: 0x12345678 }),
      ...{ firmwareName: 'fotademo_LuatOS-SoC_Air780E', source: '1112.1.0', target: '1112.1.1' },
      resumes: { rangeRetries: 3 },
      said: ['failed cloudNothingNewer', 'failed cloudLoopBanned', 'failed libfotaRefused'],
    }),
  ),
];

async function offer(module: Asking, change: Partial<CampaignInput> = {}): Promise<void> {
  const sha256 = own.shelve(module.package);
  await own.server.updates.saveCampaign({
    ...{ name: 'spring', projectKey: key, firmwareNames: [module.firmwareName] },
    targetVersion: module.target,
    packages: [{ kind: 'delta', sha256, sourceVersions: [module.source] }],
    ...change,
  });
}

describe.each(asking.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const { options, said } = module;

  it('completes an upgrade; the server knows only that it handed one out', async () => {
    await offer(module);
    const end = await run(options);
    expect(end.said).toBe(good);
    expect(decisions[0]).toMatchObject({ cause: 0, claim: { firmwareName: module.firmwareName } });
    const id = decisions[0]?.claim.identity ?? '';
    expect(own.server.updates.module(id).offers).toMatchObject([
      { source: module.source, servings: 1, state: 'waiting' },
    ]);
  });

  it('is told to wait for the package and gets it then', async () => {
    await offer(module);
    own.server.faultDesk.set({ effect: { kind: 'building', minutes: 1 } });
    const first = await run(options);
    own.wait(60_000);
    // Some drivers wait for it themselves, others say that it has to be asked for again.
    const end = first.said === 'failed cloudBuilding' ? await run(options) : first;
    expect(end.said).toBe(good);
    expect(own.server.faultDesk.list()[0]?.fired).toBeGreaterThan(0);
    expect(decisions.filter(({ cause }) => cause === 0)).toHaveLength(1);
  });

  it('is banned at its sixth request from one version', async () => {
    await offer(module);
    for (let n = 0; n < 5; n++) expect((await run(options)).said).toBe(good);
    expect((await run(options)).said).toBe(said[1]);
    expect(
      decisions.filter(({ claim }) => claim.version === module.source).map(({ cause }) => cause),
    ).toEqual([0, 0, 0, 0, 0, 40]);
  });

  it('is cut at 60 % and goes on where it was, which counts once', async () => {
    await offer(module);
    const afterBytes = Math.floor(module.package.length * 0.6);
    own.server.faultDesk.set({ effect: { kind: 'cut', afterBytes }, times: 1 });
    const end = await run({ ...options, knobs: { ...options.knobs, ...module.resumes } });
    expect(end.said).toBe(good);
    const served = decisions.filter(({ cause }) => cause === 0);
    expect(served.map(({ resume, claim }) => [resume, claim.startByte])).toEqual([
      [false, 0],
      [true, afterBytes],
    ]);
    expect(own.server.updates.module(served[0]?.claim.identity ?? '').offer).toMatchObject({ servings: 1 });
  });

  it('gets no delta for another base, and refuses one itself that it is given nevertheless', async () => {
    await offer(module, {
      packages: [{ kind: 'delta', sha256: own.shelve(module.package), sourceVersions: ['9.9.9'] }],
    });
    expect((await run(options)).said).toBe(said[0]);
    await offer(module, { name: 'wrong', packages: [{ kind: 'full', sha256: own.shelve(module.other) }] });
    expect((await run(options)).said).toBe(said[2]);
  });
});

it('takes an upgrade for a success when the module asks from the new version', async () => {
  const module = asking.find(({ name }) => name === 'luatos-log with libfota');
  if (module === undefined) throw new Error('no module');
  await offer(module);
  await run(module.options);
  // Whoever expects more waits for its next request, which says what it runs.
  await run({ ...module.options, firmware: buildScript('fotademo', '1.0.1'), newVersion: '1.0.2' });
  expect(decisions.map(({ cause }) => cause)).toEqual([0, 27]);
  const { offers } = own.server.updates.module(decisions[0]?.claim.identity ?? '');
  expect(offers).toMatchObject([{ state: 'succeeded', source: '1112.1.0', target: '1112.1.1' }]);
});

/** Modules that fetch a URL which they were given: nobody names itself, so nobody can be told to wait. */
interface Fetching {
  readonly name: string;
  readonly options: (url: string) => CaseOptions;
  readonly package: Uint8Array;
  readonly other: Uint8Array;
  readonly said: readonly [cut: string, refused: string, other: string];
}

const simulated = (source: string, target: string, elsewhere: string) => ({
  firmware: buildSimulatorImage({ version: source }),
  package: buildSimulatorPackage({ source, target }),
  other: buildSimulatorPackage({ source: elsewhere, target }),
  newVersion: target,
});
const quectel = simulated('EC800KCNLCR01A01M04', 'EC800KCNLCR01A02M04', 'EC800KCNLCR01A00M04');
const simcom = simulated('A7670C_V1.11.1', 'A7670C_V1.11.2', 'A7670C_V1.11.0');
const quecthing = simulated('BC25_FOTA_V1_0', 'BC25_FOTA_V2_0', 'BC25_FOTA_V0_0');
const onemo = simulated('MN316_V1', 'MN316_V2', 'MN316_V0');
const http = (url: string) => ({ kind: 'http', url, saveUrl: false }) as const;
const cloud = { kind: 'cloud', asks: true } as const;

const fetching: readonly Fetching[] = [
  {
    ...quectel,
    name: 'quectel-dfota',
    options: (url) => ({
      ...quectel,
      dialect: 'quectel-dfota',
      driver: 'quectel-dfota',
      delivery: http(url),
    }),
    said: ['failed downloadTimedOut', 'failed downloadFailed', 'failed sourceMismatch'],
  },
  {
    ...simcom,
    name: 'simcom-a76xx',
    options: (url) => ({ ...simcom, dialect: 'simcom-a76xx', driver: 'simcom-cfota', delivery: http(url) }),
    said: ['failed downloadFailed', 'failed downloadFailed', 'failed applyFailed'],
  },
  {
    ...quecthing,
    name: 'quecthing',
    options: (planUrl) => ({
      ...{ ...quecthing, dialect: 'quecthing', driver: 'quecthing-fota', delivery: cloud },
      before: [
        'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
        'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
      ],
      knobs: {
        ...{ planKind: 'fota', planUrl, planComponent: 'BC25' },
        ...{ planSource: 'BC25_FOTA_V1_0', planTarget: 'BC25_FOTA_V2_0' },
      },
    }),
    said: ['failed connectionLost', 'failed quecthingFailed', 'failed quecthingFailed'],
  },
  {
    ...onemo,
    name: 'onemo-lwm2m',
    options: (planUrl) => ({
      ...{ ...onemo, dialect: 'onemo-lwm2m', driver: 'onemo-lwm2m', delivery: cloud },
      knobs: { planUrl },
    }),
    // Its platform's agent asks once more by itself.
    said: [good, 'failed downloadFailed', 'failed applyFailed'],
  },
];

describe.each(fetching.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const { options, said } = module;
  const publish = async (bytes: Uint8Array): Promise<string> => {
    const limit = { count: 5, windowMs: 3_600_000 };
    const { path } = await own.server.publish(own.shelve(bytes), { limit });
    return `${host}${path}`;
  };

  it('completes an upgrade from a short URL', async () => {
    const url = await publish(module.package);
    expect(url.length).toBeLessThan(64);
    expect((await run(options(url))).said).toBe(good);
  });

  it('fails while the server is not ready, and completes later', async () => {
    const url = await publish(module.package);
    own.server.faultDesk.set({ effect: { kind: 'status', status: 503 }, times: 1 });
    expect((await run(options(url))).said).toBe(said[1]);
    expect((await run(options(url))).said).toBe(good);
  });

  it('gets the file five times an hour and not a sixth time', async () => {
    const url = await publish(module.package);
    for (let n = 0; n < 5; n++) expect((await run(options(url))).said).toBe(good);
    expect((await run(options(url))).said).toBe(said[1]);
  });

  it('is cut at 60 %, and completes from the start', async () => {
    const url = await publish(module.package);
    const afterBytes = Math.floor(module.package.length * 0.6);
    own.server.faultDesk.set({ effect: { kind: 'cut', afterBytes }, times: 1 });
    expect((await run(options(url))).said).toBe(said[0]);
    expect((await run(options(url))).said).toBe(good);
  });

  it('refuses a package for another base itself', async () => {
    expect((await run(options(await publish(module.other)))).said).toBe(said[2]);
  });
});

describe('onemo-lwm2m with a task of OneNET', () => {
  it('downloads by the secret token, and the task follows', async () => {
    const { onenet } = own.server;
    const plan = { name: 'p', target: 'MN316_V2', sources: ['MN316_V1'], devices: null, product: null };
    await onenet.savePlan({ ...plan, kind: 'fota', sha256: own.shelve(onemo.package) });
    const token = await tokenOfCheck('/ota/south/check?dev_id=7&type=1&version=MN316_V1');
    const options = {
      ...{ ...onemo, dialect: 'onemo-lwm2m', driver: 'onemo-lwm2m', delivery: cloud },
      knobs: { planUrl: `${host}/ota/south/download/${token}` },
    };
    expect((await run(options)).said).toBe(good);
    expect(onenet.tasks({ limit: 1 })).toMatchObject([{ device: '7', state: 'downloading' }]);
    expect((await run({ ...options, knobs: { planUrl: `${host}/ota/south/download/ota_x` } })).said).not.toBe(
      good,
    );
  });
});

/** The token of a check, asked over a real socket as a platform would. */
async function tokenOfCheck(target: string): Promise<string> {
  const status = own.server.status();
  if (status.state !== 'running') throw new Error('not running');
  const heard = await exchange(status.port, lines(`GET ${target} HTTP/1.1`, 'Host: x'));
  return /"token":"(\w+)"/.exec(heard)?.[1] ?? '';
}
