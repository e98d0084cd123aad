import { AppError } from '../../../../../shared/errors.ts';
import { wrapForAt } from '../ec618/wrapper.ts';
import type { BuildControl, PackageFormat } from '../format.ts';
import { beginWork } from '../work.ts';
import { type Ec7xxOptions, type Ec7xxPlan, planEc7xx } from './plan.ts';
import { proveEc7xx } from './prove.ts';
import { passesOverNew } from './write/payload.ts';
import { writeEc7xx } from './write.ts';

/** A package format whose plan takes the chip and the choice of raw mode besides what every format takes. */
export interface Ec7xxFormat extends PackageFormat<Ec7xxPlan> {
  plan(
    old: Parameters<typeof planEc7xx>[1],
    fresh: Parameters<typeof planEc7xx>[2],
    options: Ec7xxOptions,
  ): Ec7xxPlan;
}

/** The bare EC716/EC718 `delta.par`: for CSDK firmware, and inside other packages (luat-formats 0). */
export const ec7xx: Ec7xxFormat = formatOf('ec7xx');

/** The same in the wrapper that AT firmware downloads (luat-formats 4.1). */
export const ec7xxAt: Ec7xxFormat = formatOf('ec7xx-at');

function formatOf(id: Ec7xxPlan['formatId']): Ec7xxFormat {
  return {
    id,
    proofClass: 'experimental',
    needsOld: true,
    plan: (old, fresh, options) => planEc7xx(id, old, fresh, options),
    write: writePackage,
    prove: proveEc7xx,
  };
}

/** Throws `delta.tooLarge` {what: package, sizeBytes, limitBytes, format} and `delta.cancelled`. */
async function writePackage(plan: Ec7xxPlan, control: BuildControl): Promise<Uint8Array> {
  const work = beginWork(control, passesOverNew * plan.workBytes);
  const images = plan.carried.map((pair) => ({ ...pair, address: pair.new.address }));
  const { chip, rawOnly, formatId: format } = plan;
  const par = await writeEc7xx(images, { chip, rawOnly }, work);
  // a direction that is not allowed was never begun
  work.advance(passesOverNew * plan.workBytes);
  const bytes = format === 'ec7xx-at' ? wrapForAt(par) : par;
  const limitBytes = Math.min(...plan.limits.map((limit) => limit.bytes));
  const sizeBytes = bytes.length;
  if (sizeBytes > limitBytes)
    throw new AppError('delta.tooLarge', { what: 'package', sizeBytes, limitBytes, format });
  return bytes;
}
