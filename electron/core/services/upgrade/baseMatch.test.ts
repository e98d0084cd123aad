import { describe, expect, it } from 'vitest';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { matchBase } from './baseMatch.ts';

type Version = NonNullable<PackageManifest['to']['version']>;
const named = (text: string): Version => ({ text, source: 'strings' });
const side = (version: Version | null): PackageManifest['to'] => ({
  ...{ fileName: 'x.binpkg', sha256: '0'.repeat(64), coreSha256: 'abcdef12'.repeat(8), images: [], version },
});

function manifest(chip: string, from: Version | null, to: Version | null): PackageManifest {
  const nothing = { covered: [], notCovered: [], warnings: [], limits: [] };
  return {
    ...{ sha256: '1'.repeat(64), sizeBytes: 1, fileName: 'p.bin', format: 'ec618-at', createdAtMs: 0 },
    ...{ chip, from: side(from), to: side(to), proofClass: 'formatKnown', toolVersion: '0' },
    ...nothing,
    proof: { provedAtMs: 0, images: [], rules: [] },
  };
}

const ec718 = 'AirM2M_780EP_V1001_LTE_AT';

describe('the base of a package and what a module says it runs', () => {
  it('fit by name, and a package that leads to the same name is not needed', () => {
    const known = manifest('ec7xx', named(ec718), named('AirM2M_780EP_V1002_LTE_AT'));
    expect(matchBase(known, ec718).state).toBe('match');
    expect(matchBase(known, 'AirM2M_780EP_V1002_LTE_AT').state).toBe('already');
    expect(matchBase(known, 'AirM2M_780EP_V1000_LTE_AT').state).toBe('mismatch');
  });

  it('do not fit where the package is for another chip, although it names no version', () => {
    expect(matchBase(manifest('ec618', null, null), ec718)).toMatchObject({
      state: 'mismatch',
      baseVersion: 'ec618',
    });
    expect(matchBase(manifest('ec7xx', null, null), ec718).state).toBe('unknown');
  });

  it('stay unknown where the chip of a model is only concluded, or the name is of another vendor', () => {
    expect(matchBase(manifest('ec7xx', null, null), 'AirM2M_780EX_V1001_LTE_AT').state).toBe('unknown');
    expect(matchBase(manifest('ec7xx', null, null), 'SIMULATOR_V1').state).toBe('unknown');
  });
});
