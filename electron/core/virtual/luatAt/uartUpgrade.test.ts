import { describe, expect, test } from 'vitest';
import { type Bench, createBench } from '../testing/bench.ts';
import { makePar, newVersion, oldAp, oldCp, oldVersion, pairImage, pairPar } from '../testing/fixture.ts';

/** A block as the manual wants it: sequence, size, hex, XOR of all bytes in hex. */
function blockLine(sequence: number, bytes: Uint8Array): string {
  const xor = bytes.reduce((sum, byte) => sum ^ byte, 0);
  const hex = Buffer.from(bytes).toString('hex');
  return `AT+UARTUPGRADE=1,${sequence},${bytes.length},${hex},${xor.toString(16).padStart(2, '0')}`;
}

/** The package in blocks, the last one padded with zeros to a multiple of four. */
function send(bench: Bench, par: Uint8Array, size = 1024): number {
  let sent = 0;
  for (let sequence = 0; sequence * size < par.length; sequence += 1) {
    const piece = par.subarray(sequence * size, (sequence + 1) * size);
    const block = new Uint8Array(Math.ceil(piece.length / 4) * 4);
    block.set(piece);
    expect(bench.ask(blockLine(sequence, block))).toContain('\r\nOK\r\n');
    sent += block.length;
  }
  return sent;
}

const verified = '\r\n+UARTUPGRADE: 6, XOTA_PS_PKG_VERIFIED\r\n\r\nOK\r\n';
const errorOf = (text: string): string | undefined => /\+UARTUPGRAE ERROR: (\d+)/.exec(text)?.[1];
const small = Uint8Array.of(1, 2, 3, 4);

