/**
 * Every shape of answer in at-commands, cut at every position and with news at every place where a module can put it. The tables
 * are wire shapes only; what they mean is tested with the drivers.
 */
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createAtParser, type ParsedLine } from './atParser.ts';
import { createPendingCommand } from './classify.ts';

interface Dialogue {
  readonly command: string;
  readonly answer: readonly string[];
  readonly final: string;
}

const dialogue = (command: string, ...lines: readonly string[]): Dialogue => ({
  command,
  answer: lines.slice(0, -1),
  final: lines.at(-1) ?? 'OK',
});

/** Questions and settings of sections 1 to 5. Made-up values keep the manuals' spelling: blanks, quotes, bare numbers. */
const dialogues: readonly Dialogue[] = [
  dialogue('ATI', 'AirM2M_780ET_V1015_LTE_AT_IPC', 'OK'),
  dialogue('AT+VER', 'AirM2M_780E_V1138_LTE_AT', 'OK'),
  dialogue('AT+CGMR', '+CGMR: "AirM2M_780EP_V1007_LTE_AT"', 'OK'),
  dialogue('AT+CGMR', 'BC25_FOTA_V2_0', 'OK'),
  dialogue('AT^HVER', '^HVER: EC718', 'OK'),
  dialogue('AT^HVER', '^HVER:EC618', 'OK'),
  dialogue('AT*I', 'Manufacturer: AirM2M', 'Model: Air780E', 'Revision: V1138', 'OK'),
  dialogue('AT+CGSN', '866250060000017', 'OK'),
  dialogue('AT+CPIN?', '+CPIN: READY', 'OK'),
  dialogue('AT+CPIN?', '+CME ERROR: 10'),
  dialogue('AT+CPIN?', '+CME ERROR: SIM not inserted'),
  dialogue('AT+CSQ', '+CSQ: 24,0', 'OK'),
  dialogue('AT+CSQ', '+CSQ:18', 'OK'),
  dialogue('AT+CSQ', '+CSQ : 5 , 99', 'OK'),
  dialogue('AT+CREG?', '+CREG: 2,1,"1863","0183db22",7', 'OK'),
  dialogue('AT+CGATT?', '+CGATT: 0', 'OK'),
  dialogue('AT+CBC', '+CBC: 0,86,3911', 'OK'),
  dialogue('AT+CSQ;+CGATT?', '+CSQ: 24,0', '+CGATT: 1', 'OK'),
  dialogue('AT+UPGRADE', 'OK'),
  dialogue('AT+UPGRADE="KEY","00000000000000000000000000000000"', 'OK'),
  dialogue('AT+UPGRADE="URL"', '+UPGRADE:URL,http://ota.example.com/a,b.bin', 'OK'),
  dialogue('AT+UPGRADE?', '+UPGRADE: 2,-1003,200,43', 'OK'),
  dialogue('AT+UPGRADE?', '+UPGRADE: 2,[-1003,200,25]', 'OK'),
  dialogue('AT+UPGRADE?', '+UPGRADE: 0', 'OK'),
  dialogue('AT+UARTUPGRADE=?', '+UARTUPGRADE: (0-5)', 'OK'),
  dialogue('AT+UARTUPGRADE=2', '+UARTUPGRADE: 6, XOTA_PS_PKG_VERIFIED', 'OK'),
  dialogue('AT+UARTUPGRADE=?', 'ERROR'),
  dialogue('AT+QIOTCFG="productinfo"', '+QIOTCFG: "productinfo","p1111a","c2VjcmV0"', 'OK'),
  dialogue('AT+QIOTSTATE?', '+QIOTSTATE: 4', 'OK'),
  dialogue('AT+QIOTMCUVER="MCU1"', '+QIOTMCUVER: "MCU1","1.0.0"', 'OK'),
  dialogue('AT+QIOTUPDATE=1', 'ERROR'),
  dialogue('AT+QGMR', 'EC800KCNLCR01A02M04', 'OK'),
  dialogue('AT+QFOTADL="FILE:184320",1,100,100', 'OK'),
  dialogue('AT+LFOTA=0,184320', 'OK'),
  dialogue('AT+MIPLCREATEEX="nbiotbt.heclouds.com:5683",1', '+MIPLCREATEEX: 0', 'OK'),
  dialogue('AT+CRESET', 'OK'),
];

