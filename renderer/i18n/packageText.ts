/** What a side of a package is called. */
import type { PackageSide } from '../../shared/contract/package.ts';
import type { Texts } from './useText.ts';

/** The version, else the file; of a package that needs no certain firmware below it, that any will do. */
export function sideText(side: PackageSide | null, t: Texts['t']): string {
  return side === null ? t('common.anyVersion') : (side.version?.text ?? side.fileName);
}
