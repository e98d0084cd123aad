import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { refusingConnect, respond, silentConnect } from '../testing/fakeServer.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage, wrapImage } from '../testing/simulatorPackage.ts';
import { quectelDfota } from './dialect.ts';

const oldVersion = 'EC800KCNLCR01A01M04';
const newVersion = 'EC800KCNLCR01A02M04';
const firmware = buildSimulatorImage({ version: oldVersion });
const upgrade = buildSimulatorPackage({ source: oldVersion, target: newVersion });
const url = 'http://ota.example.com/a.bin';
const download = `AT+QFOTADL="${url}",1,50`;

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({ dialect: quectelDfota, firmware, serve: upgrade, knobs, ...more });

const versionOf = (bench: KitBench): string | undefined => bench.ask('AT+QGMR')[0];
const fota = (...fields: readonly (string | number)[]): string => `+QIND: "FOTA",${fields.join(',')}`;

/** Runs a whole automatic upgrade and returns the indications. */
async function upgradeWith(knobs: KnobValues, more: Partial<KitBenchOptions> = {}) {
  const bench = await open({ applyPercents: '7,96', ...knobs }, more);
  bench.ask(download);
  const lines = bench.waitFor('RDY').filter((line) => line.startsWith('+QIND'));
  return { bench, lines, version: versionOf(bench) };
}

/** Starts a download that brings no package, and returns how it ended. */
async function endOf(knobs: KnobValues, more: Partial<KitBenchOptions> = {}, command = download) {
  const bench = await open(knobs, more);
  bench.ask(command);
  const last = bench.waitFor('END",').at(-1);
  bench.clock.advance(60_000);
  return { last: bench.lines().find((line) => line.includes('END"')) ?? last, version: versionOf(bench) };
}

