/** Made-up facts for looking at the window without a core: shapes from the contract, values from nowhere. Test support only. */
import type { AppInfo } from '../../shared/contract/app.ts';
import type { DeltaFormat, FormatEstimate, FormatOption } from '../../shared/contract/delta.ts';
import type { DeviceDetail } from '../../shared/contract/devices.ts';
import type { Comparison, Inspection } from '../../shared/contract/firmware.ts';
import type { Job } from '../../shared/contract/job.ts';
import type { ModuleIdentity } from '../../shared/contract/modem.ts';
import type { PackageManifest, PackageSide } from '../../shared/contract/package.ts';
import type { PortInfo } from '../../shared/contract/port.ts';
import type { Preflight } from '../../shared/contract/upgrade.ts';
import type { DialectInfo } from '../../shared/contract/virtual.ts';

export const digest = (seed: string): string =>
  Array.from({ length: 64 }, (_, at) =>
    ((seed.charCodeAt(at % seed.length) * 31 + at * 7) % 16).toString(16),
  ).join('');

export const oldVersion = 'AirM2M_780E_V1001_LTE_AT';
export const newVersion = 'AirM2M_780E_V1002_LTE_AT';

/** One kind of virtual module, so that the window can make one of the old firmware. */
export const dialects: DialectInfo[] = [
  { id: 'ec618-at', chip: 'ec618', fileEndings: ['.binpkg'], knobs: [], presets: [] },
];

export const info: AppInfo = {
  version: '0.1.0',
  host: 'local',
  dataFolder: '/home/lin/.airdock',
  platform: 'Linux 6.12 x64',
  node: '24.21.0',
  capabilities: { pickFiles: false, saveFiles: false, reveal: false, upload: true },
  demoFiles: [
    { name: `${oldVersion}.binpkg`, sizeBytes: 1_804_288 },
    { name: `${newVersion}.binpkg`, sizeBytes: 1_806_336 },
    { name: 'DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc', sizeBytes: 1_204_288 },
  ],
};

export function inspection(fileName: string, userVersion?: string): Inspection {
  const version = /AirM2M_780E_V\d+_LTE_AT/.exec(fileName)?.[0];
  const damaged = fileName.includes('damaged');
  const soc = fileName.endsWith('.soc');
  const script = part('script.bin', 'script', 0x24d000, 41_216);
  return {
    class: 'firmware',
    kind: soc ? 'soc' : 'binpkg',
    ...(soc ? { archive: '7z' } : {}),
    chip: 'ec618',
    chipEvidence: ['ap@0x24000'],
    fileName,
    sizeBytes: 1_806_336,
    sha256: digest(fileName),
    versions: [
      ...(userVersion === undefined ? [] : [{ text: userVersion, source: 'user' as const }]),
      ...(version === undefined ? [] : [{ text: version, source: 'strings' as const }]),
    ],
    parts: [
      part('ap_bootloader', 'bootloader', 0x4000, 61_440),
      part('ap', 'ap', 0x24000, 1_404_928),
      part('cp-demo-flash', 'cp', 0, 320_512),
      ...(soc ? [script] : []),
    ],
    checks: [
      { name: 'binpkg.header', ok: true, detail: '' },
      { name: 'binpkg.sha256:ap_bootloader', ok: true, detail: '' },
      { name: 'binpkg.sha256:ap', ok: !damaged, detail: damaged ? 'expected 5ab1, found 77c0' : '' },
      { name: 'binpkg.sha256:cp-demo-flash', ok: true, detail: '' },
      ...(soc ? [{ name: 'luadb.md5:script.bin', ok: true, detail: '' }] : []),
    ],
    otherMembers: soc ? [{ name: 'README.md', sizeBytes: 1204 }] : [],
    members: soc
      ? ['main.luac', 'lib/net.luac', 'lib/sys.luac'].map((name) => ({
          path: `script.bin/${name}`,
          kind: 'scriptFile',
          sizeBytes: 900 * name.length,
          sha256: digest(name),
        }))
      : [],
    flash: [
      zone('ap_bootloader', 'bootloader', 0x4000, 0x20000, 61_440),
      zone('ap', 'ap', 0x24000, 0x180000, 1_404_928),
      ...(soc
        ? [
            zone('script', 'script', 0x24d000, 0x40000, 41_216),
            zone('fota', 'data', 0x1d4000, 0x79000, 0),
            zone('filesystem', 'filesystem', 0x28d000, 0x80000, 0),
            zone('kv', 'data', 0x30d000, 0x10000, 0),
          ]
        : []),
      { ...zone('cp-demo-flash', 'cp', 0, 0x64000, 320_512), device: 'cp' },
    ],
    facts: soc
      ? [
          { name: 'bspVersion', value: 'V1120' },
          { name: 'lua', value: '5.3' },
        ]
      : [],
    actions: soc ? ['compare', 'makeDelta', 'makeScriptPackage'] : ['compare', 'makeDelta'],
  };
}

