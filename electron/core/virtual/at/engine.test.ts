import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../testing/fakeClock.ts';
import { createTimerGroup } from '../timers.ts';
import { createAtEngine } from './engine.ts';
import { type AtReply, cme, ok } from './reply.ts';

const calls: string[] = [];
const telling = (line: string) => (): AtReply => ok(line);

function createTerminal(maxLineBytes = 64) {
  const clock = createFakeClock();
  let text = '';
  calls.length = 0;
  const engine = createAtEngine({
    send(bytes) {
      text += Buffer.from(bytes).toString('latin1');
    },
    timers: createTimerGroup(clock),
    latencyMs: () => 4,
    maxLineBytes: () => maxLineBytes,
    unknownCommand: () => 58,
  });
  engine.use({
    '': () => ok(),
    I: telling('AirM2M_X'),
    '+SLOW': (): AtReply => ({ ...ok(), delayMs: 500 }),
    '+BAD': () => cme(10),
    '+ARGS': (command) => {
      calls.push(JSON.stringify(command));
      return ok();
    },
    '*TWO': () => ok('one', 'two'),
  });
  return {
    engine,
    clock,
    type: (typed: string) => engine.receive(Buffer.from(typed, 'latin1')),
    seen: () => text,
    settle() {
      clock.advance(2000);
      return text;
    },
  };
}

/** What a terminal shows after typing this in one go. */
function transcript(typed: string, maxLineBytes?: number): string {
  const terminal = createTerminal(maxLineBytes);
  terminal.type(typed);
  return terminal.settle();
}

