import type { Firmware, LuatOtaFacts } from '../../electron/core/firmware/image.ts';
import { buildLuadb } from './buildLuadb.ts';
import { syntheticFirmware, syntheticImage } from './syntheticFirmware.ts';
import { codeLikeBytes } from './syntheticImage.ts';

export const otaFacts: LuatOtaFacts = {
  magic: 0xeaf18c16,
  blockBytes: 0x40000,
  scriptAddress: 0x24d000,
  scriptZoneBytes: 128 * 1024,
  fullAddress: 0x2bd000,
  filesystemAddress: 0x3b0000,
};

/** A LuaDB with one file of `text`. */
export function luadbOf(text: string): Uint8Array {
  return buildLuadb([{ name: 'main.lua', bytes: new TextEncoder().encode(text) }]);
}

export interface OtaFirmwarePlan {
  readonly version?: string;
  readonly script?: Uint8Array;
  readonly ap?: Uint8Array;
  readonly cp?: Uint8Array;
  readonly boot?: Uint8Array;
  readonly more?: Partial<Firmware>;
}

const boot = codeLikeBytes(3000, 1);
const ap = codeLikeBytes(50_000, 2);
const cp = codeLikeBytes(40_000, 3);

/** A LuatOS `.soc` of EC618 as a reader would give it. */
export function otaFirmware(plan: OtaFirmwarePlan = {}): Firmware {
  const script = syntheticImage('script', plan.script ?? luadbOf('print(1)\n'), 'script.bin');
  const images = [
    syntheticImage('bootloader', plan.boot ?? boot, 'ap_bootloader'),
    syntheticImage('ap', plan.ap ?? ap),
    syntheticImage('cp', plan.cp ?? cp, 'cp-demo-flash'),
    { ...script, address: 0x24d000, zoneSizeBytes: 128 * 1024 },
  ];
  const version = plan.version ?? 'PUMP_1.0.0_LuatOS-SoC_V1120_EC618';
  return syntheticFirmware(images, version, { container: 'soc', luatOta: otaFacts, ...plan.more });
}
