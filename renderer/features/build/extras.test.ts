import { describe, expect, it } from 'vitest';
import { extrasOf, noExtras, parseAppVersion } from './extras.ts';

const nothingAsked = { older: false, overridable: false, appVersion: false };

describe('what a person adds to a build', () => {
  it('is nothing where nothing is asked, whatever was typed before', () => {
    expect(extrasOf({ allowOlder: true, reason: 'lab unit', appVersion: '7' }, nothingAsked)).toEqual({});
  });

  it('holds the build back until an older version is allowed and a reason given', () => {
    const asked = { ...nothingAsked, older: true, overridable: true };
    expect(extrasOf(noExtras, asked)).toBeNull();
    expect(extrasOf({ ...noExtras, allowOlder: true, reason: ' x ' }, asked)).toBeNull();
    expect(extrasOf({ ...noExtras, allowOlder: true, reason: ' lab unit ' }, asked)).toEqual({
      allowOlder: true,
      overrideReason: 'lab unit',
    });
  });

  it('takes no number, or one of 32 bits', () => {
    const asked = { ...nothingAsked, appVersion: true };
    expect(extrasOf(noExtras, asked)).toEqual({});
    expect(extrasOf({ ...noExtras, appVersion: '4294967295' }, asked)).toEqual({ appVersion: 0xffffffff });
    expect(extrasOf({ ...noExtras, appVersion: '4294967296' }, asked)).toBeNull();
    expect(['-1', '1.5', '0x10', 'one'].map(parseAppVersion)).toEqual([null, null, null, null]);
  });
});
