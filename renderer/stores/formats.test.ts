import { describe, expect, it } from 'vitest';
import type { DeltaFormat, FormatOption } from '../../shared/contract/delta.ts';
import { chosenOption, warningsOf } from './formats.ts';

const option = (format: DeltaFormat, more: Partial<FormatOption> = {}): FormatOption => ({
  format,
  proofClass: 'formatKnown',
  needsOld: true,
  overridable: false,
  covered: [],
  notCovered: [],
  warnings: [],
  limits: [],
  recommended: false,
  ...more,
});
const refused = (code: string) => ({ refusal: { code, params: {}, retry: 'no' as const } });

describe('the format that is meant', () => {
  const options = [option('ec618-par'), option('ec618-at', { recommended: true })];

  it('follows the recommendation until a person chooses', () => {
    expect(chosenOption(options, null)?.format).toBe('ec618-at');
    expect(chosenOption(options, 'ec618-par')?.format).toBe('ec618-par');
  });

  it('falls back to the recommendation where the choice is not for this pair', () => {
    const other = [...options, option('ec7xx', refused('delta.wrongChip'))];
    expect(chosenOption(other, 'ec7xx')?.format).toBe('ec618-at');
  });

  it('may be one whose refusal a reason overrides', () => {
    const left = [...options, option('uis8910', { ...refused('delta.notCarried'), overridable: true })];
    expect(chosenOption(left, 'uis8910')?.format).toBe('uis8910');
  });

  it('is never one whose refusal the core does not let be overridden, whatever it is', () => {
    const left = [...options, option('uis8910', refused('delta.notCarried'))];
    expect(chosenOption(left, 'uis8910')?.format).toBe('ec618-at');
  });

  it('is none where everything is refused', () => {
    expect(chosenOption([option('ec7xx', refused('delta.identical'))], 'ec7xx')).toBeUndefined();
  });
});

it('says only once that the boot loader is left out', () => {
  const same = { code: 'sameVersion', params: { old: 'A', new: 'A' } };
  const warnings = [{ code: 'bootloaderNotCovered', params: { image: 'boot' } }, same];
  const left = { name: 'boot', role: 'bootloader', severity: 'warning', reason: 'bootloaderNotInFormat' };
  expect(warningsOf({ warnings, notCovered: [left] })).toEqual([same]);
  expect(warningsOf({ warnings, notCovered: [] })).toEqual(warnings);
});
