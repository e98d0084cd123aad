import { describe, expect, test } from 'vitest';
import { buildSevenZip } from '../../../../test/support/buildSevenZip.ts';
import type { KnobValues } from '../knobs/store.ts';
import { refusingConnect, respond, silentConnect } from '../testing/fakeServer.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildOtaFile, buildScript } from '../testing/luatosPackage.ts';
import { luatosLog } from './dialect.ts';

const oldScript = buildScript('fotademo', '1.0.0');
const newScript = buildScript('fotademo', '1.0.1');
const upgrade = buildOtaFile({ script: newScript });
const refused = '{"code": 27, "msg": "\\u5df2"}';
type Serve = NonNullable<KitBenchOptions['serve']>;
const refusing: Serve = (exchange) => respond(exchange, '400 Bad Request', Buffer.from(refused));
const host = '192.168.1.10:8080';
const platform = `http://${host}/api/site/firmware_upgrade`;

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({
    dialect: luatosLog,
    firmware: oldScript,
    serve: upgrade,
    knobs: { platformHost: host, productKey: 'KEY32', ...knobs },
    ...more,
  });

const imeiOf = (bench: KitBench): string => bench.module.describe().imei;
const targetOf = (bench: KitBench, at = 0): string | undefined =>
  /^GET (.*) HTTP\/1\.1/.exec(bench.server.requests[at] ?? '')?.[1];

describe('an update by libfota', () => {
  test('is told by log lines, restarts the module, and the next request brings the new version', async () => {
    const bench = await open(
      { checkPeriodMs: 60_000 },
      {
        serve: (exchange) =>
          exchange.request.includes('1112.1.0') ? respond(exchange, '200 OK', upgrade) : refusing(exchange),
      },
    );
    const query = (version: string): string =>
      `?project_key=KEY32&firmware_name=fotademo_LuatOS-SoC_Air780E&version=${version}&imei=${imeiOf(bench)}`;
    expect(bench.waitFor('result\t0')).toEqual([
      `I/user.fota.url\t${platform}${query('1112.1.0')}`,
      `I/user.http fota\t200\ttable: 0C7F1A20\t${upgrade.length}`,
      'I/user.fota\tresult\t0',
    ]);
    expect(bench.waitFor('IP_READY')).toEqual([
      'I/pm poweron: Power/Reset',
      'I/pm poweron reason: 3 0 0',
      'I/main LuatOS@Air780E base 23.11 bsp V1112 32bit',
      'I/main ROM Build: Jan  1 2024 00:00:00',
      'D/main loadlibs luavm 262136 14360 14392',
      'D/main loadlibs sys   277872 54024 81264',
      'I/user.main\tfotademo\t1.0.1',
      'D/mobile cid1, state0',
      'D/mobile bearer act 0, result 0',
      'D/mobile NETIF_LINK_ON -> IP_READY',
    ]);
    expect(bench.waitFor('result\t4').slice(-2)).toEqual([
      'I/user.http fota\t-9\ttable: 0C7F1A20\t',
      'I/user.fota\tresult\t4',
    ]);
    expect([0, 1].map((at) => targetOf(bench, at))).toEqual(
      ['1112.1.0', '1112.1.1'].map((version) => `/api/site/firmware_upgrade${query(version)}`),
    );
    expect(bench.module.describe()).toMatchObject({ version: '1112.1.1', dialect: 'luatos-log' });
  });

  test('writes its request as LuatOS does', async () => {
    const bench = await open({ library: 'libfota2' });
    bench.waitFor('result\t0');
    expect(bench.server.requests[0]).toBe(
      `GET /api/site/firmware_upgrade?imei=${imeiOf(bench)}&project_key=KEY32&firmware_name=fotademo_LuatOS-SoC_Air780E` +
        `&version=1112.1.0 HTTP/1.1\r\nConnection: Close\r\nHost: ${host}\r\n\r\n`,
    );
    const older = await open({ sendsClose: false });
    older.waitFor('result\t0');
    expect(older.server.requests[0]).toMatch(/ HTTP\/1\.1\r\nHost: 192\.168\.1\.10:8080\r\n\r\n$/);
  });

  test('waits for a person where the script does not restart the module', async () => {
    const bench = await open({ rebootsItself: false, checkPeriodMs: 60_000 });
    bench.waitFor('result\t0');
    bench.clock.advance(50_000);
    expect(bench.module.stats().boots).toBe(1);
    bench.waitFor('result\t0');
    expect(bench.server.requests).toHaveLength(2);
  });
});

