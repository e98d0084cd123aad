import type { DeltaProof } from '../../result.ts';
import { mustEqual, openForProof, sectorVerdict } from '../luatos/prove.ts';
import type { CsdkFullPlan } from './plan.ts';

/** Opens the finished file and compares every sector with NEW. Throws `delta.proofFailed` {image, expected, found, reason}. */
export function proveCsdkFull(plan: CsdkFullPlan, bytes: Uint8Array): DeltaProof {
  const applied = openForProof(null, bytes);
  mustEqual('', 'magic', plan.magic, applied.magic);
  mustEqual('', 'mainVersion', 0xffffffff, applied.mainVersion[4] ?? 0);
  mustEqual('', 'appVersion', plan.appVersion, applied.appVersion);
  mustEqual('', 'sectorCount', plan.sectors.length, applied.sectors.length);
  mustEqual('', 'sdk', 0, applied.par.length);
  const images = plan.sectors.map(({ image, startAddress }) => sectorVerdict(image, startAddress, applied));
  return { images, checkedRules: applied.checkedRules };
}
