import { expect, it } from 'vitest';
import { warningsOnce } from './warningsOnce.ts';

const boot = { code: 'bootloaderNotCovered', params: { image: 'boot' } };
const same = { code: 'sameVersion', params: {} };

it('leaves a boot loader to the list of what stays behind, where that list tells of it', () => {
  expect(warningsOnce({ warnings: [boot, same], notCovered: [{ role: 'bootloader' }] })).toEqual([same]);
  expect(warningsOnce({ warnings: [boot, same], notCovered: [{ role: 'cp' }] })).toEqual([boot, same]);
});
