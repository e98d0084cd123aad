import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../../shared/contract/firmware.ts';
import { asObject } from './inspect.ts';

const inspection: Inspection = {
  ...{ class: 'firmware', kind: 'binpkg', chip: 'ec618', fileName: 'x.binpkg', sizeBytes: 9 },
  ...{
    sha256: '0'.repeat(64),
    otherMembers: [],
    versions: [],
    checks: [{ name: 'a', ok: true, detail: '' }],
  },
  parts: [
    { name: 'ap', role: 'ap', address: 0x24000, sizeBytes: 5, zoneSizeBytes: 9, sha256: '1'.repeat(64) },
  ],
};

describe('the JSON of an inspection', () => {
  it('has kind, chip, checks, versions, and of each part name, address, size and digest', () => {
    const object = asObject(inspection);
    expect(object).toMatchObject({ kind: 'binpkg', chip: 'ec618', checks: [{ name: 'a', ok: true }] });
    expect(object['versions']).toEqual([]);
    expect(object['parts']).toMatchObject([
      { name: 'ap', address: 0x24000, size: 5, sizeBytes: 5, sha256: '1'.repeat(64) },
    ]);
  });
});
