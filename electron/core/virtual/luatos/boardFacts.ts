import type { LuatosKnobs } from './knobs.ts';
import type { LuatosFirmware } from './socFile.ts';

/** What the core and the flash of this board are: from the knobs, else from the .soc, else an EC618 demo's. */
export interface BoardFacts {
  /** e.g. `V1112`. */
  readonly core: string;
  readonly scriptAddress: number;
  readonly magic: number;
  readonly chip: 'ec618' | 'ec7xx';
}

const ec618Magic = 0xeaf18c16;

export function boardFacts(knobs: LuatosKnobs, firmware: LuatosFirmware): BoardFacts {
  const magic = knobs.fotaMagic ? hex(knobs.fotaMagic) : (firmware.magic ?? ec618Magic);
  return {
    core: knobs.coreVersion || firmware.coreVersion || 'V1112',
    scriptAddress: knobs.scriptAddress ? hex(knobs.scriptAddress) : (firmware.scriptAddress ?? 0x2cc000),
    magic,
    chip: magic === ec618Magic ? 'ec618' : 'ec7xx',
  };
}

const hex = (text: string): number => Number.parseInt(text, 16);
