import type { Ec618KnobStore, PowerCutPoint } from './knobs.ts';

/** True once, when the power shall fail at this point of the download. */
export function takeDownloadCut(knobs: Ec618KnobStore, percent: number): boolean {
  const [stage, at] = knobs.get().powerCut?.split(':') ?? [];
  if (stage !== 'download' || percent < Number(at)) return false;
  knobs.set({ powerCut: null });
  return true;
}

/** The point inside this part at which the power shall fail, once; null for none. */
export function takeApplyCut(knobs: Ec618KnobStore, part: number): PowerCutPoint | null {
  const [stage, at, point] = knobs.get().powerCut?.split(':') ?? [];
  if (stage !== 'apply' || Number(at) !== part) return null;
  knobs.set({ powerCut: null });
  return point === 'halfBackup' || point === 'afterBackup' ? point : 'halfImage';
}