function zone(name: string, role: string, address: number, sizeBytes: number, usedBytes: number): FlashZone {
  return { name, role, address, sizeBytes, usedBytes };
}

type FlashZone = NonNullable<Inspection['flash']>[number];

function part(name: string, role: string, address: number, sizeBytes: number): Inspection['parts'][number] {
  return { name, role, address, sizeBytes, zoneSizeBytes: sizeBytes + 4096, sha256: digest(name) };
}

const compared = (address: number, sizeBytes: number, zoneSizeBytes: number, text: string) => ({
  ...{ address, sizeBytes, zoneSizeBytes, freeBytes: zoneSizeBytes - sizeBytes, sha256: digest(text) },
});

export const comparison: Comparison = {
  old: comparedSide(oldVersion, 1_784_832),
  new: comparedSide(newVersion, 1_786_880),
  identical: false,
  order: 'newer',
  parts: [
    {
      ...{ name: 'ap_bootloader', role: 'bootloader', change: 'same', moved: false, zoneChanged: false },
      old: compared(0x4000, 61_440, 0x20000, 'boot'),
      new: compared(0x4000, 61_440, 0x20000, 'boot'),
    },
    {
      ...{ name: 'ap', role: 'ap', change: 'changed', moved: false, zoneChanged: true },
      old: compared(0x24000, 1_402_880, 0x170000, 'ap1'),
      new: compared(0x24000, 1_404_928, 0x180000, 'ap2'),
    },
    {
      ...{ name: 'cp-demo-flash', role: 'cp', change: 'changed', moved: false, zoneChanged: false },
      old: compared(0, 320_512, 0x64000, 'cp1'),
      new: compared(0, 320_512, 0x64000, 'cp2'),
    },
  ],
  scriptFiles: [],
  formats: [],
};

function comparedSide(text: string, sizeBytes: number): Comparison['old'] {
  return {
    ...{ fileName: `${text}.binpkg`, kind: 'binpkg', chip: 'ec618', sizeBytes, sha256: digest(text) },
    version: { text, source: 'strings' },
  };
}

export const manifest: PackageManifest = {
  sha256: digest('package'),
  sizeBytes: 57_812,
  fileName: 'AirM2M_780E_V1001-V1002_LTE_AT.bin',
  format: 'ec618-at',
  chip: 'EC618',
  createdAtMs: Date.UTC(2026, 10, 20, 6, 3),
  from: side(oldVersion, 1_402_880),
  to: side(newVersion, 1_404_928),
  covered: ['ap', 'cp-demo-flash'],
  notCovered: [],
  warnings: [],
  proofClass: 'formatKnown',
  limits: [{ bytes: 480 * 1024, source: 'at-commands 1.3' }],
  toolVersion: info.version,
  proof: {
    provedAtMs: Date.UTC(2026, 10, 20, 6, 3),
    rules: ['window'],
    images: ['ap', 'cp-demo-flash'].map((name) => ({
      name,
      newSha256: digest(`${name}2`),
      rebuiltSha256: digest(`${name}2`),
    })),
  },
};

function side(version: string, apBytes: number): PackageSide {
  return {
    fileName: `${version}.binpkg`,
    sha256: digest(version),
    version: { text: version, source: 'strings' },
    coreSha256: null,
    images: [
      { name: 'ap', role: 'application', sizeBytes: apBytes, sha256: digest(`${version}ap`) },
      { name: 'cp-demo-flash', role: 'modem', sizeBytes: 320_512, sha256: digest(`${version}cp`) },
    ],
  };
}

