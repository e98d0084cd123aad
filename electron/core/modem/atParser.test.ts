import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createAtParser, type ParsedLine } from './atParser.ts';
import { createPendingCommand } from './classify.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const shape = (line: ParsedLine) => `${line.role} ${line.whole}`;

/** Parses as the answer to a command, in the given pieces. */
function parse(text: string, command: string | null, cuts: readonly number[] = []): string[] {
  const parser = createAtParser();
  if (command !== null) parser.expect(createPendingCommand(command));
  const all = bytes(text);
  const lines: ParsedLine[] = [];
  let start = 0;
  for (const end of [...cuts, all.length]) {
    lines.push(...parser.push(all.subarray(start, end)));
    start = end;
  }
  return lines.map(shape);
}

const transcripts: readonly (readonly [
  name: string,
  command: string | null,
  wire: string,
  expected: readonly string[],
])[] = [
  [
    'ATI with echo',
    'ATI',
    'ATI\r\r\nAirM2M_780E_V1138_LTE_AT\r\n\r\nOK\r\n',
    ['echo ATI', 'response AirM2M_780E_V1138_LTE_AT', 'final OK'],
  ],
  ['ATI without echo', 'ATI', '\r\nAirM2M_780E\r\n\r\nOK\r\n', ['response AirM2M_780E', 'final OK']],
  [
    'a URC inside the answer',
    'AT+CSQ',
    'AT+CSQ\r\r\n+UPGRADEIND: 30\r\n\r\n+CSQ: 24,0\r\n\r\n+CEREG: 1\r\n\r\nOK\r\n',
    ['echo AT+CSQ', 'urc +UPGRADEIND: 30', 'response +CSQ: 24,0', 'urc +CEREG: 1', 'final OK'],
  ],
  [
    'a URC inside the echo',
    'AT+UPGRADE',
    'AT+UPG\r\n+NITZ: 24/07/17,09:49:59+32,0\r\nRADE\r\r\nOK\r\n',
    ['echo AT+UPG', 'urc +NITZ: 24/07/17,09:49:59+32,0', 'echo RADE', 'final OK'],
  ],
  [
    'answer and news of one name',
    'AT+CEREG?',
    '\r\n+CEREG: 2,1,"4844","0EA2D0CA",7\r\n\r\n+CEREG: 5,"4844","0EA2D0CA",7\r\n\r\n+CEREG: 5\r\n\r\nOK\r\n',
    [
      'response +CEREG: 2,1,"4844","0EA2D0CA",7',
      'urc +CEREG: 5,"4844","0EA2D0CA",7',
      'urc +CEREG: 5',
      'final OK',
    ],
  ],
  [
    'SIM answer and SIM hot plug',
    'AT+CPIN?',
    '\r\n+CPIN: SIM REMOVED 0\r\n\r\n+CPIN: READY 0\r\n\r\n+CPIN: READY\r\n\r\nOK\r\n',
    ['urc +CPIN: SIM REMOVED 0', 'urc +CPIN: READY 0', 'response +CPIN: READY', 'final OK'],
  ],
  [
    'state of the upgrade and progress of very old firmware',
    'AT+UPGRADE?',
    '\r\n+UPGRADE: 45\r\n\r\n+UPGRADE: 1,46\r\n\r\nOK\r\n',
    ['urc +UPGRADE: 45', 'response +UPGRADE: 1,46', 'final OK'],
  ],
  [
    'read-back of a setting while it downloads',
    'AT+UPGRADE="URL"',
    '\r\n+UPGRADE: 12\r\n\r\n+UPGRADE:URL,http://a/b,c\r\n\r\nOK\r\n',
    ['urc +UPGRADE: 12', 'response +UPGRADE:URL,http://a/b,c', 'final OK'],
  ],
  [
    'the trigger while it downloads already',
    'AT+UPGRADE',
    '\r\n+UPGRADE: 12\r\n\r\n+CME ERROR: 1006\r\n',
    ['urc +UPGRADE: 12', 'final +CME ERROR: 1006'],
  ],
  [
    "a failed upgrade of older firmware inside somebody else's command",
    'ATI',
    '\r\n+CME ERROR: 1003\r\n\r\nAirM2M_780E\r\n\r\nOK\r\n',
    ['urc +CME ERROR: 1003', 'response AirM2M_780E', 'final OK'],
  ],
  ['a refusal', 'AT+CPIN?', 'AT+CPIN?\r\r\n+CME ERROR: 10\r\n', ['echo AT+CPIN?', 'final +CME ERROR: 10']],
  [
    'a boot in the middle, with noise before it',
    'ATI',
    "ATI\r^boot.rom'v'!\\n\r\n\0\0RDY\r\n^MODE: 17,17\r\n+E_UTRAN Service\r\n",
    ['echo ATI', "urc ^boot.rom'v'!\\n", 'urc ␀␀RDY', 'urc ^MODE: 17,17', 'urc +E_UTRAN Service'],
  ],
  [
    'answers of several lines',
    'AT*I',
    'AT*I\r\r\nManufacturer: AirM2M\r\nModel: Air780E\r\n\r\nOK\r\n',
    ['echo AT*I', 'response Manufacturer: AirM2M', 'response Model: Air780E', 'final OK'],
  ],
  [
    'lines that nobody asked for',
    null,
    'some log text\r\n+UPGRADEIND: 100\r\nOK\r\n+XYZ: 1\r\n',
    ['text some log text', 'urc +UPGRADEIND: 100', 'text OK', 'urc +XYZ: 1'],
  ],
];

