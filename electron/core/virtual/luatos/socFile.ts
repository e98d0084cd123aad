import { ArchiveReader, libarchiveWasm } from 'libarchive-wasm';
import { toHex } from '../bytes.ts';

/** What a module is flashed with. */
export interface LuatosFirmware {
  readonly script: Uint8Array;
  /** From `info.json`, where there is one. */
  readonly coreVersion?: string;
  readonly scriptAddress?: number;
  readonly magic?: number;
}

const archiveStarts = ['377abcaf271c', '504b0304'];
const largestMemberBytes = 64 * 1024 * 1024;

/** True for the two kinds of archive that a `.soc` is (luat-formats 1.1). */
export function isSoc(bytes: Uint8Array): boolean {
  const start = toHex(bytes.subarray(0, 6));
  return archiveStarts.some((magic) => start.startsWith(magic));
}

/** The script and what `info.json` says of it, or what is missing (luat-formats 1.2, 1.3). */
export async function readSoc(bytes: Uint8Array): Promise<LuatosFirmware | string> {
  const wasm = await libarchiveWasm();
  const reader = new ArchiveReader(wasm, new Int8Array(bytes));
  let info: unknown = null;
  let script: Uint8Array | null = null;
  try {
    for (const entry of reader.entries()) {
      const name = entry.getPathname();
      if (entry.getSize() > largestMemberBytes) return `${name} is too large`;
      const isInfo = name.endsWith('info.json');
      if (!isInfo && !name.endsWith('script.bin')) continue;
      const data = entry.readData();
      if (data === undefined) continue;
      const content = new Uint8Array(data);
      if (isInfo) info = JSON.parse(new TextDecoder().decode(content));
      else script = content;
    }
  } catch {
    return 'the archive or its info.json cannot be read';
  } finally {
    reader.free();
  }
  if (script === null) return 'the .soc has no script.bin: it needs a production package, core and script';
  return { script, ...readInfo(info) };
}

function readInfo(info: unknown): Omit<LuatosFirmware, 'script'> {
  const core = member(info, 'rom', 'version-core');
  const address = hexMember(info, 'download', 'script_addr');
  const magic = hexMember(info, 'fota', 'magic_num');
  return {
    ...(typeof core === 'string' && /^V\d{1,5}$/.test(core) ? { coreVersion: core } : {}),
    ...(address === null ? {} : { scriptAddress: address }),
    ...(magic === null ? {} : { magic }),
  };
}

function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === name)?.[1]
        : undefined,
    value,
  );
}

/** Numbers are written as JSON numbers or as hex text, with or without `0x`. */
function hexMember(info: unknown, ...path: readonly string[]): number | null {
  const value = member(info, ...path);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^(?:0x)?[0-9a-f]{1,8}$/i.test(value)) return null;
  return Number.parseInt(value.replace(/^0x/i, ''), 16);
}
