import { describe, expect, it } from 'vitest';
import { readFault } from './fault.ts';
import { UsageError } from './usage.ts';

describe('a fault on the command line', () => {
  it('is a kind with its value, and whom it meets', () => {
    expect(readFault('cut=20000')).toEqual({ effect: { kind: 'cut', afterBytes: 20_000 } });
    expect(readFault('chunked')).toEqual({ effect: { kind: 'chunked' } });
    expect(readFault('wrongLength=-5,device=862000000000001,skip=1,times=2')).toEqual({
      effect: { kind: 'wrongLength', byBytes: -5 },
      deviceId: '862000000000001',
      skip: 1,
      times: 2,
    });
    const location = 'http://10.0.0.1/a?b=1,2';
    expect(readFault(`redirect=${location},times=1`)).toEqual({
      effect: { kind: 'redirect', location },
      times: 1,
    });
  });

  it.each([
    '',
    'explode',
    'cut',
    'cut=',
    'cut=x',
    'status=200',
    'cut=1,times=0',
    'redirect=http://a\r\nX: y',
    'cut=1,package=12',
  ])('is refused with the kinds that there are: %j', (word) =>
    expect(() => readFault(word)).toThrow(UsageError),
  );

  it('is named by what a person typed, not by the field behind it', () => {
    expect(() => readFault('cut=x')).toThrow('"problem":"cut=afterBytes"');
    expect(() => readFault('empty,package=12')).toThrow('"problem":"package"');
  });
});