describe('AT+UARTUPGRADE', () => {
  test('carries a whole upgrade over the serial port', () => {
    const bench = createBench();
    expect(bench.ask('AT+UARTUPGRADE=?')).toContain('+UARTUPGRADE: (0-5)');
    expect(bench.ask('AT+UARTUPGRADE=0')).toContain('OK');
    const sent = send(bench, pairPar);
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(verified);
    expect(bench.ask('AT+UARTUPGRADE=5')).toContain('OK');
    bench.waitFor('+QIND: "FOTA","END",0');
    bench.waitFor('RDY');
    expect(bench.ask('ATI')).toContain(newVersion);
    expect(bench.module.stats()).toMatchObject({ serialPackageBytes: sent, httpRequests: 0, boots: 2 });
    expect(sent - pairPar.length).toBeLessThan(4);
  });

  test('takes blocks of any allowed size, upper-case hex and a repeated block after a wrong checksum', () => {
    const bench = createBench();
    bench.ask('AT+UARTUPGRADE=0');
    expect(errorOf(bench.ask('AT+UARTUPGRADE=1,0,4,01020304,05'))).toBe('5');
    expect(bench.ask('AT+UARTUPGRADE=1,0,4,01020304,4')).toContain('OK');
    expect(bench.ask('AT+UARTUPGRADE=1,1,4,AABBCCDD,00')).toContain('OK');
    bench.ask('AT+UARTUPGRADE=0');
    send(bench, pairPar, 64);
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(verified);
  });

  test('answers each mistake with its number', () => {
    const bench = createBench();
    const error = (args: string): string | undefined => errorOf(bench.ask(`AT+UARTUPGRADE=${args}`));
    expect(error('1,0,4,01020304,04')).toBe('6');
    expect(error('5')).toBe('10');
    bench.ask('AT+UARTUPGRADE=0');
    expect(error('9')).toBe('1');
    expect(error('0,1')).toBe('1');
    expect(error('1')).toBe('1');
    expect(error('1,0,4,0102030G,04')).toBe('1');
    expect(error('1,0,4,01020304,xyz')).toBe('1');
    expect(error('1,x,4,01020304,04')).toBe('1');
    expect(error('1,0,3,010203,00')).toBe('3');
    expect(error('1,0,6,010203040506,07')).toBe('3');
    expect(error('1,0,8,01020304,04')).toBe('3');
    expect(error(`1,0,1028,${'00'.repeat(1028)},00`)).toBe('3');
    expect(error('1,1,4,01020304,04')).toBe('4');
    expect(error('3')).toBe('2');
    expect(bench.ask(blockLine(0, small))).toContain('OK');
    expect(error('1,0,4,01020304,04')).toBe('4');
    bench.module.setKnobs({ flashWriteFails: true });
    expect(error('1,1,4,01020304,04')).toBe('8');
    expect(bench.module.stats().serialPackageBytes).toBe(4);
  });

  test('refuses more than the FOTA area holds', () => {
    const bench = createBench({ knobs: { echo: false } });
    bench.ask('AT+UARTUPGRADE=0');
    const block = new Uint8Array(1024).fill(0xff);
    for (let sequence = 0; sequence < 480; sequence += 1) bench.ask(blockLine(sequence, block));
    expect(errorOf(bench.ask(blockLine(480, small)))).toBe('3');
  });

  test('does not verify nothing, a damaged package, or one for another firmware', () => {
    const bench = createBench();
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain('+UARTUPGRADE: 0, XOTA_PS_PKG_UNFOUND');
    const damaged = pairPar.slice();
    damaged[600] = (damaged[600] ?? 0) ^ 1;
    const foreign = makePar([
      { ...pairImage('ap', 'forward'), oldImage: oldCp, newImage: oldAp.slice(0, 80_300) },
    ]);
    for (const par of [damaged, foreign]) {
      bench.ask('AT+UARTUPGRADE=0');
      send(bench, par);
      expect(bench.ask('AT+UARTUPGRADE=2')).toContain('+UARTUPGRADE: 7, XOTA_PS_PKG_VERIFAILED');
      expect(errorOf(bench.ask('AT+UARTUPGRADE=5'))).toBe('10');
    }
    expect(bench.ask('ATI')).toContain(oldVersion);
    expect(bench.module.stats().boots).toBe(1);
  });

  test('forgets after a restart that the area was erased', () => {
    const bench = createBench();
    bench.ask('AT+UARTUPGRADE=0');
    bench.ask('AT+RESET');
    bench.waitFor('RDY');
    expect(errorOf(bench.ask(blockLine(0, small)))).toBe('6');
  });

  test('a verified package that was never applied waits through a restart', () => {
    const bench = createBench();
    bench.ask('AT+UARTUPGRADE=0');
    send(bench, pairPar);
    bench.ask('AT+RESET');
    bench.waitFor('RDY');
    expect(bench.ask('ATI')).toContain(oldVersion);
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(verified);
  });

  test('spelling, following ERROR, state numbers and package name are knobs', () => {
    const bench = createBench({
      knobs: {
        uartErrorSpelling: '+UARTUPGRADE ERROR',
        uartErrorThenError: true,
        uartUnfound: 1,
        uartVerifailed: 9,
        uartVerified: 5,
        uartPackageInfo: 'name',
        uartApplyDelayMs: 90_000,
      },
    });
    const error = bench.ask('AT+UARTUPGRADE=4');
    bench.clock.advance(10);
    expect(error).toContain('\r\n+UARTUPGRADE ERROR: 10\r\n');
    expect(bench.seen().endsWith('\r\n+UARTUPGRADE ERROR: 10\r\n\r\nERROR\r\n')).toBe(true);
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(': 1, XOTA_PS_PKG_UNFOUND');
    bench.ask('AT+UARTUPGRADE=0');
    bench.ask(blockLine(0, small));
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(': 9, XOTA_PS_PKG_VERIFAILED');
    bench.ask('AT+UARTUPGRADE=0');
    send(bench, pairPar);
    expect(bench.ask('AT+UARTUPGRADE=2')).toContain(': 5, XOTA_PS_PKG_VERIFIED');
    expect(bench.ask('AT+UARTUPGRADE=3')).toContain('+UARTUPGRADE: "EC618_AP.par"');
    bench.ask('AT+UARTUPGRADE=5');
    const start = bench.clock.now();
    bench.waitFor('"START"');
    expect(bench.clock.now() - start).toBe(90_000);
  });

  test('does not exist on firmware before V1155, or at all, as its knob says', () => {
    const auto = createBench({ knobs: { uartUpgrade: 'auto' } });
    expect(auto.ask('AT+UARTUPGRADE=?')).toContain('+CME ERROR: 58');
    auto.module.setKnobs({ uartUpgrade: 'yes' });
    expect(auto.ask('AT+UARTUPGRADE=?')).toContain('OK');
    auto.module.setKnobs({ uartUpgrade: 'no' });
    expect(auto.ask('AT+UARTUPGRADE=0')).toContain('+CME ERROR: 58');
  });
});
