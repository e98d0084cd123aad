import { breathe } from '../../cancellation.ts';
import type { BuildControl, PackageFormat } from '../format.ts';
import { writeOtaFile } from '../luatos/write/otaFile.ts';
import { writeSector } from '../luatos/write/sector.ts';
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
  let done = 0;
  const advance = async (bytes: number): Promise<void> => {
    done += bytes;
    control.onProgress({ phase: 'build', done, total: plan.workBytes, unit: 'bytes' });
    await breathe(control.signal);
  };
  await advance(0);
  const { magic, appVersion } = plan;
  const sectors: Uint8Array[] = [];
  for (const { image, startAddress } of plan.sectors)
    sectors.push(await writeSector({ magic, startAddress, data: image.bytes }, advance));
  const common = new Uint8Array(Buffer.concat(sectors));
  return writeOtaFile({ magic, mainVersion: fullUpdate, appVersion, common, sdk: new Uint8Array(0) });
}