describe('a request', () => {
  const asked = async (knobs: KnobValues): Promise<string> => {
    const bench = await open(knobs);
    bench.waitFor('result');
    return (targetOf(bench) ?? '').replaceAll(imeiOf(bench), 'IMEI');
  };
  const path = '/api/site/firmware_upgrade';
  const name = 'firmware_name=fotademo_LuatOS-SoC_Air780E';

  test('has the order of each library', async () => {
    expect(await asked({ library: 'libfota2023' })).toBe(
      `${path}?project_key=KEY32&imei=IMEI&device_key=&${name}&version=1112.1.0`,
    );
    expect(await asked({ library: 'socket2022', bsp: 'AIR105' })).toBe(
      `${path}?project_key=KEY32&imei=AIR105IMEI&device_key=&firmware_name=fotademo_LuatOS-SoC_AIR105&version=1112.1.0.0`,
    );
    expect(await asked({ library: 'libfota2' })).toBe(
      `${path}?imei=IMEI&project_key=KEY32&${name}&version=1112.1.0`,
    );
  });

  test('of libfota2 glues its parameters to a URL of the script, or leaves one behind three hashes alone', async () => {
    const own = { library: 'libfota2', customUrl: `http://${host}/xxx/upgrade` };
    expect(await asked(own)).toBe(`/xxx/upgradeimei=IMEI&project_key=KEY32&${name}&version=1112.1.0`);
    expect(await asked({ ...own, customUrl: `###http://${host}/x?v=1` })).toBe('/x?v=1');
    expect(await asked({ ...own, library: 'libfota' })).toBe('/xxx/upgrade');
  });

  test('of the old libfota2 repeats its query with each call', async () => {
    const bench = await open({ library: 'libfota2Before2024', checkPeriodMs: 5000 }, { serve: refusing });
    bench.waitFor('result');
    bench.waitFor('result');
    expect(targetOf(bench, 1)?.match(/\?imei=/g)).toHaveLength(2);
    expect(targetOf(bench, 1)).toMatch(/version=1112\.1\.0\?imei=.*version=1112\.1\.0$/);
  });

  test('can carry a MAC or a unique id, and names and versions of the script', async () => {
    expect(await asked({ identity: 'mac' })).toMatch(/&mac=C8\d{10}$/);
    expect(await asked({ identity: 'uid' })).toMatch(/&uid=\d*IMEI$/);
    expect(await asked({ library: 'libfota2', firmwareName: 'my', reportedVersion: '1.2.99' })).toContain(
      '&firmware_name=my&version=1.2.99',
    );
  });

  test('cuts the board name at its hyphen since 2026 and sends it whole before', async () => {
    expect(await asked({ bsp: 'Air780EHV-1.8V' })).toContain('LuatOS-SoC_Air780EHV&');
    expect(await asked({ bsp: 'Air780EHV-1.8V', cutsBsp: false })).toContain('LuatOS-SoC_Air780EHV-1.8V&');
  });

  test('carries raw UTF-8, because the libraries encode nothing', async () => {
    const bench = await open({ library: 'libfota2', firmwareName: '我的 固件' });
    bench.waitFor('result');
    const raw = Buffer.from('firmware_name=我的 固件&', 'utf8').toString('latin1');
    expect(bench.server.requests[0]).toContain(raw);
    expect(bench.seen()).toContain(raw);
  });

  test('is told by libfota2 with its four facts', async () => {
    const bench = await open({ library: 'libfota2' });
    expect(bench.waitFor('fota.version\t1112.1.0')).toEqual([
      `I/user.fota.url\tGET\t${platform}?imei=${imeiOf(bench)}&project_key=KEY32&${name}&version=1112.1.0`,
      `I/user.fota.imei\t${imeiOf(bench)}`,
      'I/user.fota.project_key\tKEY32',
      'I/user.fota.firmware_name\tfotademo_LuatOS-SoC_Air780E',
      'I/user.fota.version\t1112.1.0',
    ]);
  });
});