/** What modules say on their own, in the spelling of section 1.3 to 5. */
const news: readonly string[] = [
  '+UPGRADEIND: 30',
  '+UPGRADEIND:-1003',
  '+UPGRADEDL: 100',
  '+UPGRADEVER: AirM2M_780E_V1121_LTE_AT',
  '+QIND: "FOTA","UPDATING",13',
  '+QIND:"FOTA","FILESTART"',
  '+QIOTEVT: 7,10700,"BC25","BC25_FOTA_V1_0","BC25_FOTA_V2_0",30,-113,2563',
  '+QIOTEVT: 7,10703,"STM32",27954,0,27954',
  '+CFOTA: FOTA,START',
  '+UUFWINSTALL: 128',
  '#XFOTA: 4,0',
  '+MIPLEVENT: 0,40',
  '+MATREADY',
  '+FIRMWARE UPDATE SUCCESS',
  'RDY',
  "^boot.rom'v'!\\n",
  '^MODE: 17,17',
  '+E_UTRAN Service',
  '+CGEV: ME PDN ACT 1,0',
  '+NITZ: 24/07/17,09:49:59+32,0',
  '+CPIN: SIM REMOVED 0',
  '+CME ERROR: 1003',
];

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const framed = (line: string): string => `\r\n${line}\r\n`;

interface Heard {
  readonly answer: string[];
  readonly final: string[];
  readonly news: string[];
}

/** @param cuts where the bytes are cut into pieces, ascending */
function hear(command: string, wire: Uint8Array, cuts: readonly number[]): Heard {
  const parser = createAtParser();
  parser.expect(createPendingCommand(command));
  const lines: ParsedLine[] = [];
  let start = 0;
  for (const end of [...cuts, wire.length]) {
    lines.push(...parser.push(wire.subarray(start, end)));
    start = end;
  }
  const of = (...roles: readonly ParsedLine['role'][]): string[] =>
    lines.filter(({ role }) => roles.includes(role)).map(({ whole }) => whole);
  // Behind the final line nobody waits: what has no shape of news is then text.
  return { answer: of('response'), final: of('final'), news: of('urc') };
}

/** A small generator, so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function everyCut(length: number): number[][] {
  return Array.from({ length: length + 1 }, (_, cut) => [cut]);
}

/** Commands about upgrades are ended by their own CME codes (at-commands 1.3); elsewhere these are news. */
const collides = (command: string, line: string): boolean =>
  line.startsWith('+CME') && command.includes('+UPGRADE');

describe.each([
  ['on', true],
  ['off', false],
])('answers with echo %s', (_name, echo) => {
  const head = (command: string): string => (echo ? `${command}\r` : '');

  it.each(dialogues.map((given) => [given.command, given] as const))(
    'to %s are the same wherever the bytes are cut',
    (_command, { command, answer, final }) => {
      const wire = bytes(`${head(command)}${[...answer, final].map(framed).join('')}`);
      const whole: Heard = { answer: [...answer], final: [final], news: [] };
      const everywhere = Array.from({ length: wire.length - 1 }, (_, index) => index + 1);
      for (const cuts of [[], everywhere, ...everyCut(wire.length)]) {
        expect(hear(command, wire, cuts)).toEqual(whole);
      }
    },
  );

  it.each(dialogues.map((given) => [given.command, given] as const))(
    'to %s are told from any news at any place',
    (_command, { command, answer, final }) => {
      const random = createRandom(command.length);
      const parts = [head(command), ...answer.map(framed)];
      for (const line of news.filter((candidate) => !collides(command, candidate))) {
        for (let place = 1; place <= parts.length; place++) {
          const wire = bytes(
            [...parts.slice(0, place), framed(line), ...parts.slice(place), framed(final)].join(''),
          );
          const cuts = [random(wire.length), random(wire.length)].sort((a, b) => a - b);
          expect(hear(command, wire, cuts)).toEqual({ answer: [...answer], final: [final], news: [line] });
        }
      }
    },
  );
});

it('an echo that news has cut in two at any place is still an echo', () => {
  for (const { command, answer, final } of dialogues) {
    for (const line of ['+UPGRADEIND: 30', '+QIND: "FOTA","START"', 'RDY']) {
      for (let cut = 1; cut < command.length; cut++) {
        const wire = bytes(
          `${command.slice(0, cut)}${framed(line)}${command.slice(cut)}\r${[...answer, final].map(framed).join('')}`,
        );
        expect(hear(command, wire, [])).toEqual({ answer: [...answer], final: [final], news: [line] });
      }
    }
  }
});