describe('the AT line', () => {
  test('echoes the command and frames each line with CR LF on both sides', () => {
    expect(transcript('ATI\r')).toBe('ATI\r\r\nAirM2M_X\r\n\r\nOK\r\n');
    expect(transcript('AT*TWO\r')).toBe('AT*TWO\r\r\none\r\n\r\ntwo\r\n\r\nOK\r\n');
  });

  test('answers after its latency, not before', () => {
    const terminal = createTerminal();
    terminal.type('AT\r');
    terminal.clock.advance(3);
    expect(terminal.seen()).toBe('AT\r');
    terminal.clock.advance(1);
    expect(terminal.seen()).toBe('AT\r\r\nOK\r\n');
  });

  test('reads the same however a command is split', () => {
    const typed = 'AT+ARGS="URL","http://a/b,c",1\r';
    const expected = transcript(typed);
    const call = calls[0];
    for (let at = 0; at <= typed.length; at += 1) {
      const terminal = createTerminal();
      terminal.type(typed.slice(0, at));
      terminal.clock.advance(50);
      terminal.type(typed.slice(at));
      expect(terminal.settle()).toBe(expected);
      expect(calls).toEqual([call]);
    }
  });

  test('answers two commands of one write one after the other, each behind its own echo', () => {
    expect(transcript('AT\rATI\r')).toBe('AT\r\r\nOK\r\nATI\r\r\nAirM2M_X\r\n\r\nOK\r\n');
    expect(transcript('AT+SLOW\rAT\r')).toBe('AT+SLOW\r\r\nOK\r\nAT\r\r\nOK\r\n');
  });

  test('does not mind line feeds, lower case and blanks', () => {
    expect(transcript('at\r\nati\r\n')).toBe('at\r\r\nOK\r\nati\r\r\nAirM2M_X\r\n\r\nOK\r\n');
    expect(transcript('AT + \r')).toContain('+CME ERROR: 58');
    expect(transcript('at+args = 1 , "b" \r')).toContain('OK');
    expect(calls).toEqual([
      '{"name":"+ARGS","kind":"set","args":[{"text":"1","quoted":false},{"text":"b","quoted":true}]}',
    ]);
  });

  test('takes the last character back at a backspace', () => {
    expect(transcript('ATX\bI\r')).toBe('ATX\bI\r\r\nAirM2M_X\r\n\r\nOK\r\n');
    expect(transcript('\x7f\x7fATI\r')).toContain('AirM2M_X');
  });

  test('skips noise before AT and keeps silent about lines without it', () => {
    expect(transcript('\x00\xff#~AT\r')).toBe('\x00\xff#~AT\r\r\nOK\r\n');
    expect(transcript('hello\r\rAT\r')).toBe('hello\r\rAT\r\r\nOK\r\n');
  });

  test('refuses a line that is too long and understands the next one', () => {
    const typed = `AT+ARGS=${'x'.repeat(100)}\rAT\r`;
    expect(transcript(typed, 64)).toBe(`${typed.slice(0, 109)}\r\n+CME ERROR: 58\r\nAT\r\r\nOK\r\n`);
    expect(calls).toEqual([]);
  });

  test('loses what a host sends beyond any buffer instead of growing', () => {
    const terminal = createTerminal(1000);
    terminal.type('AT+SLOW\r');
    terminal.type('x'.repeat(200_000));
    expect(terminal.settle().length).toBeLessThan(70_000);
  });

  test('keeps the characters of a URL as they are, bytes above 7F included', () => {
    transcript('AT+ARGS="http://a/\xe4\xbd\xa0 b?c=1,2"\r');
    expect(JSON.parse(calls[0] ?? '').args).toEqual([
      { text: 'http://a/\xe4\xbd\xa0 b?c=1,2', quoted: true },
    ]);
  });

  test('tells the four forms of a command apart', () => {
    transcript('AT+ARGS\rAT+ARGS?\rAT+ARGS=?\rAT+ARGS=\rAT+ARGS="\r');
    expect(calls.map((call) => JSON.parse(call).kind)).toEqual(['execute', 'read', 'test', 'set']);
  });

  test('reports errors as CMEE says', () => {
    const terminal = createTerminal();
    terminal.engine.setEcho(false);
    for (const mode of [0, 1, 2] as const) {
      terminal.engine.setCmee(mode);
      terminal.type('AT+BAD\r');
      terminal.settle();
    }
    expect(terminal.seen()).toBe('\r\nERROR\r\n\r\n+CME ERROR: 10\r\n\r\n+CME ERROR: SIM not inserted\r\n');
    expect(transcript('AT+NOBODY?\r')).toContain('+CME ERROR: 58');
  });

  test('puts an unsolicited line between answers, never into one', () => {
    const terminal = createTerminal();
    terminal.type('AT+SLOW\r');
    terminal.clock.advance(100);
    terminal.engine.urc('+UPGRADEIND: 10');
    expect(terminal.settle()).toBe('AT+SLOW\r\r\n+UPGRADEIND: 10\r\n\r\nOK\r\n');
  });

  test('sends a prompt as it is, without a frame and without a final line', () => {
    const terminal = createTerminal();
    terminal.engine.setEcho(false);
    terminal.engine.use({
      '+ASK': () => ({ lines: ['+ASK: 1'], final: { kind: 'prompt', text: '\r\n> ' } }),
    });
    terminal.type('AT+ASK\r');
    terminal.settle();
    expect(terminal.seen()).toBe('\r\n+ASK: 1\r\n\r\n> ');
  });

  test('hears what a listener types while the echo is still on its way', () => {
    const clock = createFakeClock();
    let text = '';
    let typed = false;
    const engine = createAtEngine({
      send(bytes) {
        text += Buffer.from(bytes).toString('latin1');
        if (typed) return;
        typed = true;
        engine.receive(Buffer.from('T\r'));
      },
      timers: createTimerGroup(clock),
      latencyMs: () => 4,
      maxLineBytes: () => 64,
      unknownCommand: () => 58,
    });
    engine.use({ '': () => ok() });
    engine.receive(Buffer.from('A'));
    clock.advance(100);
    expect(text).toBe('AT\r\r\nOK\r\n');
  });
});