describe('a request that brings no update', () => {
  const resultOf = async (knobs: KnobValues, more: Partial<KitBenchOptions> = {}) => {
    const bench = await open(knobs, more);
    bench.waitFor('result');
    bench.clock.advance(1);
    return { last: bench.lines().at(-1), before: bench.lines().at(-2), bench };
  };

  test('ends with 5 without a key or a version of three segments', async () => {
    expect(await resultOf({ productKey: '' })).toMatchObject({
      before: 'E/user.fota\tiot.openluat.com need PRODUCT_KEY!!!',
      last: 'I/user.fota\tresult\t5',
    });
    const firmware = buildScript('fotademo', '1.0');
    expect(await resultOf({}, { firmware })).toMatchObject({
      before: 'E/user.fota\t_G.VERSION must be xxx.yyy.zzz!!!',
      last: 'I/user.fota\tresult\t5',
    });
  });

  test('ends with 1 where nobody is, 3 where the server hangs up, 4 where it is silent', async () => {
    const broken: Serve = (exchange) => {
      exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
      exchange.send(new Uint8Array(40));
      exchange.end();
    };
    expect((await resultOf({}, { connect: refusingConnect })).last).toBe('I/user.fota\tresult\t1');
    expect((await resultOf({ platformHost: '' })).last).toBe('I/user.fota\tresult\t1');
    expect((await resultOf({ library: 'libfota2', customUrl: 'nonsense' })).last).toBe(
      'I/user.fota\tresult\t1',
    );
    expect((await resultOf({}, { serve: broken })).last).toBe('I/user.fota\tresult\t3');
    expect((await resultOf({ connectTimeoutMs: 1e6 }, { connect: () => silentConnect })).last).toMatch(/4|1/);
  });

  test('tells a refusal as its core does', async () => {
    const old = await resultOf({ library: 'libfota2', refusalForm: 'status' }, { serve: refusing });
    expect(old.before).toBe(`I/user.fota\t400\t${refused}`);
    const later = await resultOf({ library: 'libfota2', refusalForm: 'minus9Body' }, { serve: refusing });
    expect(later.before).toBe(`I/user.fota\t-9\t${refused}`);
    const newest = await resultOf({ library: 'libfota2' }, { serve: refusing });
    expect(newest.before).toBe('I/user.fota\t-9');
    expect(newest.last).toBe('I/user.fota\tresult\t4');
  });

  test('repeats with Range in old cores and appends whatever comes', async () => {
    const serve =
      (honest: boolean): Serve =>
      (exchange) => {
        const from = Number(/^Range: bytes=(\d+)-/m.exec(exchange.request)?.[1] ?? 0);
        if (from > 0) {
          const rest = honest ? upgrade.subarray(from) : upgrade;
          respond(exchange, honest ? '206 Partial Content' : '200 OK', rest);
          return;
        }
        exchange.send(`HTTP/1.1 200 OK\r\nContent-Length: ${upgrade.length}\r\n\r\n`);
        exchange.send(upgrade.subarray(0, 100));
        exchange.end();
      };
    expect((await resultOf({ rangeRetries: 3 }, { serve: serve(true) })).last).toBe('I/user.fota\tresult\t0');
    const spoilt = await resultOf({ rangeRetries: 3 }, { serve: serve(false) });
    expect(spoilt.last).toBe('I/user.fota\tresult\t4');
    expect(spoilt.bench.module.lastRefusal()?.reason).toBe('format');
  });

  test('is refused when the file is none or damaged while it comes in', async () => {
    const flipped = upgrade.slice();
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    for (const [serve, reason] of [
      [Buffer.from('<html>'), 'format'],
      [flipped, 'damaged'],
      [buildOtaFile({ script: newScript, delta: new Uint8Array(5) }), 'coreDelta'],
    ] as const) {
      const { last, bench } = await resultOf({}, { serve });
      expect(last).toBe('I/user.fota\tresult\t4');
      expect(bench.module.lastRefusal()?.reason).toBe(reason);
    }
  });

  test('is not even sent without network', async () => {
    const bench = await open({ registration: 2 });
    bench.clock.advance(100_000);
    expect(bench.seen()).toBe('');
  });
});

describe('an update that the boot loader drops', () => {
  test('leaves the old script: wrong address, no room, a script that cannot run, or silence', async () => {
    for (const [knobs, serve, reason] of [
      [{ scriptAddress: '2B1000' }, upgrade, 'address'],
      [{ scriptZoneBytes: 1000 }, upgrade, 'tooLarge'],
      [{}, buildOtaFile({ script: new Uint8Array(500).fill(7) }), 'format'],
      [{ versionAfterReboot: 'old' }, upgrade, undefined],
    ] as const) {
      const bench = await open(knobs, { serve });
      bench.waitFor('result\t0');
      bench.waitFor('fotademo\t1.0.0');
      expect(bench.module.lastRefusal()?.reason).toBe(reason);
    }
  });
});

