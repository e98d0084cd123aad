import type { LuatKnobStore, PowerCutPoint } from './knobs.ts';

/** True once, when the power shall fail at this point of the download. */
export function takeDownloadCut(knobs: LuatKnobStore, percent: number): boolean {
  const [stage, at] = knobs.get().powerCut?.split(':') ?? [];
  if (stage !== 'download' || percent < Number(at)) return false;
  knobs.set({ powerCut: null });
  return true;
}

/** True once, when the connection shall break at this point of the download. */
export function takeBreak(knobs: LuatKnobStore, percent: number): boolean {
  const { breakAtPercent } = knobs.get();
  if (breakAtPercent === 0 || percent < breakAtPercent) return false;
  knobs.set({ breakAtPercent: 0 });
  return true;
}

/** True once, when the power shall fail at this moment. */
export function takeCut(knobs: LuatKnobStore, moment: 'reset' | 'boot'): boolean {
  if (knobs.get().powerCut !== moment) return false;
  knobs.set({ powerCut: null });
  return true;
}

/** The point inside this step at which the power shall fail, once; null for none. */
export function takeApplyCut(knobs: LuatKnobStore, step: number): PowerCutPoint | null {
  const [stage, at, point] = knobs.get().powerCut?.split(':') ?? [];
  if (stage !== 'apply' || Number(at) !== step) return null;
  knobs.set({ powerCut: null });
  return point === 'halfBackup' || point === 'afterBackup' ? point : 'halfImage';
}
