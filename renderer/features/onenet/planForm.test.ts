import { expect, it } from 'vitest';
import { emptyPlan, formOfPlan, planInputOf } from './planForm.ts';

const sha256 = 'a'.repeat(64);
const good = { ...emptyPlan, name: 'Meters', sha256, target: '1.2' };

it('takes every device and every version where none is named', () => {
  expect(planInputOf(good)).toEqual({
    ...{ name: 'Meters', target: '1.2', kind: 'sota', sha256 },
    ...{ product: null, sources: null, devices: null },
  });
});

it.each([
  [{ name: '' }, 'needsName'],
  [{ name: 'x'.repeat(21) }, 'needsName'],
  [{ sha256: null }, 'needsPackage'],
  [{ target: 'version 2' }, 'badTarget'],
  [{ target: '1'.repeat(21) }, 'badTarget'],
  [{ sources: '1.0, 1/1' }, 'badSources'],
  [{ devices: 'x'.repeat(129) }, 'badDevices'],
] as const)('says of %o what is wrong', (patch, problem) => {
  expect(planInputOf({ ...good, ...patch })).toBe(problem);
});

it('brings a saved plan back as it was', () => {
  const plan = {
    ...{ id: 'p', createdAtMs: 0, name: 'Meters', product: '33704', kind: 'fota' as const, sha256 },
    ...{ target: '1.2', sources: ['1.0', '1.1'], devices: ['a', 'b'], active: true },
    hints: { signal: 0, power: 0, retry: 0, interval: 0 },
  };
  const { id: _, createdAtMs: _at, hints: _hints, active: _active, ...same } = plan;
  expect(planInputOf(formOfPlan(plan))).toEqual(same);
});
