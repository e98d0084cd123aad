import type { UploadEntry, UploadPlan } from '../contract/cloud.ts';
import type { DeltaFormat } from '../contract/delta.ts';
import type { PackageManifest } from '../contract/package.ts';
import type { Project } from '../contract/settings.ts';
import { type AirVersion, cloudName, compareAirVersions, findAirVersion, runtimeName } from './airVersion.ts';
import { libfotaNames, libfotaVersion, luatoolsFileName } from './libfota.ts';
import { checkNames, type PackageNaming } from './packageNames.ts';

/**
 * What the console of a platform wants for a package: which file, under which name and version, and by what it will know
 * that the upgrade worked. Facts: at-commands 1.4 and 1.7, platform-apis 1.5, 2.2 and 3. Pure rules.
 */

export const cloudStepCodes = [
  'openluat.openProject',
  'openluat.uploadRelease',
  'openluat.uploadPackage',
  'openluat.checkName',
  'openluat.chooseDevices',
  'openluat.success',
  'own.putFile',
  'own.tellUrl',
  'own.success',
  'quecthing.addPackage',
  'quecthing.makePlan',
  'quecthing.activate',
  'quecthing.success',
  'onenet.addPackage',
  'onenet.addDelta',
  'onenet.tryFew',
  'onenet.addDevices',
  'onenet.success',
] as const;
export type CloudStepCode = (typeof cloudStepCodes)[number];

export const cloudFindingCodes = [
  /** The platform makes the difference itself; ours is for an own server. */
  'platformMakesDelta',
  /** A firmware without a name of the vendor's: the platform does not know its core (code 44). */
  'baseNotKnown',
  /** 8910 base 1.2 to 1.3 (code 21). params: from, to */
  'baseJump',
  /** Versions only go up there. params: from, to */
  'notNewer',
  /** For the AT port only. */
  'serialOnly',
  /** Packages of Luat firmware on a platform for Quectel modules. params: format */
  'otherVendor',
  /** The board's name in the firmware was concluded from the chip. params: board */
  'boardGuessed',
  /** Nothing is known of this package's name. */
  'nameUnknown',
  /** No identity and no version in the request: the module asks again every PERIOD and is given it again. */
  'servedAgain',
  /** params: field */
  'fieldMissing',
] as const;
export type CloudFindingCode = (typeof cloudFindingCodes)[number];

type PlanProject = Pick<Project, 'platform' | 'fields'>;
type PlanPackage = Pick<PackageManifest, 'format' | 'fileName' | 'sizeBytes' | 'sha256' | 'from' | 'to'>;
type Finding = UploadPlan['findings'][number];

/** Everything to enter for this package in the console of this project's platform. */
export function planUpload(project: PlanProject, manifest: PlanPackage): UploadPlan {
  switch (project.platform) {
    case 'openluat':
      return openLuatPlan(manifest);
    case 'own':
      return ownServerPlan(project, manifest);
    case 'quecthing':
      return quecThingPlan(project, manifest);
    case 'onenet':
      return oneNetPlan(project, manifest);
  }
}

/** Formats that AT firmware takes; for them openLuat wants the vendor's release and makes the difference itself. */
const atFormats: readonly DeltaFormat[] = ['ec618-at', 'ec618-par', 'ec7xx-at', 'uis8910'];

function openLuatPlan(manifest: PlanPackage): UploadPlan {
  return atFormats.includes(manifest.format) ? openLuatReleasePlan(manifest) : openLuatPackagePlan(manifest);
}