export const devices: readonly DeviceDetail[] = [
  device('862000000000014', {
    nickname: 'Meter 7',
    notes: 'Returned by the field team in May; antenna replaced.',
    lastUpgrade: upgradeOf('j2', 'succeeded'),
    requestsLastDay: 2,
  }),
  device('862000000000022', { lastUpgrade: upgradeOf('j1', 'failed') }),
  device('862000000000030', {
    requestsLastDay: 7,
    ban: { atMs: Date.UTC(2026, 10, 20, 5, 10), cause: 40, sourceVersion: oldVersion, jobId: null },
  }),
];

function upgradeOf(jobId: string, outcome: 'succeeded' | 'failed') {
  const at = Date.UTC(2026, 10, 20, 5, 40);
  const code = outcome === 'succeeded' ? 'upgrade.succeeded' : 'upgrade.noVersionChange';
  return { jobId, atMs: at, outcome, code, from: oldVersion, to: newVersion, packageSha256: null } as const;
}

function device(id: string, more: Partial<DeviceDetail>): DeviceDetail {
  const at = Date.UTC(2026, 10, 20, 5, 30);
  const seen = { firstSeenMs: at - 86_400_000, lastSeenMs: at, jobId: null };
  const upgrade = more.lastUpgrade ?? null;
  return {
    id,
    nickname: null,
    notes: '',
    firstSeenMs: seen.firstSeenMs,
    lastSeenMs: at,
    model: 'Air780E',
    chip: 'EC618',
    portId: 'serial:/dev/ttyACM0',
    version: upgrade?.outcome === 'succeeded' ? newVersion : oldVersion,
    lastUpgrade: null,
    requestsLastDay: 0,
    ban: null,
    versions: [{ version: oldVersion, ...seen }],
    settings: [
      { name: 'KEY', value: 'aB4f', source: 'sentOnly', atMs: at },
      { name: 'URL', value: 'http://192.168.1.20:8080/f/7Qx/p.bin', source: 'readBack', atMs: at },
    ],
    upgrades: upgrade === null ? [] : [upgrade],
    ...more,
  };
}

export const serialPorts: readonly PortInfo[] = [
  {
    id: 'serial:/dev/ttyACM0',
    kind: 'serial',
    path: '/dev/ttyACM0',
    label: 'LUAT USB Device 0',
    usb: {
      vendorId: '19d1',
      productId: '0001',
      manufacturer: 'EigenComm',
      serialNumber: '000000000001',
      interfaceNumber: 6,
      location: '1-2',
    },
    role: { guess: 'at', reason: 'luatUserInterface', certainty: 'known' },
    nickname: 'Meter 7',
    deviceId: '862000000000014',
    nameLasts: true,
    presence: 'present',
    reopen: true,
  },
  {
    id: 'serial:/dev/ttyACM1',
    kind: 'serial',
    path: '/dev/ttyACM1',
    label: 'LUAT USB Device 1',
    usb: { vendorId: '19d1', productId: '0001', interfaceNumber: 4, location: '1-2' },
    role: { guess: 'log', reason: 'luatLogInterface', certainty: 'known' },
    nickname: 'Meter 7',
    presence: 'present',
    lease: { owner: 'terminal', sinceMs: Date.UTC(2026, 10, 20, 6, 0) },
    lines: { dtr: true, rts: true },
    reopen: true,
  },
  {
    id: 'serial:/dev/ttyUSB0',
    kind: 'serial',
    path: '/dev/ttyUSB0',
    label: 'CP2102 USB to UART',
    usb: { vendorId: '10c4', productId: 'ea60', location: '1-3', interfaceNumber: 0 },
    role: { guess: 'at', reason: 'usbBridge', certainty: 'guess' },
    nameLasts: false,
    presence: 'present',
    trouble: {
      code: 'port.heldByModemManager',
      params: { path: '/dev/ttyUSB0', pid: 812 },
    },
    reopen: true,
  },
  {
    id: 'serial:/dev/ttyACM5',
    kind: 'serial',
    path: '/dev/ttyACM5',
    label: 'LUAT USB Device 5',
    usb: { vendorId: '19d1', productId: '0001', interfaceNumber: 6, location: '1-4' },
    role: { guess: 'at', reason: 'luatUserInterface', certainty: 'known' },
    presence: 'gone',
    lease: { owner: 'upgrade', sinceMs: Date.UTC(2026, 10, 20, 6, 0) },
    guarded: true,
    waiting: {
      for: 'ambiguous',
      sinceMs: Date.UTC(2026, 10, 20, 6, 2),
      candidates: ['serial:/dev/ttyACM0', 'serial:/dev/ttyUSB0'],
    },
    reopen: true,
  },
];

