import { describe, expect, test } from 'vitest';
import type { AppError } from '../../../../shared/errors.ts';
import { choice, number, optionalText, text, toggle, withDefaults } from './spec.ts';
import { checkKnobs, createKnobStore, describeRange } from './store.ts';

const specs = {
  sim: toggle('radio', true),
  signalRssi: number('radio', 24, { max: 99 }),
  speed: number('time', 1, { min: 0.001 }),
  cmee: choice('line', 1, [0, 1, 2]),
  serialNumber: text('identity', ''),
  cloudUrl: optionalText('cloud', { pattern: /^http/, form: 'http://...' }),
} as const;

function refusal(values: Parameters<typeof checkKnobs>[1]): AppError['params'] {
  try {
    checkKnobs(specs, values);
  } catch (error) {
    return (error as AppError).params;
  }
  return {};
}

describe('knobs', () => {
  test('have their defaults, take what fits, and tell what was before', () => {
    const store = createKnobStore(specs, { signalRssi: 5 });
    const before: number[] = [];
    const stop = store.onChanged((old) => before.push(old.signalRssi));
    store.set({ signalRssi: 7, sim: false });
    stop();
    store.set({ signalRssi: 8 });
    expect(store.get()).toMatchObject({ sim: false, signalRssi: 8, cloudUrl: null, speed: 1 });
    expect(before).toEqual([5]);
  });

  test('are all kept as they were when one of them does not fit', () => {
    const store = createKnobStore(specs);
    expect(() => store.set({ sim: false, signalRssi: 100 })).toThrow('virtual.badKnob');
    expect(store.get().sim).toBe(true);
  });

  test('say what fits, without words of a language', () => {
    expect(refusal({ sim: 1 })).toEqual({ knob: 'sim', reason: 'true | false' });
    expect(refusal({ signalRssi: 100 })).toEqual({ knob: 'signalRssi', reason: '0..99' });
    expect(refusal({ speed: 0 })).toEqual({ knob: 'speed', reason: '>= 0.001' });
    expect(refusal({ speed: Number.NaN })).toMatchObject({ knob: 'speed' });
    expect(refusal({ cmee: 3 })).toEqual({ knob: 'cmee', reason: '0 | 1 | 2' });
    expect(refusal({ cloudUrl: 'ftp://x' })).toEqual({ knob: 'cloudUrl', reason: 'http://... | null' });
    expect(refusal({ serialNumber: null })).toEqual({ knob: 'serialNumber', reason: '"..."' });
  });

  test('name the nearest ones for a name that does not exist', () => {
    expect(refusal({ simm: true })['reason']).toMatch(/^sim, /);
    expect(refusal({ SignalRSSI: 3 })['reason']).toMatch(/^signalRssi, /);
    expect(refusal({ toString: 'x' })['knob']).toBe('toString');
  });

  test('take numbers and switches as text where they are text', () => {
    expect(checkKnobs(specs, { serialNumber: 12, sim: undefined })).toEqual({ serialNumber: '12' });
    expect(checkKnobs(specs, { serialNumber: true })).toEqual({ serialNumber: 'true' });
  });

  test('may have other defaults in another kind of module', () => {
    const other = withDefaults(specs, { sim: false, serialNumber: 'x' });
    expect(createKnobStore(other).get()).toMatchObject({ sim: false, serialNumber: 'x', signalRssi: 24 });
    expect(specs.sim.default).toBe(true);
    expect(describeRange(other.cloudUrl)).toBe('http://... | null');
  });
});