/** AT firmware: `<runtime>.dfota.bin` of the NEW release; its console shows version 0.0.0 and core version 0.0.n. */
function openLuatReleasePlan(manifest: PlanPackage): UploadPlan {
  const to = findAirVersion(versionOf(manifest.to));
  const from = manifest.from === null ? null : findAirVersion(versionOf(manifest.from));
  const findings = [finding('info', 'platformMakesDelta')];
  if (to === null || (manifest.from !== null && from === null))
    findings.push(finding('warning', 'baseNotKnown'));
  if (to !== null && from !== null) findings.push(...releaseFindings(from, to));
  const name = to === null ? null : cloudName(to);
  // The screenshot shows these two for a module of the EC718 family; others are taken to look the same.
  const confidence = manifest.format === 'ec7xx-at' ? 'seen' : 'inferred';
  return {
    platform: 'openluat',
    files: to === null ? [] : [vendorFile(`${runtimeName(to)}.dfota.bin`)],
    entries: [
      entry('name', name, 'seen'),
      entry('version', to === null ? null : '0.0.0', confidence),
      entry('coreVersion', to === null ? null : `0.0.${to.digits}`, confidence),
    ],
    findings: [...findings, ...consoleFindings('openluat', name === null ? {} : { name })],
    steps: openLuatSteps('openluat.uploadRelease'),
  };
}

function releaseFindings(from: AirVersion, to: AirVersion): Finding[] {
  const params = { from: runtimeName(from), to: runtimeName(to) };
  const findings: Finding[] = [];
  // Six digits are base 1.3 of the 8910, four are 1.2 (at-commands 1.7).
  if (from.digits.length < 6 && to.digits.length >= 6) findings.push(finding('error', 'baseJump', params));
  const order = compareAirVersions(from, to);
  if (order === 'older' || order === 'same') findings.push(finding('error', 'notNewer', params));
  return findings;
}

/** LuatOS and the rest: the package itself, under the name that the board's update library reports. */
function openLuatPackagePlan(manifest: PlanPackage): UploadPlan {
  const release = luatosRelease(versionOf(manifest.to));
  if (release === null) {
    return {
      platform: 'openluat',
      files: [packageFile(manifest)],
      entries: [entry('name', null, 'free'), entry('version', null, 'free')],
      findings: [finding('warning', 'nameUnknown')],
      steps: openLuatSteps('openluat.uploadPackage'),
    };
  }
  const { project, script, core, board } = release;
  const { name, aliases } = libfotaNames(project, board);
  const version = libfotaVersion(core, script);
  const fileName = version === null ? manifest.fileName : luatoolsFileName(project, board, version);
  return {
    platform: 'openluat',
    files: [{ ...packageFile(manifest), fileName }],
    entries: [
      entry('name', name, 'inferred'),
      ...aliases.map((alias) => entry('alias', alias, 'inferred')),
      entry('version', version, 'documented'),
    ],
    findings: [
      finding('warning', 'boardGuessed', { board }),
      ...consoleFindings('openluat', { name, ...(version === null ? {} : { version }) }),
    ],
    steps: openLuatSteps('openluat.uploadPackage'),
  };
}

function openLuatSteps(upload: 'openluat.uploadRelease' | 'openluat.uploadPackage'): CloudStepCode[] {
  return ['openluat.openProject', upload, 'openluat.checkName', 'openluat.chooseDevices', 'openluat.success'];
}

/** A plain GET of exactly one URL: there is no name and no version to agree on. */
function ownServerPlan({ fields }: PlanProject, manifest: PlanPackage): UploadPlan {
  const base = fields.serverUrl?.replace(/\/+$/, '');
  const findings: Finding[] = [];
  if (manifest.format === 'ec618-par') findings.push(finding('error', 'serialOnly'));
  else if (atFormats.includes(manifest.format)) findings.push(finding('warning', 'servedAgain'));
  if (base === undefined || base === '')
    findings.push(finding('info', 'fieldMissing', { field: 'serverUrl' }));
  return {
    platform: 'own',
    files: [packageFile(manifest)],
    entries: [entry('url', base ? `${base}/${encodeURIComponent(manifest.fileName)}` : null, 'free')],
    findings,
    steps: ['own.putFile', 'own.tellUrl', 'own.success'],
  };
}

