/** Every rule, new for each port: some of them remember. */
import type { Rule } from '../rule.ts';
import { cmeRules } from './cme.ts';
import { luatRules } from './luat.ts';
import { createLuatosRules } from './luatos.ts';
import { networkRules } from './network.ts';
import { platformRules } from './platforms.ts';
import { createQuecthingRules } from './quecthing.ts';
import { createRestartRules } from './restart.ts';

export function createRules(): readonly Rule[] {
  return [
    ...networkRules,
    ...luatRules,
    ...cmeRules,
    ...platformRules,
    ...createQuecthingRules(),
    ...createRestartRules(),
    ...createLuatosRules(),
  ];
}
