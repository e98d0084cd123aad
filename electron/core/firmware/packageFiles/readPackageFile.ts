import {
  looksLikeLfta,
  looksLikeRbl,
  looksLikeScriptBlob,
  readLfta,
  readRbl,
  readScriptBlob,
} from './bk72xx.ts';
import { looksLikePar, readDeltaPar } from './deltaPar.ts';
import { luatosChip } from './luatosMagic.ts';
import { readLuatosOta } from './luatosOta.ts';
import type { PackageFile } from './packageFile.ts';
import { looksLikeRdaota, readRdaota } from './rdaota.ts';
import { looksLikeWrapper, readWrapper } from './wrapper7e.ts';

type Format = readonly [looksLike: (bytes: Uint8Array) => boolean, read: (bytes: Uint8Array) => PackageFile];

const formats: readonly Format[] = [
  [looksLikePar, readDeltaPar],
  [looksLikeWrapper, readWrapper],
  [(bytes) => luatosChip(bytes) !== null, readLuatosOta],
  [looksLikeRdaota, readRdaota],
  [looksLikeScriptBlob, readScriptBlob],
  [looksLikeLfta, readLfta],
  [looksLikeRbl, readRbl],
];

/**
 * Reads an update package, recognised by content; null when the bytes are no known one. Packed images of the XT804 family are
 * firmware here (xt804.ts): they hold whole images. Throws `firmware.damaged` {check, offset, expected, found}.
 */
export function readPackageFile(bytes: Uint8Array): PackageFile | null {
  const format = formats.find(([looksLike]) => looksLike(bytes));
  return format === undefined ? null : format[1](bytes);
}
