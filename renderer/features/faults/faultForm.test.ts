import { expect, it } from 'vitest';
import { otaFaultEffectSchema } from '../../../shared/contract/otaFault.ts';
import { emptyFault, faultInputOf, faultKinds } from './faultForm.ts';

it('knows every kind that the contract has, once', () => {
  const known = otaFaultEffectSchema.options.map((option) => option.shape.kind.value);
  expect(faultKinds.map(({ kind }) => kind).toSorted()).toEqual(known.toSorted());
});

it.each(faultKinds)('begins $kind with a value that the core takes', ({ kind, start }) => {
  expect(faultInputOf({ ...emptyFault, kind, value: start })?.effect.kind).toBe(kind);
});

it('refuses values out of range and words for numbers', () => {
  const of = (kind: (typeof faultKinds)[number]['kind'], value: string) =>
    faultInputOf({ ...emptyFault, kind, value });
  expect(of('status', '302')).toBeNull();
  expect(of('delay', 'long')).toBeNull();
  expect(of('wrongLength', '0')).toBeNull();
  expect(of('redirect', 'ftp://x')).toBeNull();
  expect(faultInputOf({ ...emptyFault, times: '0' })).toBeNull();
});

it('names what it meets only where that was typed', () => {
  expect(faultInputOf({ ...emptyFault, deviceId: ' 8620 ', times: '2' })).toEqual({
    ...{ effect: { kind: 'delay', ms: 20_000 }, deviceId: '8620', times: 2 },
  });
});
