import type { PackageFormat } from '../format.ts';
import { type LuatosPlan, planScript, planSoc } from './plan.ts';
import { proveLuatos } from './prove.ts';
import { writeLuatos } from './write.ts';

/** The script alone, on a core that stays. Such files of the vendor decode the same way. */
export const luatosScript: PackageFormat<LuatosPlan> = {
  id: 'luatos-script',
  proofClass: 'realPackages',
  needsOld: false,
  plan: planScript,
  write: writeLuatos,
  prove: proveLuatos,
};

/** Script and EC618 core delta; the core is left out when it is equal. */
export const luatosSoc: PackageFormat<LuatosPlan> = {
  id: 'luatos',
  proofClass: 'formatKnown',
  needsOld: true,
  plan: planSoc,
  write: writeLuatos,
  prove: proveLuatos,
};
