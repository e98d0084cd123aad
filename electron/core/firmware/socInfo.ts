import { damaged } from './damaged.ts';
import type { Chip } from './image.ts';

/** The fields of a `.soc` info.json that Airdock uses (luat-formats 1.3); null where the file does not say. */
export interface SocInfo {
  /** As written, e.g. `ec618`, `air101`; empty when absent. */
  readonly chipType: string;
  readonly chip: Chip;
  /** Member with the main image, e.g. `luatos.binpkg`. */
  readonly romFile: string | null;
  readonly scriptFile: string | null;
  /** Flash offset of the script zone. It differs per build, so there is no default. */
  readonly scriptAddress: number | null;
  readonly scriptZoneBytes: number | null;
  /** e.g. `V1120`. */
  readonly coreVersion: string | null;
  readonly project: string | null;
  readonly projectVersion: string | null;
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
  const scriptZoneKb = numeric(at(info, 'rom', 'fs', 'script', 'size'));
  return {
    chipType,
    chip: chips.find(([pattern]) => pattern.test(chipType))?.[1] ?? 'unknown',
    romFile: text(at(info, 'rom', 'file')),
    scriptFile: text(at(info, 'script', 'file')),
    scriptAddress:
      numeric(at(info, 'download', 'script_addr')) ?? numeric(at(info, 'rom', 'fs', 'script', 'offset')),
    scriptZoneBytes: scriptZoneKb === null ? null : scriptZoneKb * 1024,
    coreVersion: text(at(info, 'rom', 'version-core')),
    project: text(at(info, 'user', 'project')),
    projectVersion: text(at(info, 'user', 'version')),
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

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = isRecord(here) ? here[key] : undefined;
  return here;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A JSON number, or a hex string with or without `0x`; both forms are in use. At most 32 bits. */
function numeric(value: unknown): number | null {
  if (typeof value === 'string') {
    const digits = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(value.trim())?.[1];
    return digits === undefined ? null : Number.parseInt(digits, 16);
  }
  const whole = typeof value === 'number' && Number.isInteger(value);
  return whole && value >= 0 && value <= 0xffffffff ? value : null;
}
