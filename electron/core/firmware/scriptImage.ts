import type { FirmwareCheck } from './image.ts';
import { tryReadLuadb } from './luadb.ts';
import { looksLikeXt804, xt804HeaderBytes } from './xt804Header.ts';

/** The LuaDB of a script image; on the XT804 family it stands behind the image's header. */
export function luadbOf(image: Uint8Array): Uint8Array {
  return looksLikeXt804(image) ? image.subarray(xt804HeaderBytes) : image;
}

/** A script that LuatOS could not mount is worth saying, and no reason to hide the rest of the file. */
export function luadbCheck(name: string, image: Uint8Array): FirmwareCheck {
  const id = `soc.luadb:${name}`;
  const result = tryReadLuadb(luadbOf(image));
  if ('error' in result) {
    const { check, expected, found } = result.error.params;
    return { name: id, ok: false, detail: `${check}: ${expected}, ${found}` };
  }
  const ok = result.luadb.digest === 'ok';
  return { name: id, ok, detail: ok ? '' : 'MD5 record, none' };
}
