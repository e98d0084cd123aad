import { findAirVersion, packageName, parseAirVersion, runtimeName } from './airVersion.ts';

/**
 * What the consoles of the platforms accept as names, versions and files (platform-apis 1.5 and 3, OneNET and QuecThing
 * guides). Pure rules: what would be refused and why, before anything is uploaded.
 */
export type Platform = 'openluat' | 'quecthing' | 'onenet';

export interface PackageFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/** What is about to be entered in a console; a part that is left out is not judged. */
export interface PackageNaming {
  /** openLuat: the firmware's name. OneNET: the name of the upgrade. QuecThing: the name of the version package. */
  readonly name?: string;
  /** The version that the module has afterwards. */
  readonly version?: string;
  /** The version that a delta starts from. */
  readonly sourceVersion?: string;
  readonly delta?: boolean;
  readonly files?: readonly PackageFile[];
}

export type NamePart = 'name' | 'version' | 'sourceVersion' | 'file' | 'files';

/** Codes with a text below `packageName.`. */
export const nameFindingCodes = [
  'empty',
  'length',
  'characters',
  'notThreeSegments',
  'segmentTooLarge',
  'runtimeSpelling',
  'sentUnencoded',
  'boardHasAlias',
  'sourceMissing',
  'sourceNotWanted',
  'sourceIsTarget',
  'noFile',
  'tooManyFiles',
  'fileType',
  'fileTooLarge',
  'fileNameNotAscii',
  'miniFileAlone',
] as const;

export type NameFindingCode = (typeof nameFindingCodes)[number];

