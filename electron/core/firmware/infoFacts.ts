import { hex } from './damaged.ts';
import type { FirmwareFact } from './image.ts';
import type { SocInfo } from './socInfo.ts';

/** What info.json says, for people; a field that is absent is left out. */
export function infoFacts(info: SocInfo): FirmwareFact[] {
  const { fota, script } = info;
  const said: readonly (readonly [name: string, value: string | number | boolean | null])[] = [
    ['project', info.project],
    ['projectVersion', info.projectVersion],
    ['coreVersion', info.coreVersion],
    ['bspVersion', info.bspVersion],
    ['mark', info.mark],
    ['ramTotalKb', info.ram.total],
    ['ramSysKb', info.ram.sys],
    ['ramLuaKb', info.ram.lua],
    ['lua', script.lua],
    ['luaBits', script.bitWidth],
    ['useLuac', script.useLuac],
    ['useDebug', script.useDebug],
    ['logBaud', info.logBaud],
    ['forceBaud', info.forceBaud],
    ['otaMagic', fota.magic === null ? null : hex(fota.magic)],
    ['otaBlockBytes', fota.blockBytes],
    ['otaCore', fota.coreType],
    ['otaAp', fota.apType],
    ['otaCp', fota.cpType],
    ['otaAddress', fota.fullAddress === null ? null : hex(fota.fullAddress)],
    ['otaBytes', fota.lengthBytes],
    ['otaCpVersion', fota.cpVersion],
    ['otaCompression', fota.compressType],
  ];
  const fields = said.flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }]));
  const addresses = Object.entries(info.addresses).map(([name, value]) => ({
    name: 'address',
    value: `${name} ${hex(value)}`,
  }));
  const build = Object.entries(info.build).map(([name, value]) => ({
    name: 'build',
    value: `${name} ${value}`,
  }));
  return [...fields, ...build, ...addresses];
}