describe('a download over HTTP', () => {
  test('in mode 1 goes line by line as documented and brings the new version', async () => {
    const bench = await open({ applyPercents: '7,96' });
    expect(bench.ask('AT+QGMR')).toEqual([oldVersion, 'OK']);
    expect(bench.ask(download)).toEqual(['OK']);
    expect(bench.waitFor('RDY')).toEqual([
      fota('"HTTPSTART"'),
      fota('"HTTPEND"', 0),
      fota('"START"'),
      fota('"UPDATING"', 7),
      fota('"UPDATING"', 96),
      fota('"END"', 0),
      'RDY',
    ]);
    expect(bench.ask('AT+QGMR')).toEqual([newVersion, 'OK']);
    expect(bench.server.requests[0]).toMatch(/^GET \/a\.bin HTTP\/1\.1\r\nHost: ota\.example\.com\r\n/);
    expect(bench.module.stats()).toMatchObject({ httpRequests: 1, httpBodyBytes: upgrade.length, boots: 2 });
  });

  test('frames every indication in CR LF', async () => {
    const bench = await open();
    bench.ask(download);
    bench.waitFor('HTTPEND');
    expect(bench.seen()).toContain('\r\n+QIND: "FOTA","HTTPSTART"\r\n');
  });

  test('in mode 0 waits for the host to reset the module', async () => {
    const bench = await open();
    bench.ask(`AT+QFOTADL="${url}"`);
    bench.waitFor('"HTTPEND",0');
    bench.clock.advance(600_000);
    expect(bench.seen()).not.toContain('"START"');
    expect(versionOf(bench)).toBe(oldVersion);
    bench.ask('AT+CFUN=1,1');
    expect(bench.waitFor('RDY')[0]).toBe(fota('"START"'));
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('tells its progress every ten per cent where the module does', async () => {
    const bench = await open({ downloadProgress: true, linkBytesPerSecond: 2000 });
    bench.ask(download);
    const said = bench.waitFor('"HTTPEND",0').filter((line) => line.includes('DOWNLOADING'));
    expect(said).toEqual(Array.from({ length: 10 }, (_, at) => fota('"DOWNLOADING"', (at + 1) * 10)));
  });

  test('says nothing of itself while indications are off', async () => {
    const bench = await open({ indications: false });
    bench.ask(`AT+QFOTADL="${url}",0`);
    bench.clock.advance(1000);
    expect(bench.module.stats().httpBodyBytes).toBe(upgrade.length);
    expect(bench.seen()).not.toContain('HTTP"');
    expect(bench.ask('AT+QINDCFG="all"')).toEqual(['+QINDCFG: "all",0', 'OK']);
    bench.ask('AT+QINDCFG="all",1');
    expect(bench.ask('AT+QINDCFG="all"')).toEqual(['+QINDCFG: "all",1', 'OK']);
  });
});

describe('a download that brings no package', () => {
  test('ends with 714 for a name without an address', async () => {
    const connect: KitBenchOptions['connect'] = (clock) => (_address, events) => {
      clock.setTimeout(() => events.onFailed('name'), 5);
      return { write: () => {}, pause: () => {}, resume: () => {}, destroy: () => {} };
    };
    expect(await endOf({}, { connect })).toEqual({ last: fota('"HTTPEND"', 714), version: oldVersion });
  });

  test('ends with 716 where nobody listens or only TLS is spoken', async () => {
    expect((await endOf({}, { connect: refusingConnect })).last).toBe(fota('"HTTPEND"', 716));
    expect((await endOf({}, {}, 'AT+QFOTADL="https://a/b",1')).last).toBe(fota('"HTTPEND"', 716));
  });

  test('ends with 702 after the time-out of the command', async () => {
    const bench = await open({}, { connect: () => silentConnect });
    bench.ask('AT+QFOTADL="http://a/b",1,360');
    bench.waitFor('HTTPSTART');
    const start = bench.clock.now();
    bench.waitFor('"HTTPEND",702');
    expect(bench.clock.now() - start).toBe(360_000);
  });

  test('ends with 702 when the server falls silent half-way', async () => {
    const serve: KitBenchOptions['serve'] = (exchange) => {
      exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
      exchange.send(new Uint8Array(40));
    };
    expect((await endOf({}, { serve })).last).toBe(fota('"HTTPEND"', 702));
  });

  test('ends with 711 for a URL that cannot be asked', async () => {
    expect((await endOf({}, {}, 'AT+QFOTADL="http://“a”/b",1')).last).toBe(fota('"HTTPEND"', 711));
  });

  test('ends with the number of the knob for an error status and without network', async () => {
    const serve: KitBenchOptions['serve'] = (exchange) =>
      respond(exchange, '404 Not Found', new Uint8Array(3));
    expect((await endOf({}, { serve })).last).toBe(fota('"HTTPEND"', 701));
    expect((await endOf({ statusEndCode: 708 }, { serve })).last).toBe(fota('"HTTPEND"', 708));
    expect((await endOf({ sim: false })).last).toBe(fota('"HTTPEND"', 714));
    expect((await endOf({ registration: 3, offlineEndCode: 716 })).last).toBe(fota('"HTTPEND"', 716));
  });

  test('ends with any number that a knob asks for, without asking the server', async () => {
    for (const code of [12, 608, 701, 702, 703, 711, 714, 716]) {
      const bench = await open({ httpEndCode: code });
      bench.ask(download);
      expect(bench.waitFor('HTTPEND",').length).toBeGreaterThan(0);
      bench.clock.advance(100);
      expect(bench.lines().at(-1)).toBe(fota('"HTTPEND"', code));
      expect(bench.server.requests).toEqual([]);
    }
  });

  test('ends with 608 while fota/path lacks its colon, and works once it has one', async () => {
    const bench = await open({ fotaPath: 'UFS' });
    expect(bench.ask('AT+QCFG="fota/path"')).toEqual(['+QCFG: "fota/path","UFS"', 'OK']);
    bench.ask(download);
    bench.waitFor('"HTTPEND",608');
    bench.ask('AT+QCFG="fota/path","UFS:"');
    bench.ask(download);
    bench.waitFor('"END",0');
  });

  test('refuses a second one as busy or with an error', async () => {
    const busy = await open({ linkBytesPerSecond: 100 });
    busy.ask(download);
    busy.waitFor('HTTPSTART');
    expect(busy.ask(download)).toEqual(['OK']);
    busy.waitFor('"HTTPEND",703');
    const strict = await open({ linkBytesPerSecond: 100, whileRunning: 'error' });
    strict.ask(download);
    strict.waitFor('HTTPSTART');
    expect(strict.ask(download)).toEqual(['+CME ERROR: 53']);
  });
});

describe('a command that cannot be meant', () => {
  test('is refused at once', async () => {
    const bench = await open({ parameterCme: 50, missingFileCme: 405 });
    const tooLong = `AT+QFOTADL="http://a/${'x'.repeat(250)}",1`;
    for (const command of ['AT+QFOTADL', 'AT+QFOTADL=""', `AT+QFOTADL="${url}",2`, tooLong])
      expect(bench.ask(command)).toEqual(['+CME ERROR: 50']);
    expect(bench.ask('AT+QFOTADL="UFS:none.bin"')).toEqual(['+CME ERROR: 405']);
    expect(bench.ask('AT+QFOTADL="FILE:0",1')).toEqual(['+CME ERROR: 50']);
    expect(bench.ask('AT+QCFG="fota/other"')).toEqual(['+CME ERROR: 50']);
  });

  test('takes a URL of 700 bytes where the module does', async () => {
    const bench = await open({ urlLimitBytes: 700 });
    expect(bench.ask(`AT+QFOTADL="http://a/${'x'.repeat(600)}",1`)).toEqual(['OK']);
  });
});

describe('a package that does not fit', () => {
  test('is refused after START and the old version comes back (wrong base)', async () => {
    for (const wrongBaseCode of [510, 507, 552, 553]) {
      const serve = buildSimulatorPackage({ source: 'OTHER', target: newVersion });
      const { lines, version, bench } = await upgradeWith({ wrongBaseCode }, { serve });
      expect(lines).toEqual([
        fota('"HTTPSTART"'),
        fota('"HTTPEND"', 0),
        fota('"START"'),
        fota('"END"', wrongBaseCode),
      ]);
      expect(version).toBe(oldVersion);
      expect(bench.module.lastRefusal()?.reason).toBe('base');
    }
  });

  test('is refused when damaged, cut or something else', async () => {
    const flipped = upgrade.slice();
    flipped[300] = (flipped[300] ?? 0) ^ 1;
    for (const damagedCode of [506, 504, 505]) {
      const { lines, version } = await upgradeWith({ damagedCode }, { serve: flipped });
      expect(lines.at(-1)).toBe(fota('"END"', damagedCode));
      expect(version).toBe(oldVersion);
    }
    const wrongTarget = wrapImage(oldVersion, 'X', buildSimulatorImage({ version: newVersion }));
    for (const serve of [upgrade.subarray(0, 500), Buffer.from('PK'), wrongTarget]) {
      const { lines, bench } = await upgradeWith({}, { serve });
      expect(lines.at(-1)).toBe(fota('"END"', 504));
      expect(bench.module.lastRefusal()?.reason).toBe('format');
    }
  });

  test('is refused when there is no space', async () => {
    for (const noSpaceCode of [511, 501]) {
      const { lines, version } = await upgradeWith({ freeBytes: 1000, noSpaceCode });
      expect(lines.at(-1)).toBe(fota('"END"', noSpaceCode));
      expect(version).toBe(oldVersion);
    }
  });

  test('that names no source version fits every version', async () => {
    const serve = buildSimulatorPackage({ source: '', target: newVersion });
    expect((await upgradeWith({}, { serve })).version).toBe(newVersion);
  });
});

describe('an update that fails while it is applied', () => {
  test('ends with any number that a knob asks for', async () => {
    for (const endCode of [1, 501, 502, 504, 505, 506, 507, 510, 511, 520, 530, 540, 546, 552, 553]) {
      const { lines, version } = await upgradeWith({ endCode });
      expect(lines.slice(-2)).toEqual([fota('"START"'), fota('"END"', endCode)]);
      expect(version).toBe(oldVersion);
    }
  });

  test('is tried again and may succeed at last', async () => {
    const { lines, version } = await upgradeWith({ failedAttempts: 2, applyFailureCode: 502 });
    expect(lines.filter((line) => line.includes('"START"'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('"END"'))).toEqual([
      fota('"END"', 502),
      fota('"END"', 502),
      fota('"END"', 0),
    ]);
    expect(version).toBe(newVersion);
  });

  test('restores the backup after five attempts in the 256 MB class', async () => {
    const { lines, version } = await upgradeWith({ failedAttempts: 99 });
    expect(lines.filter((line) => line.includes('"END",504'))).toHaveLength(5);
    expect(lines.slice(-3)).toEqual([fota('"RESTORE"', 7), fota('"RESTORE"', 96), fota('"RESTORE"', 100)]);
    expect(version).toBe(oldVersion);
  });

  test('writes the per cent of RESTORE with a sign where the module does', async () => {
    const { lines } = await upgradeWith({ failedAttempts: 99, restoreSign: true });
    expect(lines.at(-1)).toBe(fota('"RESTORE"', '100%'));
  });

  test('keeps trying in the 128 MB class', async () => {
    const bench = await open({ failedAttempts: 99, memoryClass: '128' });
    bench.ask(download);
    for (let attempt = 0; attempt < 8; attempt += 1) bench.waitFor('"END",504');
    expect(bench.seen()).not.toContain('RESTORE');
    expect(bench.module.describe().state).not.toBe('running');
  });

  test('says everything right and runs the old firmware when it fails in silence', async () => {
    const { lines, version } = await upgradeWith({ versionAfterReboot: 'old' });
    expect(lines.at(-1)).toBe(fota('"END"', 0));
    expect(version).toBe(oldVersion);
  });
});

describe('a power cut', () => {
  test('within the download loses the package', async () => {
    const bench = await open({ powerCut: 'download:50', linkBytesPerSecond: 1000 });
    bench.ask(download);
    bench.waitFor('RDY');
    expect(bench.seen()).not.toContain('"START"');
    expect(versionOf(bench)).toBe(oldVersion);
    bench.clock.advance(1000);
    bench.ask(download);
    bench.waitFor('"END",0');
  });

  test('within the update lets it go on at the next start', async () => {
    const bench = await open({ powerCut: 'apply:50' });
    bench.ask(download);
    const lines = bench.waitFor('RDY');
    expect(lines.filter((line) => line.includes('"START"'))).toHaveLength(2);
    expect(lines.at(-2)).toBe(fota('"END"', 0));
    expect(versionOf(bench)).toBe(newVersion);
  });
});

describe('a port on USB', () => {
  test('drops between HTTPEND and START and again before RDY', async () => {
    const bench = await open({ usbDrop: true });
    const presence: boolean[] = [];
    bench.module.onPresence((present) => {
      presence.push(present);
      if (present) bench.reattach();
    });
    bench.ask(download);
    bench.waitFor('RDY');
    expect(presence).toEqual([false, true, false, true]);
    expect(bench.seen()).toContain('"START"');
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('loses what the boot loader says where it is not there for it', async () => {
    const bench = await open({ usbDrop: true, portWhileApplying: false });
    bench.module.onPresence((present) => void (present && bench.reattach()));
    bench.ask(download);
    bench.waitFor('RDY');
    expect(bench.seen()).not.toContain('"START"');
    expect(versionOf(bench)).toBe(newVersion);
  });
});

describe('a package that comes over the serial line', () => {
  test('as a stream goes line by line as documented', async () => {
    const bench = await open({ applyPercents: '50' });
    expect(bench.ask('AT+QINDCFG="all",1')).toEqual(['OK']);
    expect(bench.ask(`AT+QFOTADL="FILE:${upgrade.length}",1,100,100`)).toEqual(['OK']);
    expect(bench.waitFor('FILESTART"')).toEqual([fota('"FILESTART"')]);
    bench.send(upgrade);
    expect(bench.waitFor('RDY').filter((line) => line !== '')).toEqual([
      fota('"FILEEND"', 0),
      fota('"START"'),
      fota('"UPDATING"', 50),
      fota('"END"', 0),
      'RDY',
    ]);
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats().serialPackageBytes).toBe(upgrade.length);
  });

  test('is read by its length: bytes that look like commands are not answered, and a command right behind is', async () => {
    const bench = await open();
    bench.ask('AT+QFOTADL="FILE:8",0');
    bench.waitFor('FILESTART"');
    bench.send('AT\rAT\rATAT+CSQ\r');
    bench.waitFor('+CSQ: 24,99');
    // One for QFOTADL, one for CSQ.
    expect(bench.lines().filter((line) => line === 'OK')).toHaveLength(2);
  });

  test('ends with the number of the knob when the host pauses too long', async () => {
    const bench = await open({ streamIdleMs: 2000, streamIdleCode: 702 });
    bench.ask('AT+QFOTADL="FILE:100",1');
    bench.waitFor('FILESTART"');
    bench.send(new Uint8Array(99));
    bench.waitFor('"FILEEND",702');
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('as an uploaded file is taken by either spelling of its name', async () => {
    for (const [stored, asked] of [
      ['UFS:x.bin', '/data/ufs/x.bin'],
      ['x.bin', 'UFS:x.bin'],
      ['/fota/update.zip', '/fota/update.zip'],
    ]) {
      const bench = await open();
      bench.send(`AT+QFUPL="${stored}",${upgrade.length},10\r`);
      bench.waitFor('CONNECT');
      bench.send(upgrade);
      expect(bench.waitFor('OK').at(-2)).toMatch(new RegExp(`^\\+QFUPL: ${upgrade.length},[0-9a-f]{1,4}$`));
      expect(bench.ask(`AT+QFOTADL="${asked}",1`)).toEqual(['OK']);
      expect(bench.waitFor('RDY')[0]).toBe(fota('"START"'));
      expect(versionOf(bench)).toBe(newVersion);
    }
  });

  test('lists and deletes files, and has no room for too many', async () => {
    const bench = await open({ freeBytes: 20 });
    bench.send('AT+QFUPL="UFS:a",3\r');
    bench.waitFor('CONNECT');
    bench.send('abc');
    expect(bench.waitFor('OK').at(-2)).toBe('+QFUPL: 3,262');
    expect(bench.ask('AT+QFLST="*"')).toEqual(['+QFLST: "UFS:a",3', 'OK']);
    expect(bench.ask('AT+QFUPL="UFS:b",18')).toEqual(['+CME ERROR: 20']);
    expect(bench.ask('AT+QFDEL="UFS:a"')).toEqual(['OK']);
    expect(bench.ask('AT+QFDEL="UFS:a"')).toEqual(['+CME ERROR: 62']);
  });

  test('answers an error when an upload stops', async () => {
    const bench = await open();
    bench.send('AT+QFUPL="UFS:a",3,2\r');
    bench.waitFor('CONNECT');
    bench.waitFor('+CME ERROR: 53');
    expect(bench.ask('AT')).toEqual(['OK']);
  });
});

describe('the identity', () => {
  test('follows the image in the flash, and the model the knob', async () => {
    const bench = await open({ model: 'EC200U', subEdition: 'V07' });
    expect(bench.ask('ATI')).toEqual(['Quectel', 'EC200U', `Revision: ${oldVersion}`, 'OK']);
    expect(bench.ask('AT+CSUB')).toEqual(['SubEdition: V07', 'OK']);
    expect(bench.module.describe()).toMatchObject({ dialect: 'quectel-dfota', version: oldVersion });
  });

  test('refuses a firmware that is no stand-in image', async () => {
    await expect(
      createKitBench({ dialect: quectelDfota, firmware: new Uint8Array(100) }),
    ).rejects.toMatchObject({ code: 'virtual.badFirmware' });
  });

  test('refuses knobs that do not exist', async () => {
    await expect(open({ httpEndKode: 1 })).rejects.toMatchObject({ code: 'virtual.badKnob' });
  });
});
