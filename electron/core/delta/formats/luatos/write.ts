/** Writes LuatOS update files (luat-formats 3). What comes out is proved by apply.ts, which shares nothing with this. */
import { AppError } from '../../../../../shared/errors.ts';
import { writeEc618 } from '../ec618/write.ts';
import type { BuildControl } from '../format.ts';
import { beginWork, type Work } from '../work.ts';
import { deltaZone } from './limits.ts';
import type { LuatosPlan } from './plan.ts';
import { writeOtaFile } from './write/otaFile.ts';
import { writeSector } from './write/sector.ts';

/** Throws `delta.tooLarge` {what: package} when the core delta does not fit its zone, and what the crew throws. */
export async function writeLuatos(plan: LuatosPlan, control: BuildControl): Promise<Uint8Array> {
  const work = beginWork(control, plan.workBytes);
  const { magic, script } = plan;
  const common = await writeSector({ magic, startAddress: script.address, data: script.bytes }, work);
  const sdk = await writeCore(plan, work);
  return writeOtaFile({ magic, mainVersion: 0, appVersion: 0, common, sdk });
}

async function writeCore(plan: LuatosPlan, work: Work): Promise<Uint8Array> {
  if (plan.core.length === 0) return new Uint8Array(0);
  const images = plan.core.map((pair) => ({ ...pair, address: pair.new.address }));
  const bytes = await writeEc618(images, work);
  if (bytes.length <= deltaZone.bytes) return bytes;
  const sizes = { sizeBytes: bytes.length, limitBytes: deltaZone.bytes };
  throw new AppError('delta.tooLarge', { what: 'package', ...sizes, format: plan.format });
}
