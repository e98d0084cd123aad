import type { Crew } from '../../crew/crew.ts';
import type { BuildControl, PackageFormat } from '../format.ts';
import { beginWork } from '../work.ts';
import { planXt804, type Xt804Plan } from './plan.ts';
import { proveXt804 } from './prove.ts';

/** Application, and the script where NEW has one. */
export const xt804Fota: PackageFormat<Xt804Plan> = {
  id: 'xt804-fota',
  proofClass: 'realFiles',
  needsOld: false,
  plan: (old, fresh) => planXt804('xt804-fota', old, fresh),
  write: writeXt804,
  prove: (_old, plan, bytes) => proveXt804(plan, bytes),
};

/** The script alone. */
export const xt804Sota: PackageFormat<Xt804Plan> = {
  id: 'xt804-sota',
  proofClass: 'realFiles',
  needsOld: false,
  plan: (old, fresh) => planXt804('xt804-sota', old, fresh),
  write: writeXt804,
  prove: (_old, plan, bytes) => proveXt804(plan, bytes),
};

async function writeXt804(plan: Xt804Plan, control: BuildControl): Promise<Uint8Array> {
  const work = beginWork(control, plan.workBytes);
  const bytes = await packImages(plan, work.crew);
  work.advance(plan.workBytes);
  return bytes;
}

async function packImages({ app, script, upgradeAddress }: Xt804Plan, crew: Crew): Promise<Uint8Array> {
  if (app !== null) return await crew.run('xt804Fota', { app: app.bytes, script: script?.bytes ?? null });
  if (script !== null) return await crew.run('xt804Sota', { script: script.bytes, upgradeAddress });
  return new Uint8Array(0);
}