export interface NameFinding {
  /** `error`: the console refuses it. `warning`: accepted, but it may not do what is meant. */
  readonly level: 'error' | 'warning';
  readonly code: NameFindingCode;
  readonly part: NamePart;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Everything that a platform would object to; empty when nothing is. */
export function checkNames(platform: Platform, naming: PackageNaming): NameFinding[] {
  if (platform === 'openluat') return checkOpenLuat(naming);
  return platform === 'quecthing' ? checkQuecThing(naming) : checkOneNet(naming);
}

const largestSegment = 999;
/** The first segment of a LuatOS release is the number of its core, of four digits. */
const largestCore = 9999;

function checkOpenLuat({ name, version, sourceVersion, delta, files }: PackageNaming): NameFinding[] {
  const luatos = name?.includes('_LuatOS-SoC_') ?? false;
  const findings: NameFinding[] = [];
  if (name !== undefined) findings.push(...checkOpenLuatName(name));
  if (version !== undefined) findings.push(...checkOpenLuatVersion('version', version, luatos));
  if (delta === true && sourceVersion !== undefined) {
    findings.push(...checkOpenLuatVersion('sourceVersion', sourceVersion, luatos));
  }
  findings.push(...checkSource(delta, sourceVersion, version));
  for (const file of files ?? []) findings.push(...checkType(file.name, ['.bin']));
  return findings;
}

function checkOpenLuatName(name: string): NameFinding[] {
  if (name === '') return [error('empty', 'name', {})];
  const findings: NameFinding[] = [];
  const air = parseAirVersion(name);
  if (air !== null && name === runtimeName(air)) {
    findings.push(error('runtimeSpelling', 'name', { found: name, expected: packageName(air) }));
  }
  if (!/^[\x21-\x7e]+$/.test(name)) findings.push(warning('sentUnencoded', 'name', { found: name }));
  const board = name.split('_LuatOS-SoC_')[1];
  if (board?.includes('-') === true) {
    const expected = name.slice(0, name.length - board.length) + (board.split('-')[0] ?? '');
    findings.push(warning('boardHasAlias', 'name', { found: name, expected }));
  }
  return findings;
}

/** Releases of the AT firmware are named, all others have three numbers. */
function checkOpenLuatVersion(
  part: 'version' | 'sourceVersion',
  version: string,
  luatos: boolean,
): NameFinding[] {
  if (version === '') return [error('empty', part, {})];
  const air = findAirVersion(version);
  if (air !== null || /^V\d{1,9}$/.test(version)) return [];
  const segments = version.split('.');
  if (segments.length !== 3 || segments.some((segment) => !/^\d{1,9}$/.test(segment))) {
    return [error('notThreeSegments', part, { found: version })];
  }
  return segments.flatMap((segment, index) => {
    const limit = luatos && index === 0 ? largestCore : largestSegment;
    return Number(segment) <= limit ? [] : [error('segmentTooLarge', part, { found: segment, limit })];
  });
}

const quecThingTypes = '.bin .zip .rar .pack .mini_1 .mini_2 .py .tar .tar.gz .s19 .bin_1 .bin_2'.split(' ');
const quecThingFileBytes = 100 * 1024 * 1024;
const quecThingFiles = 5;

function checkQuecThing({ name, version, sourceVersion, delta, files }: PackageNaming): NameFinding[] {
  const findings: NameFinding[] = [];
  if (name === '') findings.push(error('empty', 'name', {}));
  if (version === '') findings.push(error('empty', 'version', {}));
  findings.push(...checkSource(delta, sourceVersion, version));
  if (delta === false && sourceVersion !== undefined && sourceVersion !== '') {
    findings.push(error('sourceNotWanted', 'sourceVersion', { found: sourceVersion }));
  }
  if (files === undefined) return findings;
  if (files.length === 0) findings.push(error('noFile', 'files', {}));
  if (files.length > quecThingFiles) {
    findings.push(error('tooManyFiles', 'files', { found: files.length, limit: quecThingFiles }));
  }
  for (const file of files) {
    findings.push(...checkType(file.name, quecThingTypes));
    if (file.sizeBytes > quecThingFileBytes) {
      const params = { file: file.name, found: file.sizeBytes, limit: quecThingFileBytes };
      findings.push(error('fileTooLarge', 'file', params));
    }
  }
  return [...findings, ...checkMiniPairs(files)];
}

/** The small loader of Quectel modules takes two files of one stem. */
function checkMiniPairs(files: readonly PackageFile[]): NameFinding[] {
  const names = new Set(files.map((file) => file.name));
  return [...names].flatMap((name) => {
    const match = /^(.*)\.mini_([12])$/.exec(name);
    if (match === null) return [];
    const expected = `${match[1]}.mini_${match[2] === '1' ? 2 : 1}`;
    return names.has(expected) ? [] : [warning('miniFileAlone', 'file', { file: name, expected })];
  });
}

const oneNetLength = 20;

function checkOneNet({ name, version, sourceVersion, delta, files }: PackageNaming): NameFinding[] {
  const findings: NameFinding[] = [];
  // Chinese, letters, digits, space and half-width signs
  if (name !== undefined) findings.push(...checkText('name', name, /^[\p{Script=Han}\x20-\x7e]$/u));
  if (version !== undefined) findings.push(...checkText('version', version, /^[A-Za-z0-9._-]$/));
  if (delta === true && sourceVersion !== undefined) {
    findings.push(...checkText('sourceVersion', sourceVersion, /^[A-Za-z0-9._-]$/));
  }
  findings.push(...checkSource(delta, sourceVersion, version));
  for (const { name: file } of files ?? []) {
    if (!/^[\x20-\x7e]+$/.test(file)) findings.push(error('fileNameNotAscii', 'file', { file }));
  }
  return findings;
}

function checkText(part: 'name' | 'version' | 'sourceVersion', text: string, allowed: RegExp): NameFinding[] {
  const letters = [...text];
  if (letters.length === 0) return [error('empty', part, {})];
  const findings: NameFinding[] = [];
  if (letters.length > oneNetLength) {
    findings.push(error('length', part, { found: letters.length, limit: oneNetLength }));
  }
  const wrong = letters.find((letter) => !allowed.test(letter));
  if (wrong !== undefined) findings.push(error('characters', part, { found: wrong }));
  return findings;
}

/** A delta without its source version would be offered to every device. */
function checkSource(
  delta: boolean | undefined,
  source: string | undefined,
  target: string | undefined,
): NameFinding[] {
  if (delta !== true) return [];
  if (source === undefined || source === '') return [error('sourceMissing', 'sourceVersion', {})];
  return source === target ? [error('sourceIsTarget', 'sourceVersion', { found: source })] : [];
}

function checkType(file: string, types: readonly string[]): NameFinding[] {
  const lower = file.toLowerCase();
  if (types.some((type) => lower.endsWith(type) && lower.length > type.length)) return [];
  return [error('fileType', 'file', { file, expected: types.join(' ') })];
}

function error(code: NameFindingCode, part: NamePart, params: NameFinding['params']): NameFinding {
  return { level: 'error', code, part, params };
}

function warning(code: NameFindingCode, part: NamePart, params: NameFinding['params']): NameFinding {
  return { level: 'warning', code, part, params };
}
