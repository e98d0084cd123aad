import type { BuildControl, PackageFormat } from '../format.ts';
import { beginWork } from '../work.ts';
import { planUis8910, type Uis8910Plan } from './plan.ts';
import { proveUis8910, verifyUis8910 } from './prove.ts';
import { writeUis8910 } from './write.ts';

/** The download of the Air724UG family: a pack for the application, and the script where it differs. */
export const uis8910: PackageFormat<Uis8910Plan> = {
  id: 'uis8910',
  proofClass: 'medium',
  needsOld: true,
  plan: planUis8910,
  write,
  prove: (_old, plan, bytes) => proveUis8910(plan, bytes),
  verify: (_old, plan, bytes) => verifyUis8910(plan, bytes),
};

async function write(plan: Uis8910Plan, control: BuildControl): Promise<Uint8Array> {
  const { ap, script, runningNv, oldName, newName } = plan;
  const images = ap === null ? null : { base: ap.base, old: ap.old.bytes, new: ap.new.bytes };
  const content = { ap: images, script: script?.bytes ?? null, runningNv, oldName, newName };
  return await writeUis8910(content, beginWork(control, plan.workBytes));
}
