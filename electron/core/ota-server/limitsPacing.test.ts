import { describe, expect, it } from 'vitest';
import { createPacer } from './limitsPacing.ts';
import { createManualClock } from './testing/manualClock.ts';

describe('pacing of one address', () => {
  it('admits a burst and then one for each interval', () => {
    const clock = createManualClock();
    const pacer = createPacer({ burst: 3, perSecond: 2 }, clock);
    const knock = () => pacer.admits('10.0.0.1');
    expect([knock(), knock(), knock(), knock()]).toEqual([true, true, true, false]);
    clock.advance(499);
    expect(knock()).toBe(false);
    clock.advance(1);
    expect([knock(), knock()]).toEqual([true, false]);
    clock.advance(3_600_000);
    expect([knock(), knock(), knock(), knock()]).toEqual([true, true, true, false]);
  });

  it('leaves the others alone, and forgets only the longest silent', () => {
    const pacer = createPacer({ burst: 1, perSecond: 1 }, createManualClock());
    expect([pacer.admits('a'), pacer.admits('a'), pacer.admits('b')]).toEqual([true, false, true]);
    for (let n = 0; n < 4095; n++) pacer.admits(`other ${n}`);
    expect(pacer.admits('b')).toBe(false);
    expect(pacer.admits('a')).toBe(true);
  });
});
