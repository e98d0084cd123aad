import { describe, expect, it } from 'vitest';
import type { DeltaFormat, FormatOption } from '../../../shared/contract/delta.ts';
import { formatsOfWay } from '../../../shared/domain/deliveryFormats.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { bestFormat, type FormatWish } from './bestFormat.ts';

function option(format: DeltaFormat, code?: ErrorCode, more: Partial<FormatOption> = {}): FormatOption {
  const refusal = code === undefined ? {} : { refusal: new AppError(code).toData() };
  const empty = { covered: [], notCovered: [], warnings: [], limits: [] };
  return {
    ...{ format, proofClass: 'formatKnown', needsOld: true, recommended: false, overridable: false },
    ...empty,
    ...refusal,
    ...more,
  };
}

const said: string[] = [];
const context = {
  output: {
    mode: 'text' as const,
    note: (line: string) => void said.push(line),
    line() {},
    progress() {},
    event() {},
    result() {},
    resultWithKey() {},
  },
  t: (key: string, params?: Readonly<Record<string, unknown>>) => `${key} ${params?.['format'] ?? ''}`,
};
const best = (options: readonly FormatOption[], wish?: FormatWish): DeltaFormat =>
  bestFormat(context, options, wish);

const ec7xx = [
  option('ec7xx-at', undefined, { recommended: true }),
  option('ec7xx'),
  option('ec618-at', 'delta.wrongChip'),
  option('ec618-par', 'delta.wrongChip'),
];
const tablet = [
  option('ec618-at', 'delta.wrongChip'),
  option('uis8910', 'delta.notCarried', { overridable: true }),
];

describe('the format that nobody named', () => {
  it('is the one that is recommended, and is said', () => {
    expect(best(ec7xx)).toBe('ec7xx-at');
    expect(said.at(-1)).toContain('ec7xx-at');
  });

  it('is one that the way carries, whatever the chip', () => {
    expect(best(ec7xx, { among: formatsOfWay.http })).toBe('ec7xx-at');
    const ec618 = [option('ec618-at', undefined, { recommended: true }), option('ec618-par')];
    expect(best(ec618, { among: formatsOfWay.serial })).toBe('ec618-par');
  });

  it('is none where the way carries nothing for this chip', () => {
    expect(() => best(ec7xx, { among: formatsOfWay.serial })).toThrow('delta.wrongChip');
  });

  it('goes past a refusal that allows it only where a person gave a reason', () => {
    expect(() => best(tablet)).toThrow('delta.notCarried');
    expect(best(tablet, { overrides: true })).toBe('uis8910');
  });
});