function quecThingPlan({ fields }: PlanProject, manifest: PlanPackage): UploadPlan {
  const delta = manifest.from !== null;
  const naming = versionsOf(manifest, (version) => version);
  const files = [{ name: manifest.fileName, sizeBytes: manifest.sizeBytes }];
  return {
    platform: 'quecthing',
    files: [packageFile(manifest)],
    entries: [
      entry('name', null, 'free'),
      entry('component', 'FOTA', 'documented'),
      entry('kind', delta ? 'delta' : 'full', 'documented'),
      ...(delta ? [entry('sourceVersion', naming.sourceVersion ?? null, 'documented')] : []),
      entry('version', naming.version ?? null, 'documented'),
    ],
    findings: [
      finding('warning', 'otherVendor', { format: manifest.format }),
      ...(fields.productKey ? [] : [finding('info', 'fieldMissing', { field: 'productKey' })]),
      ...consoleFindings('quecthing', { ...naming, delta, files }),
    ],
    steps: ['quecthing.addPackage', 'quecthing.makePlan', 'quecthing.activate', 'quecthing.success'],
  };
}

/** Names and versions have at most 20 characters there, so an AirM2M name goes in as its number: `V1002`. */
function oneNetPlan({ fields }: PlanProject, manifest: PlanPackage): UploadPlan {
  const delta = manifest.from !== null;
  const naming = versionsOf(manifest, shortVersion);
  const files = [{ name: manifest.fileName, sizeBytes: manifest.sizeBytes }];
  const isShortened = naming.version !== undefined && naming.version !== versionOf(manifest.to);
  const confidence = isShortened ? 'inferred' : 'documented';
  return {
    platform: 'onenet',
    files: [packageFile(manifest)],
    entries: [
      entry('name', null, 'free'),
      entry('component', 'FOTA', 'documented'),
      entry('kind', delta ? 'delta' : 'full', 'documented'),
      ...(delta ? [entry('sourceVersion', naming.sourceVersion ?? null, confidence)] : []),
      entry('version', naming.version ?? null, confidence),
    ],
    findings: [
      ...(fields.productId ? [] : [finding('info', 'fieldMissing', { field: 'productId' })]),
      ...consoleFindings('onenet', { ...naming, delta, files }),
    ],
    steps: [
      'onenet.addPackage',
      ...(delta ? (['onenet.addDelta'] as const) : []),
      'onenet.tryFew',
      'onenet.addDevices',
      'onenet.success',
    ],
  };
}

function shortVersion(version: string): string {
  const air = findAirVersion(version);
  if (air !== null && version.length > 20) return `V${air.digits}`;
  const release = luatosRelease(version);
  return release === null ? version : release.script;
}

function versionsOf(
  manifest: PlanPackage,
  form: (version: string) => string,
): { version?: string; sourceVersion?: string } {
  const to = versionOf(manifest.to);
  const from = manifest.from === null ? '' : versionOf(manifest.from);
  return {
    ...(to === '' ? {} : { version: form(to) }),
    ...(from === '' ? {} : { sourceVersion: form(from) }),
  };
}

/** `PROJECT_1.0.13_LuatOS-SoC_V1120_EC618` (luat-formats 1.2). What stands last is the chip or the board. */
function luatosRelease(version: string) {
  const match = /^(.+)_(\d+\.\d+\.\d+)_LuatOS-SoC_(V\d+)_([0-9A-Za-z-]+)/.exec(version);
  if (match === null) return null;
  const [, project = '', script = '', core = '', board = ''] = match;
  return { project, script, core, board };
}

function versionOf(side: { readonly version: { readonly text: string } | null }): string {
  return side.version?.text ?? '';
}

function entry(
  part: UploadEntry['part'],
  value: string | null,
  confidence: UploadEntry['confidence'],
): UploadEntry {
  return { part, value, confidence };
}

function vendorFile(fileName: string): UploadPlan['files'][number] {
  return { role: 'vendorRelease', fileName, sizeBytes: null, sha256: null };
}

function packageFile({ fileName, sizeBytes, sha256 }: PlanPackage): UploadPlan['files'][number] {
  return { role: 'package', fileName, sizeBytes, sha256 };
}

function finding(level: Finding['level'], code: CloudFindingCode, params: Finding['params'] = {}): Finding {
  return { level, group: 'cloudFinding', code, part: null, params };
}

function consoleFindings(platform: 'openluat' | 'quecthing' | 'onenet', naming: PackageNaming): Finding[] {
  return checkNames(platform, naming).map(({ level, code, part, params }) => ({
    ...{ level, code, part, params: { ...params } },
    group: 'packageName' as const,
  }));
}
