import { findAirVersion, runtimeName } from '../../../shared/domain/airVersion.ts';
import type { FirmwareImage, FirmwareVersion } from './image.ts';
import type { SocInfo } from './socInfo.ts';

/** Everything that may name a version. */
export interface VersionClues {
  readonly images: readonly FirmwareImage[];
  /** Names of the file and, in an archive, of the main member. */
  readonly fileNames: readonly string[];
  readonly info: SocInfo | null;
  /** Versions that a header states. */
  readonly headers?: readonly FirmwareVersion[];
  readonly userVersion?: string;
}

/**
 * Every version that the clues give, the best first. The user has the last word. In a binpkg the strings of the
 * images come next, because that is what the module will answer; then the file name. In a `.soc` info.json comes
 * before them: it alone knows the project's version, which is what changes between two scripts on one core.
 */
export function findVersions(clues: VersionClues): FirmwareVersion[] {
  const user = clues.userVersion?.trim();
  const content = [infoVersion(clues.info), stringVersion(clues.images)];
  const found: (FirmwareVersion | null)[] = [
    user === undefined || user === '' ? null : { text: user, source: 'user' },
    ...content,
    ...(clues.headers ?? []),
    ...clues.fileNames.map(fileNameVersion),
  ];
  const versions = found.filter((version) => version !== null);
  return versions.filter(
    (a, i) => versions.findIndex((b) => a.text === b.text && a.source === b.source) === i,
  );
}

const airString =
  /AirM2M_[0-9A-Z]{1,12}_V\d{1,9}_LTE_[A-Z][0-9A-Z]{0,15}(?:_[A-Z][0-9A-Z]{0,15}){0,3}(?!\w)/g;
const luatosString = /LuatOS-SoC_V\d{1,9}(?:_[0-9A-Za-z]{1,16}){0,3}(?!\w)/g;

/**
 * The version that the code itself carries: an AirM2M name in the spelling of ATI, else a LuatOS name. Of several
 * the most frequent counts, then the longest: a name may also appear once in a table of predecessors.
 */
export function stringVersion(images: readonly FirmwareImage[]): FirmwareVersion | null {
  const texts = images
    .filter((image) => image.role !== 'script' && image.role !== 'filesystem')
    .map((image) => latin1(image.bytes));
  const text = mostFrequent(texts, airString) ?? mostFrequent(texts, luatosString);
  return text === null ? null : { text, source: 'strings' };
}

/** From a file name: AirM2M in either spelling becomes the runtime one; a LuatOS name keeps its project prefix. */
export function fileNameVersion(fileName: string): FirmwareVersion | null {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  const air = findAirVersion(base);
  if (air !== null) return { text: runtimeName(air), source: 'fileName' };
  const luatos = /^(?:.*_)?LuatOS-SoC_V\d+(?:_[0-9A-Za-z]+)*/.exec(base)?.[0];
  return luatos === undefined ? null : { text: luatos, source: 'fileName' };
}

/** In the form in which production packages are named: `PROJECT_1.0.13_LuatOS-SoC_V1120_EC618`. */
export function infoVersion(info: SocInfo | null): FirmwareVersion | null {
  if (info?.coreVersion == null) return null;
  const core = `LuatOS-SoC_${info.coreVersion}_${info.chipType.toUpperCase()}`;
  const named = info.project !== null && info.projectVersion !== null;
  return { text: named ? `${info.project}_${info.projectVersion}_${core}` : core, source: 'infoJson' };
}

function mostFrequent(texts: readonly string[], pattern: RegExp): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [hit] of text.matchAll(pattern)) counts.set(hit, (counts.get(hit) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || b.length - a.length || (a < b ? -1 : 1));
  return best?.[0] ?? null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
