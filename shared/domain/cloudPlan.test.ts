import { describe, expect, it } from 'vitest';
import type { PackageManifest } from '../contract/package.ts';
import { planUpload } from './cloudPlan.ts';

const sha256 = 'a'.repeat(64);

function side(version: string | null): PackageManifest['to'] {
  return {
    fileName: 'x.binpkg',
    sha256,
    version: version === null ? null : { text: version, source: 'strings' },
    coreSha256: null,
    images: [{ name: 'ap', role: 'ap', sizeBytes: 1, sha256 }],
  };
}

function pack(format: PackageManifest['format'], from: string | null | undefined, to: string | null) {
  return {
    ...{ format, fileName: 'package.bin', sizeBytes: 1000, sha256, to: side(to) },
    from: from === undefined ? null : side(from),
  };
}

const at = pack('ec618-at', 'AirM2M_780E_V1001_LTE_AT', 'AirM2M_780E_V1002_LTE_AT');
const openluat = { platform: 'openluat', fields: {} } as const;
const codes = (plan: ReturnType<typeof planUpload>) => plan.findings.map(({ code }) => code);
const entryOf = (plan: ReturnType<typeof planUpload>, part: string) =>
  plan.entries.find((entry) => entry.part === part)?.value;

describe('the openLuat console', () => {
  it('wants the vendor release of AT firmware, named as the console screenshot shows it', () => {
    const plan = planUpload(
      openluat,
      pack('ec7xx-at', 'AirM2M_780ET_V1015_LTE_AT_IPC', 'AirM2M_780ET_V1016_LTE_AT_IPC'),
    );
    expect(plan.files).toEqual([
      {
        role: 'vendorRelease',
        fileName: 'AirM2M_780ET_V1016_LTE_AT_IPC.dfota.bin',
        sizeBytes: null,
        sha256: null,
      },
    ]);
    expect(plan.entries).toEqual([
      { part: 'name', value: 'AirM2M_780ET_LTE_AT_IPC', confidence: 'seen' },
      { part: 'version', value: '0.0.0', confidence: 'seen' },
      { part: 'coreVersion', value: '0.0.1016', confidence: 'seen' },
    ]);
    expect(codes(plan)).toEqual(['platformMakesDelta']);
  });

  it('is only taken to show the same numbers for modules of another family', () => {
    expect(planUpload(openluat, at).entries.map(({ confidence }) => confidence)).toEqual([
      'seen',
      'inferred',
      'inferred',
    ]);
  });

  it('does not know firmware that bears no name of the vendor', () => {
    expect(codes(planUpload(openluat, pack('ec618-at', null, 'MyOwn_1.0')))).toContain('baseNotKnown');
    expect(codes(planUpload(openluat, pack('ec618-at', 'MyOwn_1.0', 'AirM2M_780E_V1002_LTE_AT')))).toContain(
      'baseNotKnown',
    );
  });

  it('refuses the jump of the 8910 from base 1.2 to 1.3, and the way down', () => {
    const jump = pack('uis8910', 'AirM2M_720U_V1174_LTE_AT', 'AirM2M_720U_V301840_LTE_AT');
    expect(codes(planUpload(openluat, jump))).toContain('baseJump');
    const down = pack('ec618-at', 'AirM2M_780E_V1002_LTE_AT', 'AirM2M_780E_V1001_LTE_AT');
    expect(codes(planUpload(openluat, down))).toContain('notNewer');
  });

  it('wants the package itself of LuatOS, under the name and version that libfota reports', () => {
    const plan = planUpload(
      openluat,
      pack(
        'luatos',
        'DEMO_1.0.0_LuatOS-SoC_V2034_Air780EHV-1.8V',
        'DEMO_1.2.3_LuatOS-SoC_V2034_Air780EHV-1.8V',
      ),
    );
    expect(plan.files).toMatchObject([{ role: 'package', sha256 }]);
    expect(entryOf(plan, 'name')).toBe('DEMO_LuatOS-SoC_Air780EHV');
    expect(entryOf(plan, 'version')).toBe('2034.1.3');
    expect(plan.entries.some(({ part }) => part === 'alias')).toBe(true);
    expect(codes(plan)).toContain('boardGuessed');
  });

  it('leaves the name to the person where the package tells none', () => {
    const plan = planUpload(openluat, pack('csdk-full', undefined, null));
    expect(plan.entries.map(({ value }) => value)).toEqual([null, null]);
    expect(codes(plan)).toEqual(['nameUnknown']);
  });
});

describe('an own server', () => {
  it('gets the package and the module its URL, with a word on AUTO', () => {
    const fields = { serverUrl: 'http://ota.example.com/fw/' };
    const plan = planUpload({ platform: 'own', fields }, { ...at, fileName: 'a b.bin' });
    expect(entryOf(plan, 'url')).toBe('http://ota.example.com/fw/a%20b.bin');
    expect(codes(plan)).toEqual(['servedAgain']);
  });

  it('cannot bring a package that goes over the AT port only', () => {
    const plan = planUpload({ platform: 'own', fields: {} }, { ...at, format: 'ec618-par' });
    expect(codes(plan)).toEqual(['serialOnly', 'fieldMissing']);
  });
});

describe('QuecThing', () => {
  it('compares the source with what the device reported, and says that the format is another vendor’s', () => {
    const plan = planUpload({ platform: 'quecthing', fields: { productKey: 'p1111a' } }, at);
    expect(entryOf(plan, 'sourceVersion')).toBe('AirM2M_780E_V1001_LTE_AT');
    expect(entryOf(plan, 'kind')).toBe('delta');
    expect(codes(plan)).toEqual(['otherVendor']);
  });

  it('wants no source of a full package', () => {
    const plan = planUpload({ platform: 'quecthing', fields: {} }, pack('csdk-full', undefined, 'V2'));
    expect(plan.entries.some(({ part }) => part === 'sourceVersion')).toBe(false);
    expect(entryOf(plan, 'kind')).toBe('full');
    expect(codes(plan)).toEqual(['otherVendor', 'fieldMissing']);
  });
});

describe('OneNET', () => {
  it('takes twenty characters, so a long version goes in as its number', () => {
    const plan = planUpload({ platform: 'onenet', fields: { productId: '33704' } }, at);
    expect(entryOf(plan, 'version')).toBe('V1002');
    expect(entryOf(plan, 'sourceVersion')).toBe('V1001');
    expect(codes(plan)).toEqual([]);
    expect(plan.steps).toContain('onenet.addDelta');
  });

  it('is told what it would refuse', () => {
    const plan = planUpload(
      { platform: 'onenet', fields: { productId: '33704' } },
      { ...pack('csdk-full', undefined, 'release of the 3rd'), fileName: '升级.bin' },
    );
    expect(codes(plan)).toEqual(['characters', 'fileNameNotAscii']);
    expect(plan.steps).not.toContain('onenet.addDelta');
  });
});
