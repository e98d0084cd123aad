import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware } from '../../../firmware/image.ts';
import { type DeltaPlan, planEc618 } from '../../plan.ts';
import { proveEc618 } from '../../prove.ts';
import type { BuildControl, FormatPlan, PackageFormat } from '../format.ts';
import { beginWork } from '../work.ts';
import { ec618Limits } from './limits.ts';
import { wrapForAt } from './wrapper.ts';
import { passesOverNew } from './write/image.ts';
import { writeEc618 } from './write.ts';

type Ec618Id = 'ec618-at' | 'ec618-par';

interface Ec618Plan extends FormatPlan, DeltaPlan {
  readonly formatId: Ec618Id;
}

/** In the wrapper that AT firmware downloads (luat-formats 4.1). */
export const ec618At = formatOf('ec618-at');
/** The bare `delta.par`: for AT+UARTUPGRADE and CSDK firmware. */
export const ec618Par = formatOf('ec618-par');

function formatOf(id: Ec618Id): PackageFormat<Ec618Plan> {
  return {
    id,
    proofClass: 'formatKnown',
    needsOld: true,
    plan: (old, fresh, options) => planPackage(id, old, fresh, options.allowOlder === true),
    write: writePackage,
    prove(old, plan, bytes) {
      if (old === null) throw new AppError('delta.unsupportedFormat', { format: id });
      return proveEc618(old, plan.carried, bytes, id);
    },
  };
}

/** Throws what `planEc618` throws. */
function planPackage(
  formatId: Ec618Id,
  old: Firmware | null,
  fresh: Firmware,
  allowOlder: boolean,
): Ec618Plan {
  const plan = planEc618(old, fresh, { format: formatId, allowOlder });
  return {
    ...plan,
    formatId,
    covered: plan.carried.map(({ new: { name, role } }) => ({ name, role })),
    limits: [{ bytes: ec618Limits.packageBytes, source: 'luat-formats 5.9, at-commands 1.3' }],
    workBytes: plan.carried.reduce((sum, pair) => sum + pair.new.bytes.length, 0),
  };
}

async function writePackage(plan: Ec618Plan, control: BuildControl): Promise<Uint8Array> {
  const work = beginWork(control, passesOverNew * plan.workBytes);
  const images = plan.carried.map((pair) => ({ ...pair, address: pair.new.address }));
  const par = await writeEc618(images, work);
  return plan.formatId === 'ec618-at' ? wrapForAt(par) : par;
}
