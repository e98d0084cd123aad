import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { createEc618Module } from '../ec618/dialect.ts';
import { createBench, testUrl } from '../testing/bench.ts';
import {
  makeBinpkg,
  newVersion,
  oldAp,
  oldBinpkg,
  oldCp,
  oldVersion,
  pairPackage,
  sha256,
} from '../testing/fixture.ts';

const setUrl = `AT+UPGRADE="URL","${testUrl}",1`;

describe('a virtual EC618 module that is told to upgrade', () => {
  test('downloads, resets, applies and then reports the new version itself', () => {
    const bench = createBench();
    expect(bench.ask('ATI')).toBe(`ATI\r\r\n${oldVersion}\r\n\r\nOK\r\n`);
    bench.ask(setUrl);
    expect(bench.ask('AT+UPGRADE')).toBe('AT+UPGRADE\r\r\nOK\r\n');
    bench.waitFor('+NITZ: ');
    bench.clock.advance(100);
    expect(bench.ask('ATI')).toBe(`ATI\r\r\n${newVersion}\r\n\r\nOK\r\n`);
    expect(bench.lines().slice(5)).toEqual([
      'AT+UPGRADE',
      'OK',
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((percent) => `+UPGRADEIND: ${percent}`),
      String.raw`^boot.rom'v'!\n`,
      '+QIND: "FOTA","START"',
      ...bench.lines().filter((line) => line.includes('UPDATING')),
      '+QIND: "FOTA","END",0',
      'RDY',
      '^MODE: 17,17',
      '+E_UTRAN Service',
      '+CGEV: ME PDN ACT 1',
      bench.lines().find((line) => line.startsWith('+NITZ: ')),
      'ATI',
      newVersion,
      'OK',
    ]);
    const updating = bench.lines().filter((line) => line.includes('UPDATING'));
    expect(updating[0]).toBe('+QIND: "FOTA","UPDATING",0');
    expect(updating.at(-1)).toBe('+QIND: "FOTA","UPDATING",100');
  });

  test('asks exactly the URL it was given and counts the bytes it got', () => {
    const bench = createBench();
    bench.ask(setUrl);
    bench.ask('AT+UPGRADE');
    bench.waitFor('RDY');
    expect(bench.server.requests).toEqual(['GET /p.bin HTTP/1.1\r\nHost: bench.example:8080\r\n\r\n']);
    expect(bench.module.stats()).toEqual({
      httpRequests: 1,
      httpBodyBytes: pairPackage.length,
      serialPackageBytes: 0,
      boots: 2,
    });
    expect(bench.server.bodyBytes()).toBe(pairPackage.length);
  });

  test('tells state 1 with a per cent while it downloads and state 0 after the restart', () => {
    const bench = createBench({ knobs: { linkBytesPerSecond: 2000 } });
    bench.ask(setUrl);
    expect(bench.ask('AT+UPGRADE?')).toContain('+UPGRADE: 0\r\n');
    bench.ask('AT+UPGRADE');
    expect(bench.ask('AT+UPGRADE?')).toContain('+UPGRADE: 1,1\r\n');
    bench.waitFor('+UPGRADEIND: 50');
    expect(bench.ask('AT+UPGRADE?')).toMatch(/\+UPGRADE: 1,5\d\r\n/);
    bench.waitFor('RDY');
    expect(bench.ask('AT+UPGRADE?')).toContain('+UPGRADE: 0\r\n');
  });

  test('forgets an unsaved URL at the restart and keeps a saved one', () => {
    const bench = createBench();
    bench.ask('AT+UPGRADE="URL","http://saved/a"');
    bench.ask('AT+UPGRADE="KEY",abc');
    bench.ask(setUrl);
    expect(bench.ask('AT+UPGRADE="URL"')).toContain(`\r\n+UPGRADE:URL,${testUrl}\r\n\r\nOK\r\n`);
    bench.ask('AT+UPGRADE');
    bench.waitFor('RDY');
    expect(bench.ask('AT+UPGRADE="URL"')).toContain('+UPGRADE:URL,http://saved/a\r\n');
    expect(bench.ask('AT+UPGRADE="KEY"')).toContain('+UPGRADE:KEY,abc\r\n');
    expect(bench.ask('AT+UPGRADE="AUTO"')).toContain('+UPGRADE:AUTO,1\r\n');
    expect(bench.ask('AT+UPGRADE="PERIOD"')).toContain('+UPGRADE:PERIOD,86400\r\n');
    bench.ask('AT+RSTSET');
    bench.waitFor('RDY');
    expect(bench.ask('AT+UPGRADE="URL"')).toContain('+UPGRADE:URL,\r\n');
  });

  test('refuses values out of range with a parameter error', () => {
    const bench = createBench();
    for (const args of [
      '"AUTO",2',
      '"PERIOD",59',
      '"PERIOD",4294967297',
      '"NOPE"',
      '"URL","a",2',
      '“URL”,"a"',
    ])
      expect(bench.ask(`AT+UPGRADE=${args}`)).toContain('+CME ERROR: 53');
    expect(bench.ask('AT+UPGRADE="PERIOD",4294967296,1')).toContain('OK');
    expect(bench.ask('AT+UPGRADE="AUTO",0,1')).toContain('OK');
  });

  test('answers or ignores whatever noise comes over the line', () => {
    const bench = createBench();
    let state = 42;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return (state >> 8) % below;
    };
    const pieces = [
      'AT',
      '+UPGRADE',
      '=',
      '"',
      'URL',
      ',',
      '+UARTUPGRADE',
      '1',
      '0',
      '\r',
      '\n',
      '\b',
      '?',
      '^',
      'é',
      '\0',
    ];
    for (let round = 0; round < 500; round += 1) {
      bench.type(Array.from({ length: next(12) }, () => pieces[next(pieces.length)] ?? '').join(''));
      bench.clock.advance(100);
    }
    bench.type('\r');
    bench.clock.advance(200_000);
    bench.ask('ATE1');
    expect(bench.ask('AT')).toContain('OK');
  });

  test('is deaf between reset and RDY', () => {
    const bench = createBench();
    bench.ask('AT+RESET');
    bench.waitFor("^boot.rom'v'");
    bench.type('ATI\r');
    const seen = bench.waitFor('RDY');
    expect(seen).not.toContain('ATI');
    expect(bench.module.describe().state).toBe('running');
  });
});

