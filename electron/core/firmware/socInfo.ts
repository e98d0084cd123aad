import { damaged } from './damaged.ts';
import type { Chip, LuatOtaFacts } from './image.ts';
import { at, decimal, flag, isRecord, numeric, text, textsOf } from './jsonFields.ts';
import { addressesOf, filesOf, readSocZones, type SocZone } from './socZones.ts';

/** Every documented field of a `.soc` info.json (luat-formats 1.3); null where the file does not say. */
export interface SocInfo {
  readonly schemaVersion: number | null;
  /** As written, e.g. `ec618`, `air101`; empty when absent. */
  readonly chipType: string;
  readonly chip: Chip;
  /** RAM in KB. */
  readonly ram: { readonly total: number | null; readonly sys: number | null; readonly lua: number | null };
  /** Member with the main image, e.g. `luatos.binpkg`. */
  readonly romFile: string | null;
  readonly romFiles: readonly string[];
  readonly appFile: string | null;
  readonly imageFile: string | null;
  readonly scriptFile: string | null;
  readonly script: {
    readonly lua: string | null;
    /** 32 or 64. */
    readonly bitWidth: number | null;
    readonly useLuac: boolean | null;
    readonly useDebug: boolean | null;
  };
  /** Flash offset of the script zone. It differs per build, so there is no default. */
  readonly scriptAddress: number | null;
  readonly scriptZoneBytes: number | null;
  /** Zones of `rom.fs`, e.g. `script`, `filesystem`, `kv`, `ap`, `fota`. */
  readonly zones: readonly SocZone[];
  /** `fs.total_len` and `fs.format_len`. */
  readonly fileSystem: { readonly total: number | null; readonly format: number | null };
  /** e.g. `V1120`. */
  readonly coreVersion: string | null;
  readonly bspVersion: string | null;
  readonly mark: string | null;
  /** `rom.build`, values as text. */
  readonly build: Readonly<Record<string, string>>;
  readonly project: string | null;
  readonly projectVersion: string | null;
  readonly logBaud: string | null;
  /** Every `download.*_addr` by its name, e.g. `script_addr`, `ap_addr`. */
  readonly addresses: Readonly<Record<string, number>>;
  readonly forceBaud: string | null;
  readonly extraParam: string | null;
  readonly fota: SocFota;
  /** What a writer of LuatOS packages asks for, from `fota`, `download` and `rom.fs`. */
  readonly luatOta: LuatOtaFacts;
}

/** How upgrade packages for this firmware are made. */
export interface SocFota {
  readonly magic: number | null;
  readonly blockBytes: number | null;
  /** `diff` or `full`. */
  readonly coreType: string | null;
  readonly apType: string | null;
  readonly cpType: string | null;
  readonly fullAddress: number | null;
  readonly lengthBytes: number | null;
  readonly cpVersion: string | null;
  readonly compressType: string | null;
}

/** `chip.type` values of luat-formats 1.3 to families. */
const chips: readonly (readonly [RegExp, Chip])[] = [
  [/^ec618/, 'ec618'],
  [/^ec7(xx|1[68])/, 'ec7xx'],
  [/^uis8910/, 'uis8910'],
  [/^air(101|103|601|6208)$/, 'xt804'],
  [/^air105$/, 'air105'],
  [/^bk72/, 'bk72xx'],
];

/** Parses info.json. Unknown fields are left alone; throws `firmware.damaged` when it is not a JSON object. */
export function readSocInfo(bytes: Uint8Array): SocInfo {
  const info = parse(bytes);
  const chipType = (text(at(info, 'chip', 'type')) ?? '').toLowerCase();
  const zones = readSocZones(at(info, 'rom', 'fs'));
  const scriptZone = zones.find(({ name }) => name === 'script');
  const addresses = addressesOf(at(info, 'download'));
  const scriptAddress = addresses['script_addr'] ?? scriptZone?.offset ?? null;
  const scriptZoneBytes = scriptZone?.sizeBytes ?? null;
  const fota = fotaOf(at(info, 'fota'));
  return {
    schemaVersion: numeric(at(info, 'version')),
    chipType,
    chip: chips.find(([pattern]) => pattern.test(chipType))?.[1] ?? 'unknown',
    ram: {
      total: numeric(at(info, 'chip', 'ram', 'total')),
      sys: numeric(at(info, 'chip', 'ram', 'sys')),
      lua: numeric(at(info, 'chip', 'ram', 'lua')),
    },
    romFile: text(at(info, 'rom', 'file')),
    romFiles: filesOf(at(info, 'rom', 'files')),
    appFile: text(at(info, 'rom', 'app_file')),
    imageFile: text(at(info, 'rom', 'img_file')),
    scriptFile: text(at(info, 'script', 'file')),
    script: {
      lua: text(at(info, 'script', 'lua')),
      bitWidth: decimal(at(info, 'script', 'bitw')),
      useLuac: flag(at(info, 'script', 'use-luac')),
      useDebug: flag(at(info, 'script', 'use-debug')),
    },
    scriptAddress,
    scriptZoneBytes,
    luatOta: {
      magic: fota.magic,
      blockBytes: fota.blockBytes,
      scriptAddress,
      scriptZoneBytes,
      fullAddress: fota.fullAddress,
      filesystemAddress: addresses['fs_addr'] ?? null,
    },
    zones,
    fileSystem: {
      total: numeric(at(info, 'fs', 'total_len')),
      format: numeric(at(info, 'fs', 'format_len')),
    },
    coreVersion: text(at(info, 'rom', 'version-core')),
    bspVersion: text(at(info, 'rom', 'version-bsp')),
    mark: text(at(info, 'rom', 'mark')),
    build: textsOf(at(info, 'rom', 'build')),
    project: text(at(info, 'user', 'project')),
    projectVersion: text(at(info, 'user', 'version')),
    logBaud: text(at(info, 'user', 'log_br')),
    addresses,
    forceBaud: text(at(info, 'download', 'force_br')),
    extraParam: text(at(info, 'download', 'extra_param')),
    fota,
  };
}

function fotaOf(fota: unknown): SocFota {
  return {
    magic: numeric(at(fota, 'magic_num')),
    blockBytes: numeric(at(fota, 'block_len')),
    coreType: text(at(fota, 'core_type')),
    apType: text(at(fota, 'ap_type')),
    cpType: text(at(fota, 'cp_type')),
    fullAddress: numeric(at(fota, 'full_addr')),
    lengthBytes: numeric(at(fota, 'fota_len')),
    cpVersion: text(at(fota, 'cp_version')),
    compressType: text(at(fota, 'compress_type')),
  };
}

function parse(bytes: Uint8Array): unknown {
  const check = 'soc.infoJson';
  let value: unknown;
  try {
    // TextDecoder drops a byte order mark, which JSON.parse would refuse.
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged({ check, offset: 0, expected: 'JSON', found: String(cause) }, cause);
  }
  if (!isRecord(value)) throw damaged({ check, offset: 0, expected: 'JSON object', found: typeof value });
  return value;
}
