import { describe, expect, it } from 'vitest';
import { latin1Bytes, latin1Text } from '../bytes.ts';
import { createFakeClock } from '../testing/fakeClock.ts';
import { createReplay } from './createReplay.ts';
import { changedValues, type ReplayStep, shapeOf } from './steps.ts';

const says = (text: string, afterMs = 10): ReplayStep => ({
  kind: 'says',
  afterMs,
  bytes: latin1Bytes(text),
});
const hears = (line: string): ReplayStep => ({ kind: 'hears', line });

function bench(steps: readonly ReplayStep[], speed = 1) {
  const clock = createFakeClock();
  const module = createReplay({
    ...{ id: 'v', label: 'x', imei: '', carries: 'at', clock, steps, speed },
  });
  const connection = module.attach();
  let seen = '';
  connection.onData((bytes) => {
    seen += latin1Text(bytes);
  });
  return {
    clock,
    module,
    type: (text: string) => connection.write(latin1Bytes(text)),
    seen() {
      const text = seen;
      seen = '';
      return text;
    },
  };
}

describe('a replay', () => {
  it('says the same bytes at the same pace, or faster', () => {
    for (const speed of [1, 10]) {
      const { clock, seen } = bench([says('a', 1000), says('b', 500)], speed);
      clock.advance(999 / speed);
      expect(seen()).toBe('');
      clock.advance(2 / speed);
      expect(seen()).toBe('a');
      clock.advance(500 / speed);
      expect(seen()).toBe('b');
    }
  });

  it('waits for the command of the host, in pieces or whole', () => {
    const { clock, seen, type } = bench([hears('ATI'), says('ATI\r\nV1\r\nOK\r\n'), says('RDY\r\n', 50)]);
    clock.advance(60_000);
    expect(seen()).toBe('');
    for (const letter of 'ATI\r') type(letter);
    clock.advance(60);
    expect(seen()).toBe('ATI\r\nV1\r\nOK\r\nRDY\r\n');
  });

  it('echoes and reads back what is said now', () => {
    const { clock, seen, type } = bench([
      hears('AT+UPGRADE="URL","http://192.0.2.1/a",1'),
      says('AT+UPGRADE="URL","http://192.0.2.1/a",1\r\nOK\r\n'),
      hears('AT+UPGRADE?'),
      says('+UPGRADE: URL,http://192.0.2.1/a\r\nOK\r\n'),
    ]);
    type('AT+UPGRADE="URL","http://10.0.0.9:8080/b",1\r');
    clock.advance(20);
    expect(seen()).toBe('AT+UPGRADE="URL","http://10.0.0.9:8080/b",1\r\nOK\r\n');
    type('AT+UPGRADE?\r');
    clock.advance(20);
    expect(seen()).toContain('+UPGRADE: URL,http://10.0.0.9:8080/b\r\n');
  });

  it('answers another order as it answered then, and refuses what was never asked', () => {
    const { clock, seen, type } = bench([
      hears('ATI'),
      says('V1\r\nOK\r\n'),
      hears('AT+CSQ'),
      says('+CSQ: 9\r\nOK\r\n'),
    ]);
    type('AT+CSQ\rAT+NEVER\r');
    clock.advance(10);
    expect(seen()).toBe('+CSQ: 9\r\nOK\r\n\r\nERROR\r\n');
    type('ATI\r');
    clock.advance(10);
    expect(seen()).toBe('V1\r\nOK\r\n');
    type('ATI\r');
    expect(seen()).toBe('V1\r\nOK\r\n');
  });

  it('takes package bytes by their number', () => {
    const { clock, seen, type } = bench([{ kind: 'hearsBytes', count: 6 }, says('OK')]);
    type('\x00\r\n');
    clock.advance(20);
    expect(seen()).toBe('');
    type('\xff\xfe\xfd');
    clock.advance(20);
    expect(seen()).toBe('OK');
  });

  it('takes its port away and brings it back', () => {
    const { clock, module } = bench([
      { kind: 'port', afterMs: 100, present: false },
      { kind: 'port', afterMs: 2000, present: true },
    ]);
    clock.advance(100);
    expect(module.isPresent()).toBe(false);
    clock.advance(2000);
    expect(module.isPresent()).toBe(true);
  });

  it('stops when it is unplugged', () => {
    const { clock, module } = bench([says('a', 1000)]);
    module.dispose();
    expect(clock.pending()).toBe(0);
  });
});

describe('two commands', () => {
  it('are the same question when their command and first value are', () => {
    expect(shapeOf('AT+UPGRADE="URL","a"')).toBe(shapeOf('at+upgrade="URL","b",1'));
    expect(shapeOf('AT+UPGRADE="URL","a"')).not.toBe(shapeOf('AT+UPGRADE="KEY","a"'));
    expect(shapeOf('AT+UPGRADE')).not.toBe(shapeOf('AT+UPGRADE?'));
  });

  it('differ in values that are long enough to be found again', () => {
    expect(changedValues('A="URL","http://a/b",1', 'A="URL","http://c/d",2')).toEqual([
      ['http://a/b', 'http://c/d'],
    ]);
  });
});
