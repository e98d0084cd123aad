import type { FirmwareCheck } from '../image.ts';
import { looksLikeLuadb, tryReadLuadb } from '../luadb.ts';
import { luadbCheck, luadbOf } from '../scriptImage.ts';
import type { PackageMember } from './packageFile.ts';

/** Files of a script image below `path`, and whether the library is whole; nothing for other bytes. */
export function scriptMembers(
  path: string,
  image: Uint8Array,
): { readonly members: PackageMember[]; readonly checks: FirmwareCheck[] } {
  const luadb = luadbOf(image);
  if (!looksLikeLuadb(luadb)) return { members: [], checks: [] };
  const result = tryReadLuadb(luadb);
  const files = 'error' in result ? [] : result.luadb.files;
  const members = files.map(({ name, bytes, sha256 }) => ({
    path: `${path}/${name}`,
    kind: 'scriptFile',
    sizeBytes: bytes.length,
    sha256,
  }));
  return { members, checks: [luadbCheck(path, image)] };
}
