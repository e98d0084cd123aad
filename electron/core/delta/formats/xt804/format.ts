import { breathe } from '../../cancellation.ts';
import type { BuildControl, PackageFormat } from '../format.ts';
import { planXt804, type Xt804Plan } from './plan.ts';
import { proveXt804 } from './prove.ts';
import { writeFota, writeSota } from './write.ts';

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
  const report = (done: number): void =>
    control.onProgress({ phase: 'build', done, total: plan.workBytes, unit: 'bytes' });
  report(0);
  await breathe(control.signal);
  const { app, script } = plan;
  let bytes = new Uint8Array(0);
  if (app !== null) bytes = Uint8Array.from(writeFota(app.bytes, script?.bytes ?? null));
  else if (script !== null) bytes = Uint8Array.from(writeSota(script.bytes, plan.upgradeAddress));
  await breathe(control.signal);
  report(plan.workBytes);
  return bytes;
}
