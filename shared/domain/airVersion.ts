/**
 * Names of AirM2M firmware (at-commands 1.7). One release has two spellings:
 * - runtime, as ATI answers: `AirM2M_780ET_V1015_LTE_AT_IPC`
 * - package, as the cloud lists it: `AirM2M_780ET_LTE_AT_IPC_V1015`
 * An upgrade is valid only inside one model and one variant, so versions of different ones are not comparable.
 */

export interface AirVersion {
  /** Model token, e.g. `780E`. */
  readonly model: string;
  /** Digits after the V as written, e.g. `1147`; six digits on the 8910's base 1.3. */
  readonly digits: string;
  /** Everything after `LTE_`, e.g. `AT`, `LPAT`, `AT_IPC`, `AT_MULP2`. */
  readonly variant: string;
}

// A segment starts with a letter: digits behind the variant are somebody's date, not part of the name.
const variantPattern = '[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*';
const runtimePattern = new RegExp(`AirM2M_([A-Z0-9]+)_V(\\d{1,9})_LTE_(${variantPattern})(?![A-Za-z0-9])`);
const packagePattern = new RegExp(`AirM2M_([A-Z0-9]+)_LTE_(${variantPattern}?)_V(\\d{1,9})(?![A-Za-z0-9])`);

/**
 * The first AirM2M name inside a text, in either spelling, whatever surrounds it (folders, `.binpkg`,
 * `.dfota.bin`, quotes of `+CGMR`). Null when there is none.
 */
export function findAirVersion(text: string): AirVersion | null {
  const runtime = runtimePattern.exec(text);
  const packaged = packagePattern.exec(text);
  if (runtime !== null && (packaged === null || runtime.index <= packaged.index)) {
    return airVersion(runtime[1], runtime[2], runtime[3]);
  }
  return packaged === null ? null : airVersion(packaged[1], packaged[3], packaged[2]);
}

/** A text that is exactly one AirM2M name, in either spelling; null otherwise. */
export function parseAirVersion(text: string): AirVersion | null {
  const found = findAirVersion(text);
  if (found === null) return null;
  return text === runtimeName(found) || text === packageName(found) ? found : null;
}

/** The spelling of ATI, `AirM2M_780E_V1147_LTE_AT`. */
export function runtimeName(version: AirVersion): string {
  return `AirM2M_${version.model}_V${version.digits}_LTE_${version.variant}`;
}

/** The spelling of packages, `AirM2M_780E_LTE_AT_V1147`. */
export function packageName(version: AirVersion): string {
  return `${cloudName(version)}_V${version.digits}`;
}

/** What the cloud calls the firmware, without its version: `AirM2M_780E_LTE_AT`. */
export function cloudName(version: AirVersion): string {
  return `AirM2M_${version.model}_LTE_${version.variant}`;
}

/** How `b` stands to `a`; other model or variant is `incomparable`. */
export type AirVersionOrder = 'same' | 'newer' | 'older' | 'incomparable';

/** Compares by number inside one model and variant: is `b` newer than `a`? */
export function compareAirVersions(a: AirVersion, b: AirVersion): AirVersionOrder {
  if (a.model !== b.model || a.variant !== b.variant) return 'incomparable';
  const difference = Number(b.digits) - Number(a.digits);
  if (difference === 0) return 'same';
  return difference > 0 ? 'newer' : 'older';
}

/** The silicon behind a model token. `AT^HVER` of the module has the last word. */
export interface AirModelChip {
  readonly silicon: 'EC618' | 'EC716S' | 'EC718P' | 'EC718' | 'RDA8910';
  /** Chip family as the firmware room names it. */
  readonly chip: 'ec618' | 'ec7xx' | 'uis8910';
  /** How sure the table is: seen on a module, written in a document, or concluded. */
  readonly confidence: 'confirmed' | 'documented' | 'inferred';
}

type ModelRow = readonly [models: string, chip: AirModelChip];

/** at-commands 1.7, table of model tokens. */
const modelRows: readonly ModelRow[] = [
  ['780E', { silicon: 'EC618', chip: 'ec618', confidence: 'confirmed' }],
  ['780EX 780EG 600E 780EEN 780EEU 780EEJ', { silicon: 'EC618', chip: 'ec618', confidence: 'inferred' }],
  ['780EL', { silicon: 'EC716S', chip: 'ec7xx', confidence: 'documented' }],
  ['780ET', { silicon: 'EC718P', chip: 'ec7xx', confidence: 'confirmed' }],
  ['780EP 780EPV 780EE', { silicon: 'EC718P', chip: 'ec7xx', confidence: 'documented' }],
  ['780EPS 780EQ 780ER 700ECQ 700EAQ 700EMQ', { silicon: 'EC718', chip: 'ec7xx', confidence: 'documented' }],
  ['720U', { silicon: 'RDA8910', chip: 'uis8910', confidence: 'documented' }],
];

const chipByModel: ReadonlyMap<string, AirModelChip> = new Map(
  modelRows.flatMap(([models, chip]) => models.split(' ').map((model) => [model, chip] as const)),
);

/** Chip of a model token, null for a model the table does not know. */
export function chipOfModel(model: string): AirModelChip | null {
  return chipByModel.get(model) ?? null;
}

function airVersion(model = '', digits = '', variant = ''): AirVersion {
  return { model, digits, variant };
}
