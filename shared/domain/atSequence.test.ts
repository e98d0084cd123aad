import { describe, expect, it } from 'vitest';
import { formatHex, parseHex } from './atHex.ts';
import { formatSequences, parseSequences, sequenceLimits } from './atSequence.ts';

describe('bytes in hexadecimal', () => {
  it.each(['41 54 0D', '41540d', '0x41,0x54,0x0D', '0x41 0x54 0x0d', '41-54:0d', ' 41\t54\n0d '])(
    'reads %s',
    (text) => {
      expect(parseHex(text)).toEqual(Uint8Array.of(0x41, 0x54, 0x0d));
    },
  );

  it.each(['', ' ', '4', '41 5', 'AT', '4g', '0x'])('refuses %j', (text) => {
    expect(parseHex(text)).toBeNull();
  });

  it('writes pairs of capital digits', () => {
    expect(formatHex(Uint8Array.of(0, 0xab, 255))).toBe('00 AB FF');
  });
});

const text = `# a remark
AT
[Network]
@repeat 3
@continue
AT+CSQ
  @wait 500
@timeout 20000
AT+COPS=?
@expect 30000 +CEREG: 1
@hex 41,54,0d
\\#not a remark
`;

describe('a sequence as text', () => {
  it('holds lines, waits, expectations and bytes under a name', () => {
    expect(parseSequences(text)).toEqual({
      problems: [],
      sequences: [
        { name: '', rounds: 1, onRefusal: 'stop', steps: [{ kind: 'line', text: 'AT' }] },
        {
          name: 'Network',
          rounds: 3,
          onRefusal: 'continue',
          steps: [
            { kind: 'line', text: 'AT+CSQ' },
            { kind: 'wait', ms: 500 },
            { kind: 'line', text: 'AT+COPS=?', timeoutMs: 20_000 },
            { kind: 'expect', text: '+CEREG: 1', timeoutMs: 30_000 },
            { kind: 'hex', hex: '41 54 0D' },
            { kind: 'line', text: '#not a remark' },
          ],
        },
      ],
    });
  });

  it('is read back from what it is written as', () => {
    const { sequences } = parseSequences(text);
    expect(parseSequences(formatSequences(sequences)).sequences).toEqual(sequences);
  });

  it('takes any end of line and keeps what stands between brackets in the middle of a line', () => {
    expect(parseSequences('AT+A="[x]"\r\nAT+B\rAT+C\n').sequences[0]?.steps).toHaveLength(3);
  });

  it.each([
    ['@sleep 5', 'unknownDirective'],
    ['@wait', 'badNumber'],
    ['@wait -1', 'badNumber'],
    ['@wait 3600001', 'badNumber'],
    ['@wait soon', 'badNumber'],
    ['@repeat 1.5', 'badNumber'],
    ['@hex 4', 'badHex'],
    ['@expect 500', 'missingText'],
    ['@expect', 'missingText'],
    ['@expect RDY now', 'badNumber'],
    ['A'.repeat(sequenceLimits.chars + 1), 'tooLong'],
  ])('says what is wrong with %s', (line, code) => {
    const { problems, sequences } = parseSequences(`AT\n${line}\nATI`);
    expect(problems).toMatchObject([{ line: 2, code }]);
    expect(sequences[0]?.steps).toHaveLength(2);
  });

  it('says that there is nothing, and where there is too much', () => {
    expect(parseSequences('# only a remark').problems).toMatchObject([{ code: 'empty' }]);
    const long = parseSequences('AT\n'.repeat(sequenceLimits.steps + 1));
    expect(long.problems).toMatchObject([{ line: sequenceLimits.steps + 1, code: 'tooLong' }]);
  });
});
