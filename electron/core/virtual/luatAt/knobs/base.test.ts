import { describe, expect, test } from 'vitest';
import { type Bench, createBench } from '../../testing/bench.ts';

function restart(bench: Bench): void {
  bench.ask('AT+RESET');
  bench.waitFor('RDY');
}

describe('the line after a reset', () => {
  test('does not hear the first commands, not even as an echo', () => {
    const bench = createBench({ knobs: { deafLines: 2 } });
    expect(bench.ask('AT')).toContain('OK');
    restart(bench);
    const before = bench.seen().length;
    bench.type('AT\r');
    bench.clock.advance(1000);
    bench.type('ATI\r');
    bench.clock.advance(1000);
    expect(bench.seen().slice(before)).not.toContain('AT');
    expect(bench.ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  test('begins with garbage that is no text', () => {
    const bench = createBench({ knobs: { garbageBytes: 20 }, random: () => 0.9 });
    restart(bench);
    expect(bench.seen()).toMatch(/[\x80-\xff]{20}\r\nRDY/);
  });
});

describe('identity', () => {
  test('tells the hardware of the chip or of its knob, with or without a blank', () => {
    expect(createBench().ask('AT^HVER')).toContain('\r\n^HVER: EC618\r\n');
    expect(createBench({ knobs: { hardware: 'EC999', hardwareBlank: false } }).ask('AT^HVER')).toContain(
      '\r\n^HVER:EC999\r\n',
    );
    expect(createBench({ knobs: { hardware: 'EC999' } }).ask('AT*I')).toContain('HWver: EC999');
  });

  test('knows AT+GSN only if its knob says so', () => {
    expect(createBench().ask('AT+GSN')).toContain('+CME ERROR: 58');
    expect(createBench({ knobs: { gsn: true }, imei: '123456789012345' }).ask('AT+GSN')).toContain(
      '123456789012345',
    );
  });

  test('switches off and stays off', () => {
    const bench = createBench();
    bench.type('AT+CPOWD=1\r');
    bench.waitFor('NORMAL POWER DOWN');
    bench.clock.advance(100_000);
    expect(bench.module.describe().state).toBe('off');
    expect(createBench().ask('AT+CPOWD=2')).toContain('+CME ERROR: 53');
  });
});

describe('the SIM card', () => {
  test('may want a PIN or a PUK or be broken, and then there is no network', () => {
    const ask = (simLock: 'pin' | 'puk' | 'failure') => {
      const bench = createBench({ knobs: { simLock } });
      return [bench.ask('AT+CPIN?'), bench.ask('AT+CREG?'), bench.ask('AT+CGATT?')].join('');
    };
    expect(ask('pin')).toContain('+CPIN: SIM PIN');
    expect(ask('puk')).toContain('+CPIN: SIM PUK');
    expect(ask('failure')).toContain('+CME ERROR: 13');
    expect(ask('pin')).toMatch(/\+CREG: 0,0[\s\S]*\+CGATT: 0/);
  });

  test('is taken out and put back in while the module runs, with the lines of the manual', () => {
    const bench = createBench();
    bench.module.setKnobs({ sim: false });
    expect(bench.lines()).toEqual([
      '+CPIN: SIM REMOVED 0',
      '^MODE: 0,0',
      '+NO Service',
      '+CGEV: NW PDN DEACT 1',
      '+CGEV: ME DETACH',
    ]);
    expect(bench.ask('AT+CPIN?')).toContain('+CME ERROR: 10');
    bench.module.setKnobs({ sim: true });
    bench.waitFor('+CPIN: READY 0');
    expect(bench.ask('AT+CREG?')).toContain('+CREG: 0,2');
    bench.waitFor('+CGEV: ME PDN ACT 1\r\n');
    expect(bench.ask('AT+CREG?')).toContain('+CREG: 0,1');
  });

  test('goes unnoticed without the contact until the next reset', () => {
    const bench = createBench({ knobs: { simHotPlug: false, pdnIndex: true } });
    bench.module.setKnobs({ sim: false });
    bench.module.setKnobs({ sim: true });
    expect(bench.seen()).toBe('');
    expect(bench.ask('AT+CPIN?')).toContain('+CME ERROR: 10');
    restart(bench);
    bench.waitFor('+CGEV: ME PDN ACT 1,0');
    expect(bench.ask('AT+CPIN?')).toContain('READY');
  });
});
