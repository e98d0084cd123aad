import { describe, expect, it } from 'vitest';
import type { Knob } from '../../../shared/contract/virtual.ts';
import { firstDemo, knobsOf } from './askForm.ts';

const knob = (name: string): Knob => ({
  ...{ name, group: 'g', type: 'switch', default: false, nullable: false, range: '', atCreation: false },
});

describe('what can be asked of a recording', () => {
  it('begins with the conditions that it tells', () => {
    const found = { knobs: [{ name: 'b', value: true, reason: 'portLost', evidence: [1] }] };
    expect(knobsOf({ knobs: ['a', 'b', 'c'].map(knob) }, found).map(({ name }) => name)).toEqual([
      ...['b', 'a', 'c'],
    ]);
    expect(knobsOf({ knobs: [knob('a')] }, null)).toMatchObject([{ name: 'a', found: false }]);
  });

  it('runs the firmware that the recording names, else one of its kind', () => {
    const demos = ['X_V1.soc', 'AirM2M_780E_V1.binpkg', 'AirM2M_780EP_V2.binpkg'].map((name) => ({ name }));
    const kind = { id: 'ec618-at', fileEndings: ['.binpkg'] };
    expect(firstDemo(kind, demos, 'AirM2M_780EP_V2')).toEqual({
      kind: 'demo',
      name: 'AirM2M_780EP_V2.binpkg',
    });
    expect(firstDemo(kind, demos, '')).toEqual({ kind: 'demo', name: 'AirM2M_780E_V1.binpkg' });
    expect(firstDemo({ ...kind, id: 'ec7xx-at' }, demos, '')).toMatchObject({
      name: 'AirM2M_780EP_V2.binpkg',
    });
    expect(firstDemo({ ...kind, fileEndings: ['.pac'] }, demos, '')).toBeNull();
  });
});