export function virtualPort(number: number): PortInfo {
  return {
    id: `virtual:${number}`,
    kind: 'virtual',
    path: `virtual:${number}`,
    label: 'Air780E (EC618)',
    role: { guess: 'at', reason: 'virtualModule' },
    presence: 'present',
  };
}

export function identity(version: string): ModuleIdentity {
  return {
    dialect: 'luat-at',
    version,
    model: 'Air780E',
    chip: 'EC618',
    imei: '866250060000017',
    iccid: '89860000000000000001',
    sim: 'ready',
    registration: 1,
    attached: true,
    signalDbm: -65,
  };
}

const luat = (id: string) => ({ id, reason: 'airM2M', evidence: oldVersion, forced: false });

export function preflight(version: string, port: number): Preflight {
  const match = version === oldVersion;
  return {
    identity: identity(version),
    match: {
      state: match ? 'match' : version === newVersion ? 'already' : 'mismatch',
      by: 'name',
      moduleVersion: version,
      baseVersion: oldVersion,
    },
    settings: [
      { name: 'URL', value: 'http://iot.openluat.com/api/site/firmware_upgrade', source: 'readBack' },
      { name: 'AUTO', value: '1', source: 'readBack' },
    ],
    reach: 'thisComputer',
    url: `http://127.0.0.1:${port}/f/k3v9/u.bin`,
    ways: [
      { way: 'http', possible: true, reason: 'httpPossible', driver: luat('luat-at') },
      { way: 'serial', possible: false, reason: 'serialNotOffered', driver: luat('luat-uart') },
      { way: 'cloud', possible: true, reason: 'cloudPossible', driver: luat('luat-at') },
    ],
    requests: { lastHour: 0, lastDay: 1, warn: false, holdMs: 0 },
    findings: match ? [{ level: 'info', code: 'loopbackOnly' }] : [{ level: 'error', code: 'baseMismatch' }],
  };
}

export function endedJob(
  id: string,
  outcome: 'succeeded' | 'failed' | 'interrupted',
  evidence: number[],
): Job {
  const ok = outcome === 'succeeded';
  return {
    id,
    kind: 'upgrade',
    title: { from: oldVersion, to: newVersion },
    createdAtMs: Date.now() - 3_600_000,
    resources: [],
    guarded: true,
    state: {
      phase: 'ended',
      endedAtMs: Date.now() - 3_600_000 + 48_000,
      verdict: {
        outcome,
        code: ok
          ? 'upgrade.succeeded'
          : outcome === 'failed'
            ? 'upgrade.packageRejectedAfterDownload'
            : 'interrupted',
        params: { from: oldVersion, to: newVersion, code: '-1003' },
        domain: outcome === 'interrupted' ? 'airdock' : 'module',
        ...(outcome === 'failed' ? { rawCode: '-1003' } : {}),
        stage: ok ? 'done' : outcome === 'failed' ? 'verify' : 'download',
        retry: 'pointless',
        remedies: ok ? [] : ['checkBase', 'useIntermediateVersion', 'restoreUrlByHand'],
        evidence,
      },
    },
    result: {
      kind: 'upgrade',
      way: 'http',
      portId: 'virtual:1',
      packageSha256: manifest.sha256,
      packageBytes: manifest.sizeBytes,
      from: oldVersion,
      ...(outcome === 'interrupted' ? {} : { to: ok ? newVersion : oldVersion }),
      expectedVersion: newVersion,
      servedBytes: manifest.sizeBytes,
      settings: [
        {
          name: 'URL',
          before: 'http://iot.openluat.com/api/site/firmware_upgrade',
          during: 'http://127.0.0.1:48210/f/k3v9/u.bin',
          restored: ok ? 'gone' : 'failed',
        },
      ],
    },
  };
}

