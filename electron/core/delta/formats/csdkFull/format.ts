import type { BuildControl, PackageFormat } from '../format.ts';
import { writeOtaFile } from '../luatos/write/otaFile.ts';
import { writeSector } from '../luatos/write/sector.ts';
import { beginWork } from '../work.ts';
import { type CsdkFullPlan, planCsdkFull } from './plan.ts';
import { proveCsdkFull } from './prove.ts';

/** AP and CP whole, for EC618 and EC7xx built with CSDK: the application must have a zone for full updates. */
export const csdkFull: PackageFormat<CsdkFullPlan> = {
  id: 'csdk-full',
  proofClass: 'publicSource',
  needsOld: false,
  plan: planCsdkFull,
  write: writeCsdkFull,
  prove: (_old, plan, bytes) => proveCsdkFull(plan, bytes),
};

/** MainVersion[4] of a full update. */
const fullUpdate = 0xffffffff;

async function writeCsdkFull(plan: CsdkFullPlan, control: BuildControl): Promise<Uint8Array> {
  const work = beginWork(control, plan.workBytes);
  const { magic, appVersion } = plan;
  const sectors = await Promise.all(
    plan.sectors.map(({ image, startAddress }) =>
      writeSector({ magic, startAddress, data: image.bytes }, work),
    ),
  );
  const common = new Uint8Array(Buffer.concat(sectors));
  return writeOtaFile({ magic, mainVersion: fullUpdate, appVersion, common, sdk: new Uint8Array(0) });
}