describe('reading an AT port', () => {
  it.each(transcripts)('understands %s, cut at every position', (_name, command, wire, expected) => {
    expect(parse(wire, command)).toEqual(expected);
    for (let cut = 1; cut < wire.length; cut++) expect(parse(wire, command, [cut])).toEqual(expected);
    const everywhere = Array.from({ length: wire.length - 1 }, (_, index) => index + 1);
    expect(parse(wire, command, everywhere)).toEqual(expected);
  });

  it('reads UTF-8, GB18030 and noise as text', () => {
    const parser = createAtParser();
    const lines = parser.push(
      Uint8Array.from([
        ...Buffer.from('已是最新'),
        10,
        ...[0xd2, 0xd1, 0xca, 0xc7, 0xd7, 0xee, 0xd0, 0xc2],
        10,
        ...[0xff, 0xfe, 0x41],
        10,
      ]),
    );
    expect(lines.map((line) => line.whole)).toEqual(['已是最新', '已是最新', 'ÿþA']);
  });

  it('shows an unfinished line after a silence and still understands it when its rest comes', () => {
    const parser = createAtParser();
    expect(parser.push(bytes('+UPGRADEIND: 1'))).toEqual([]);
    expect(parser.quiet()).toMatchObject({ role: 'text', text: '+UPGRADEIND: 1', unfinished: 'quiet' });
    expect(parser.quiet()).toBeNull();
    expect(parser.push(bytes('00\r\n'))).toMatchObject([
      {
        role: 'urc',
        text: '00',
        whole: '+UPGRADEIND: 100',
        urc: { kind: 'downloadProgressed', percent: 100 },
      },
    ]);
  });

  it('gives out a line that is longer than the cap in pieces and loses none of it', () => {
    const parser = createAtParser({ capBytes: 10 });
    const lines = parser.push(bytes(`${'x'.repeat(25)}\r\nOK\r\n`));
    expect(lines.map((line) => [line.text, line.unfinished])).toEqual([
      ['x'.repeat(10), 'capped'],
      ['x'.repeat(10), 'capped'],
      ['xxxxx', undefined],
      ['OK', undefined],
    ]);
  });

  it('reads no meaning from the rest of a line whose start the cap gave out', () => {
    const parser = createAtParser({ capBytes: 4 });
    expect(parser.push(bytes('xxxxRDY\r\n')).map((line) => line.role)).toEqual(['text', 'text']);
  });

  it('sees the prompt without an end of line, only when one is awaited', () => {
    const parser = createAtParser();
    parser.expect(createPendingCommand('AT+LFOTA=1,4'), { prompt: true });
    expect(parser.push(bytes('\r\n> '))).toMatchObject([{ prompt: true, role: 'response' }]);
    parser.settle();
    expect(parser.push(bytes('> '))).toEqual([]);
  });

  it('keeps the bytes of every line exactly once, whatever the pieces', () => {
    const wire = 'one\r\ntwo\n\nthree\rfour';
    for (let cut = 0; cut <= wire.length; cut++) {
      const parser = createAtParser();
      const lines = [...parser.push(bytes(wire.slice(0, cut)))];
      const early = parser.quiet();
      if (early !== null) lines.push(early);
      lines.push(...parser.push(bytes(wire.slice(cut))));
      const late = parser.quiet();
      if (late !== null) lines.push(late);
      expect(lines.map((line) => line.text).join('')).toBe('onetwothreefour');
    }
  });
});
