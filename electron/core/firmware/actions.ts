import type { FileClass } from '../../../shared/contract/firmware.ts';
import type { Chip, Firmware } from './image.ts';
import type { PackageFile } from './packageFiles/packageFile.ts';

/** What can be done with a file; tokens with a text below `action.`. */
export type Action =
  /** Lay it beside another release. */
  | 'compare'
  /** Make the package that brings modules from another release to this one. */
  | 'makeDelta'
  /** Make a package with the script alone. */
  | 'makeScriptPackage'
  /** Make a package with whole images. */
  | 'makeFullPackage'
  /** Rebuild NEW from OLD and this package, and compare. */
  | 'verify';

const fullPackageChips: readonly Chip[] = ['ec618', 'ec7xx'];
const deltaChips: readonly Chip[] = ['ec618', 'ec7xx', 'uis8910'];

/** Actions for a firmware or an image of one. */
export function firmwareActions(firmware: Firmware, fileClass: FileClass): Action[] {
  const { chip, images } = firmware;
  const has = (role: string): boolean => images.some((image) => image.role === role);
  const core = has('ap') || has('cp');
  const actions: Action[] = ['compare'];
  if (fileClass === 'package') return [...actions, 'verify'];
  if (core && deltaChips.includes(chip)) actions.push('makeDelta');
  if (has('script') && chip !== 'unknown' && chip !== 'bk72xx' && chip !== 'air105')
    actions.push('makeScriptPackage');
  if (core && (fullPackageChips.includes(chip) || chip === 'xt804')) actions.push('makeFullPackage');
  return actions;
}

/** Packages whose rules the proof knows. */
const provable = ['deltaPar', 'wrapper7e', 'luatosOta', 'rdaota02'];

/** Actions for a package; a part in the vendor's closed HLS coding cannot be rebuilt (ec7xx-delta 8). */
export function packageActions({ kind, chip, members }: PackageFile): Action[] {
  const closed = members.some((member) => member.kind === 'deltaHlsGroup');
  return provable.includes(kind) && chip !== 'unknown' && !closed ? ['verify'] : [];
}