describe('data that a line announces', () => {
  const header = (line: string) => {
    const length = /^\+QIOTOTARD\s*:\s*\d+,\s*(\d+)$/.exec(line)?.[1];
    return length === undefined ? null : { length: Number(length) };
  };
  const command = 'AT+QIOTOTARD=0,64';
  /** Data that would end the command, start another block, ask for data, or look like news. */
  const nasty = Uint8Array.from([
    ...bytes('\n\r\nOK\r\n+QIOTOTARD: 0,4\r\n> \r\nERROR\r\n+QIND: "FOTA","END",0\r\n'),
    ...[0x00, 0xff, 0x0d],
  ]);
  const wireOf = (data: Uint8Array, blank = ' ', end = '\r\n'): Uint8Array =>
    Uint8Array.from([
      ...bytes(`${command}\r\r\n+QIOTEVT: 7,10702\r\n\r\n+QIOTOTARD:${blank}0,${data.length}${end}`),
      ...data,
      ...bytes('\r\n\r\n+QIOTEVT: 7,10703\r\n\r\nOK\r\n+NITZ: 1\r\n'),
    ]);
  const read = (wire: Uint8Array, cuts: readonly number[]) => {
    const parser = createAtParser();
    parser.expect(createPendingCommand(command), { binary: { header } });
    const lines: ParsedLine[] = [];
    let start = 0;
    for (const end of [...cuts, wire.length]) {
      lines.push(...parser.push(wire.subarray(start, end)));
      start = end;
    }
    return {
      data: lines.flatMap(({ data }) => (data === undefined ? [] : [[...data]])),
      lines: lines.filter(({ data }) => data === undefined).map(({ role, whole }) => `${role} ${whole}`),
    };
  };
  const expectedLines = (data: Uint8Array, blank = ' ') => [
    `echo ${command}`,
    'urc +QIOTEVT: 7,10702',
    `response +QIOTOTARD:${blank}0,${data.length}`,
    'urc +QIOTEVT: 7,10703',
    'final OK',
    'urc +NITZ: 1',
  ];

  it('is read by its number, whatever it holds and wherever it is cut', () => {
    for (const data of [nasty, new Uint8Array(), Uint8Array.of(0x0a), Uint8Array.of(0x0d), bytes('OK\r\n')]) {
      const wire = wireOf(data);
      const everywhere = Array.from({ length: wire.length - 1 }, (_, index) => index + 1);
      for (const cuts of [[], everywhere, ...everyCut(wire.length)]) {
        expect(read(wire, cuts)).toEqual({ data: [[...data]], lines: expectedLines(data) });
      }
    }
  });

  it('is read behind a bare line feed and a header without its blank too', () => {
    expect(read(wireOf(nasty, '', '\n'), [])).toEqual({
      data: [[...nasty]],
      lines: expectedLines(nasty, ''),
    });
  });

  it('stays data when its command is not waited for any more, until a silence', () => {
    const wire = wireOf(nasty);
    const middle = wire.length - 40;
    const parser = createAtParser();
    parser.expect(createPendingCommand(command), { binary: { header } });
    parser.push(wire.subarray(0, middle));
    parser.settle();
    expect(parser.push(wire.subarray(middle)).map(({ whole }) => whole)).toEqual([
      '+QIOTEVT: 7,10703',
      'OK',
      '+NITZ: 1',
    ]);
    parser.expect(createPendingCommand(command), { binary: { header } });
    parser.push(wire.subarray(0, middle));
    parser.settle();
    parser.quiet();
    expect(parser.push(bytes('RDY\r\n'))).toMatchObject([{ role: 'urc', whole: 'RDY' }]);
  });

  it('is not believed when a damaged header announces what no module has', () => {
    for (const length of [-1, 0.5, Number.NaN, 17 * 1024 * 1024]) {
      const parser = createAtParser();
      parser.expect(createPendingCommand('AT+X'), { binary: { header: () => ({ length }) } });
      expect(parser.push(bytes('\r\n+X: 1\r\n\r\nOK\r\n')).map(({ role }) => role)).toEqual([
        'response',
        'final',
      ]);
    }
  });
});

describe('a prompt', () => {
  it('is seen at the start of a line wherever the bytes are cut, with or without a blank or an end', () => {
    for (const prompt of ['>', '> ', '>\r\n']) {
      const wire = bytes(`AT+LFOTA=1,4\r\r\n+CFOTA: FOTA,START\r\n\r\n${prompt}\r\n+QIND: 1\r\n\r\nOK\r\n`);
      for (const cuts of everyCut(wire.length)) {
        const parser = createAtParser();
        parser.expect(createPendingCommand('AT+LFOTA=1,4'), { prompt: true });
        const [cut = 0] = cuts;
        const lines = [...parser.push(wire.subarray(0, cut)), ...parser.push(wire.subarray(cut))];
        expect(lines.map(({ role, whole }) => `${role} ${whole}`)).toEqual([
          'echo AT+LFOTA=1,4',
          'urc +CFOTA: FOTA,START',
          'response >',
          'urc +QIND: 1',
          'final OK',
        ]);
        expect(lines.filter((line) => line.prompt).length).toBe(1);
      }
    }
  });
});