describe('the board', () => {
  test('goes on after a power cut within the update and starts anew after one within the download', async () => {
    const applying = await open({ powerCut: 'apply:50' });
    applying.waitFor('poweron reason: 0');
    applying.waitFor('fotademo\t1.0.1');
    const downloading = await open({ powerCut: 'download:50', linkBytesPerSecond: 1000 });
    downloading.waitFor('fotademo\t1.0.0');
    downloading.waitFor('fotademo\t1.0.1');
  });

  test('drops its port on USB around a restart', async () => {
    const bench = await open({ usbDrop: true });
    const presence: boolean[] = [];
    bench.module.onPresence((present) => {
      presence.push(present);
      if (present) bench.reattach();
    });
    bench.waitFor('fotademo\t1.0.1');
    expect(presence).toEqual([false, true, false, true]);
    const silent = await open({ usbDrop: true, portWhileApplying: false });
    const changes: boolean[] = [];
    silent.module.onPresence((present) => changes.push(present));
    silent.clock.advance(10_000);
    expect(changes).toEqual([false, true]);
  });

  test('asks after the time of the knob, and names its base', async () => {
    const bench = await open({ checkAfterMs: 7000, baseVersion: '26.04' });
    const start = bench.clock.now();
    bench.waitFor('fota.url');
    expect(bench.clock.now() - start).toBe(7000);
    bench.waitFor('LuatOS@Air780E base 26.04 bsp V1112 32bit');
  });

  test('takes no commands', async () => {
    const bench = await open();
    bench.send('AT\r');
    bench.clock.advance(1000);
    expect(bench.seen()).toBe('');
  });

  test('dies of a Lua error and starts again after fifteen seconds', async () => {
    const luaError = "main.lua:42: attempt to index a nil value (global 'led')";
    const bench = await open({ luaError, luaErrorMs: 500 });
    expect(bench.waitFor('15000ms')).toEqual([
      `E/user.coroutine.resume\t${luaError}`,
      'stack traceback:',
      '\tmain.lua:42: in function <main.lua:1>',
      'E/main Luat:',
      `E/main ${luaError}`,
      'stack traceback:',
      '\tmain.lua:42: in function <main.lua:1>',
      'E/main Lua VM exit!! reboot in 15000ms',
    ]);
    const start = bench.clock.now();
    bench.waitFor('poweron reason: 3 0 0');
    expect(bench.clock.now() - start).toBe(17_000);
  });

  test('hangs until the watchdog bites', async () => {
    const bench = await open({ hangAfterMs: 1000, watchdogMs: 9000 });
    bench.waitFor('poweron reason: 8 0 0');
    expect(bench.server.requests).toEqual([]);
    expect(bench.clock.now() - Date.UTC(2024, 7, 23, 6, 52, 50)).toBe(12_000);
  });

  test('writes its lines as the knobs say', async () => {
    const bench = await open({ lineEnd: 'lf', uptime: true });
    bench.waitFor('result\t0\n');
    expect(bench.seen()).toMatch(/^\[000000002\.000\] I\/user\.fota\.url/);
    expect(bench.seen()).not.toContain('\r');
  });
});

describe('the firmware', () => {
  test('can be a production .soc, whose info.json says the rest', async () => {
    const info = {
      rom: { 'version-core': 'V2009' },
      download: { script_addr: '0x2B1000' },
      fota: { magic_num: 'eac37218' },
    };
    const firmware = await buildSevenZip([
      { path: 'info.json', bytes: Buffer.from(JSON.stringify(info)) },
      { path: 'script.bin', bytes: oldScript },
    ]);
    const serve = buildOtaFile({ script: newScript, magic: 0xeac37218, address: 0x2b1000 });
    const bench = await open({}, { firmware, serve });
    expect(bench.module.describe()).toMatchObject({ version: '2009.1.0', chip: 'ec7xx' });
    bench.waitFor('fotademo\t1.0.1');
  });

  test('takes core, magic and address from the knobs where they say more', async () => {
    const serve = buildOtaFile({ script: newScript, magic: 0xeac37218, address: 0x46e000 });
    const knobs = { coreVersion: 'V2034', fotaMagic: 'EAC37218', scriptAddress: '46E000' };
    const bench = await open(knobs, { serve });
    expect(bench.module.describe().version).toBe('2034.1.0');
    bench.waitFor('fotademo\t1.0.1');
  });

  test('is refused without a script that can run', async () => {
    const bare = await buildSevenZip([{ path: 'info.json', bytes: Buffer.from('{}') }]);
    for (const firmware of [bare, new Uint8Array(100), Buffer.from('377abcaf271c00', 'hex')])
      await expect(open({}, { firmware })).rejects.toMatchObject({ code: 'virtual.badFirmware' });
    await expect(open({ coreVersion: 'x' })).rejects.toMatchObject({ code: 'virtual.badKnob' });
  });
});