describe('version', () => {
  const versionOf = (ap: Uint8Array): string => {
    const firmware = makeBinpkg(ap, oldCp);
    const bench = createBench({ firmware });
    return /\r\n(.*)\r\n\r\nOK/.exec(bench.ask('ATI'))?.[1] ?? '';
  };
  const nameless = oldAp.slice().fill(0, 500, 600);

  test('is the first full release name in the AP image', () => {
    const named = nameless.slice();
    named.set(Buffer.from('AirM2M_EC718-EC716_AT\0AirM2M_780EX_V1155_LTE_LPAT_X\0'), 500);
    expect(versionOf(named)).toBe('AirM2M_780EX_V1155_LTE_LPAT_X');
  });

  test('is made of the digest of AP and CP where there is no name', () => {
    const digest = sha256(Buffer.concat([nameless, oldCp])).toString('hex');
    expect(versionOf(nameless)).toBe(`AirM2M_780E_${digest.slice(0, 8)}_LTE_AT`);
  });
});

describe('identity and radio commands', () => {
  const bench = createBench();
  const imei = bench.module.describe().imei;
  const answers: readonly [string, string][] = [
    ['AT', 'OK'],
    ['ATI', oldVersion],
    ['AT+VER', oldVersion],
    ['AT+CGMR', `+CGMR: "${oldVersion}"`],
    ['AT+CGMM', '+CGMM: "Air780E"'],
    ['AT+CGMI', '+CGMI: "AirM2M"'],
    ['AT^HVER', '^HVER: EC618'],
    [
      'AT*I',
      `Revision: ${oldVersion}\r\n\r\nHWver: EC618\r\n\r\nBuildtime: unknown\r\n\r\nIMEI: ${imei}\r\n`,
    ],
    ['AT+CGSN', imei],
    ['AT+CCID', `898601`],
    ['AT+ICCID', `+ICCID: 898601`],
    ['AT+CIMI', '46001'],
    ['AT+CSQ', '+CSQ: 24,0'],
    ['AT+CESQ', '+CESQ: 99,99,255,255,20,50'],
    ['AT+CREG?', '+CREG: 0,1'],
    ['AT+CEREG?', '+CEREG: 0,1'],
    ['AT+CGATT?', '+CGATT: 1'],
    ['AT+CPIN?', '+CPIN: READY'],
    ['AT+COPS?', '+COPS: 0,2,"46001",7'],
    ['AT+CBC', '+CBC: 3800'],
    ['AT+CFUN?', '+CFUN: 1'],
    ['AT+CMEE?', '+CMEE: 1'],
    ['AT+IPR=115200;&W', 'OK'],
    ['AT+IPR?', '+IPR: 115200'],
    ['AT*EXINFO?', '*EXINFO: 0'],
    ['AT+WISN', `+WISN: V${imei}`],
    ['AT+CREG=2', 'OK'],
    ['AT+CREG?', '+CREG: 2,1,"1863","0183db22",7'],
    ['AT+UPGRADE=?', 'OK'],
  ];
  for (const [command, expected] of answers)
    test(`${command} answers ${expected.split('\r')[0]}`, () => {
      const text = bench.ask(command);
      expect(text.startsWith(`${command}\r\r\n`)).toBe(true);
      expect(text.slice(command.length + 1)).toContain(expected);
      expect(text.endsWith('\r\nOK\r\n')).toBe(true);
    });

  test('the IMEI has fifteen digits and a right check digit, and follows the id', () => {
    expect(imei).toMatch(/^00101700\d{7}$/);
    const doubled = [...imei].map((digit, index) => Number(digit) * (index % 2 === 1 ? 2 : 1));
    const sum = doubled.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
    expect(sum % 10).toBe(0);
    expect(createBench().module.describe().imei).toBe(imei);
  });

  test('what does not exist and what is misspelt is an error in each CMEE mode', () => {
    const strict = createBench();
    expect(strict.ask('AT+GSN')).toContain('+CME ERROR: 58');
    strict.ask('AT+CMEE=0');
    expect(strict.ask('AT+NOPE=1')).toContain('\r\nERROR\r\n');
    strict.ask('AT+CMEE=2');
    expect(strict.ask('AT+NOPE=1')).toContain('+CME ERROR: invalid command line');
    expect(strict.ask('AT+IPR=17')).toContain('+CME ERROR: invalid parameters');
  });

  test('AT+CFUN=0 takes the network away and AT+CFUN=1,1 restarts', () => {
    const module = createBench();
    module.ask('AT+CFUN=0');
    expect(module.ask('AT+CEREG?')).toContain('+CEREG: 0,0');
    expect(module.ask('AT+CSQ')).toContain('+CSQ: 99,0');
    module.ask('AT+CFUN=1,1');
    module.waitFor('RDY');
    expect(module.ask('AT+CEREG?')).toContain('+CEREG: 0,2');
    module.waitFor('+E_UTRAN Service');
    module.clock.advance(100);
    expect(module.ask('AT+CEREG?')).toContain('+CEREG: 0,1');
    expect(module.ask('AT*EXINFO?')).toContain('*EXINFO: 3');
  });

  test('echo goes off with ATE0 and comes back with a restart', () => {
    const module = createBench();
    module.ask('ATE0');
    expect(module.ask('AT')).toBe('\r\nOK\r\n');
    module.ask('AT+RESET');
    module.waitFor('RDY');
    expect(module.ask('AT')).toContain('AT\r\r\nOK\r\n');
  });
});