function option(format: DeltaFormat, more: Partial<FormatOption> = {}): FormatOption {
  return {
    format,
    proofClass: 'formatKnown',
    needsOld: true,
    overridable: false,
    covered: ['ap', 'cp-demo-flash'],
    notCovered: [],
    warnings: [],
    limits: [],
    recommended: false,
    ...more,
  };
}

function otherChip(
  format: DeltaFormat,
  proofClass: FormatOption['proofClass'],
  wanted: string,
  needsOld = true,
): FormatOption {
  const params = { oldChip: 'ec618', newChip: 'ec618', found: 'ec618', format, wanted };
  const refusal = { code: 'delta.wrongChip', params, retry: 'no' } as const;
  return option(format, { proofClass, needsOld, covered: [], refusal });
}

/** As for the two AT releases of the demo. */
export const formatOptions: FormatOption[] = [
  option('ec618-at', {
    recommended: true,
    limits: [{ bytes: 480 * 1024, source: 'luat-formats 5.9, at-commands 1.3' }],
  }),
  option('ec618-par', { limits: [{ bytes: 480 * 1024, source: 'luat-formats 5.9, at-commands 1.3' }] }),
  option('luatos-script', {
    proofClass: 'realPackages',
    needsOld: false,
    covered: [],
    refusal: { code: 'delta.missingImage', params: { role: 'script', format: 'luatos-script' }, retry: 'no' },
  }),
  otherChip('ec7xx-at', 'experimental', 'ec7xx'),
  otherChip('uis8910', 'medium', 'uis8910'),
  otherChip('xt804-fota', 'realFiles', 'xt804', false),
];

/** Of a build that comes to 312 KiB. */
export const estimates: FormatEstimate[] = [
  {
    format: 'ec618-at',
    file: { lowBytes: 270 * 1024, highBytes: 390 * 1024 },
    limits: [{ bytes: 480 * 1024, source: 'at-commands 1.3' }],
  },
];

/** As for an EC718 pair: two formats whose limits disagree, both experimental. */
export const ec7xxOptions: FormatOption[] = (['ec7xx-at', 'ec7xx'] as const).map((format) =>
  option(format, {
    proofClass: 'experimental',
    recommended: format === 'ec7xx-at',
    warnings: [
      { code: 'experimental', params: {} },
      { code: 'tryOneModuleFirst', params: {} },
      { code: 'recompressionNotProvable', params: { image: 'ap' } },
    ],
    notCovered: [
      {
        name: 'ap_bootloader',
        role: 'bootloader',
        severity: 'warning',
        reason: 'bootloaderNotInFormat',
      },
    ],
    limits: [
      { bytes: 331_776, source: 'luat-formats 5.8 EC718P' },
      { bytes: 480 * 1024, source: 'at-commands 1.3 EC718P' },
    ],
  }),
);

/** As for a LuatOS project whose core stayed, or where only NEW is given. */
export const luatosOptions: FormatOption[] = [
  option('luatos-script', {
    proofClass: 'realPackages',
    needsOld: false,
    covered: ['script.bin'],
    recommended: true,
  }),
  option('csdk-full', {
    proofClass: 'publicSource',
    needsOld: false,
    warnings: [{ code: 'appVersionNotSet', params: {} }],
  }),
];

export function manifestOf(format: DeltaFormat): PackageManifest {
  const found = [...formatOptions, ...ec7xxOptions, ...luatosOptions].find(
    (known) => known.format === format && known.refusal === undefined,
  );
  if (found === undefined || format === manifest.format) return manifest;
  const { proofClass, covered, notCovered, warnings, limits } = found;
  return {
    ...manifest,
    sha256: digest(format),
    format,
    proofClass,
    covered,
    notCovered: notCovered.map(({ name, role, reason }) => ({ name, role, severity: 'warning', reason })),
    warnings,
    limits,
    from: found.needsOld ? manifest.from : null,
  };
}

/** How a build ends whose package does not fit. */
export const tooLarge: Pick<Job, 'error'> = {
  error: {
    code: 'delta.tooLarge',
    params: { what: 'package', sizeBytes: 612_480, limitBytes: 480 * 1024, format: 'ec618-at' },
    retry: 'no',
  },
};
