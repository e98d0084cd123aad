import { describe, expect, test } from 'vitest';
import type { TcpConnect } from '../http/tcp.ts';
import type { FakeClock } from '../testing/fakeClock.ts';
import { refusingConnect, silentConnect } from '../testing/fakeServer.ts';
import { createKitBench } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../testing/simulatorPackage.ts';
import { quectelDfota } from './dialect.ts';
import { parseFtpUrl } from './ftp.ts';

const upgrade = buildSimulatorPackage({ source: 'A_V1', target: 'A_V2' });

/** A server with one file; `answers` replace what it says to a command. */
function ftpServer(said: string[], answers: Readonly<Record<string, string>> = {}) {
  return (clock: FakeClock): TcpConnect =>
    ({ host, port }, events) => {
      const later = (action: () => void): unknown => clock.setTimeout(action, 1);
      const say = (line: string): unknown => later(() => events.onData(Buffer.from(`${line}\r\n`)));
      later(() => events.onConnected());
      said.push(`connect ${host}:${port}`);
      if (port === 1025) {
        later(() => events.onData(upgrade));
        later(() => events.onEnded());
      } else say('220-Welcome\r\n220 ready');
      const usual: Readonly<Record<string, string>> = {
        USER: '331 password',
        PASS: '230 in',
        TYPE: '200 binary',
        PASV: '227 Entering Passive Mode (10,0,0,7,4,1).',
        RETR: '150 here it comes\r\n226 done',
      };
      return {
        write(bytes) {
          const line = Buffer.from(bytes).toString().trim();
          said.push(line);
          const verb = line.split(' ')[0] ?? '';
          const answer = answers[verb] ?? usual[verb];
          if (answer !== '') say(answer ?? '502 what?');
        },
        pause: () => {},
        resume: () => {},
        destroy: () => {},
      };
    };
}

const open = (knobs: Record<string, number | boolean>, connect: (clock: FakeClock) => TcpConnect) =>
  createKitBench({
    dialect: quectelDfota,
    firmware: buildSimulatorImage({ version: 'A_V1' }),
    knobs,
    connect,
  });

async function endWith(answers: Readonly<Record<string, string>>): Promise<string | undefined> {
  const bench = await open({}, ftpServer([], answers));
  bench.ask('AT+QFOTADL="ftp://me:pw@ftp.example.com/dir/a.bin",1,30');
  bench.waitFor('FTPEND"');
  bench.clock.advance(10);
  return bench.lines().findLast((line) => line.includes('FTPEND'));
}

describe('a download over FTP', () => {
  test('logs in, asks in passive mode and brings the new version', async () => {
    const said: string[] = [];
    const bench = await open({}, ftpServer(said));
    expect(bench.ask('AT+QFOTADL="ftp://me:pw@ftp.example.com:2121/dir/a.bin",1')).toEqual(['OK']);
    expect(bench.waitFor('"START"')).toEqual([
      '+QIND: "FOTA","FTPSTART"',
      '+QIND: "FOTA","FTPEND",0',
      '+QIND: "FOTA","START"',
    ]);
    bench.waitFor('RDY');
    expect(bench.ask('AT+QGMR')[0]).toBe('A_V2');
    expect(said).toEqual([
      'connect ftp.example.com:2121',
      'USER me',
      'PASS pw',
      'TYPE I',
      'PASV',
      'connect 10.0.0.7:1025',
      'RETR /dir/a.bin',
    ]);
  });

  test('ends with the documented numbers', async () => {
    expect(await endWith({ PASS: '530 no' })).toBe('+QIND: "FOTA","FTPEND",625');
    expect(await endWith({ USER: '530 no' })).toBe('+QIND: "FOTA","FTPEND",625');
    expect(await endWith({ RETR: '550 no such file' })).toBe('+QIND: "FOTA","FTPEND",611');
    expect(await endWith({ PASV: '500 no' })).toBe('+QIND: "FOTA","FTPEND",601');
    expect(await endWith({ PASV: '227 nonsense' })).toBe('+QIND: "FOTA","FTPEND",601');
    expect(await endWith({ TYPE: '' })).toBe('+QIND: "FOTA","FTPEND",602');
    for (const [connect, code] of [
      [refusingConnect, 601],
      [() => silentConnect, 602],
    ] as const) {
      const bench = await open({}, connect);
      bench.ask('AT+QFOTADL="ftp://a/b",1');
      bench.waitFor(`"FTPEND",${code}`);
    }
  });

  test('ends with any number that a knob asks for, and without network', async () => {
    for (const ftpEndCode of [601, 602, 608, 611, 625]) {
      const bench = await open({ ftpEndCode }, ftpServer([]));
      bench.ask('AT+QFOTADL="ftp://a/b",1');
      bench.waitFor(`"FTPEND",${ftpEndCode}`);
    }
    const offline = await open({ sim: false }, ftpServer([]));
    offline.ask('AT+QFOTADL="ftp://a/b",1');
    offline.waitFor('"FTPEND",601');
  });
});

describe('an FTP URL', () => {
  test('may leave out user and port', () => {
    expect(parseFtpUrl('ftp://a.b/c')).toEqual({
      user: 'anonymous',
      password: '',
      host: 'a.b',
      port: 21,
      path: '/c',
    });
    expect(parseFtpUrl('ftp://a.b')).toBeNull();
    expect(parseFtpUrl('http://a.b/c')).toBeNull();
  });
});