describe('the port', () => {
  test('takes one connection at a time', () => {
    const bench = createBench();
    expect(() => bench.module.attach()).toThrow(AppError);
    expect(() => bench.module.attach()).toThrow('port.busy');
  });

  test('refuses bytes after it was closed', () => {
    const { module } = createBench();
    module.dispose();
    const fresh = createEc618Module({ id: 'x', firmware: oldBinpkg });
    const connection = fresh.attach();
    connection.close();
    expect(() => connection.write(Uint8Array.of(65))).toThrow('port.closed');
    fresh.attach().close();
    fresh.dispose();
    expect(() => fresh.attach()).toThrow('port.notReady');
  });

  test('forgets a half-typed line when it is closed', () => {
    const { module, clock } = createBench();
    const bench = createEc618Module({ id: 'y', firmware: oldBinpkg, clock });
    module.dispose();
    const first = bench.attach();
    first.write(Buffer.from('AT+RES'));
    first.close();
    const second = bench.attach();
    let text = '';
    second.onData((bytes) => {
      text += Buffer.from(bytes).toString('latin1');
    });
    second.write(Buffer.from('AT\r'));
    clock.advance(100);
    expect(text).toBe('AT\r\r\nOK\r\n');
  });

  test('leaves no timer behind when the module is disposed in the middle of an upgrade', () => {
    const bench = createBench();
    bench.ask(setUrl);
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: 30');
    bench.module.dispose();
    bench.clock.advance(1000);
    expect(bench.clock.pending()).toBe(0);
    expect(bench.module.describe()).toMatchObject({ state: 'disposed', version: null });
  });
});

describe('firmware that is no EC618 binpkg', () => {
  const refused = (firmware: Uint8Array): unknown => {
    try {
      createEc618Module({ id: 'x', firmware, fileName: 'f.binpkg' });
    } catch (error) {
      return error instanceof AppError ? { code: error.code, ...error.params } : error;
    }
    return null;
  };
  const at = (offset: number, value: number): Uint8Array => {
    const copy = oldBinpkg.slice();
    copy[offset] = value;
    return copy;
  };

  test('is refused with what was expected', () => {
    const code = 'virtual.badFirmware';
    const fileName = 'f.binpkg';
    expect(refused(new Uint8Array(10))).toEqual({
      code,
      fileName,
      reason: 'expected the mark bpkg at byte 8',
    });
    expect(refused(at(0x10, 0))).toMatchObject({ reason: 'expected 1 to 16 images, found 0' });
    expect(refused(at(0x10, 2))).toMatchObject({ reason: expect.stringContaining('bytes, found') });
    expect(refused(oldBinpkg.subarray(0, 6000))).toMatchObject({ reason: 'image ap is cut off' });
    expect(refused(at(700, 99))).toMatchObject({ reason: 'image ap_bootloader does not have its SHA-256' });
    expect(refused(at(0x34 + 71, 0xff))).toMatchObject({
      reason: expect.stringContaining('asks for a zone'),
    });
    expect(refused(makeBinpkg(oldAp, oldCp, 100))).toMatchObject({
      reason: expect.stringContaining('larger than'),
    });
  });
});
