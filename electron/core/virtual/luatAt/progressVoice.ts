import type { LuatParts } from './parts.ts';
import type { UpgradeCode } from './upgradeCodes.ts';

/** What the host hears of a download (at-commands 1.3). */
export interface ProgressVoice {
  begin(): void;
  /** Says every step that was passed since the last call. */
  percent(percent: number): void;
  failed(code: UpgradeCode): void;
}

export function createProgressVoice({ at, knobs }: LuatParts): ProgressVoice {
  let said = 0;
  let saidZero = false;
  const say = (percent: number): void => at.urc(`${knobs.get().progressName}: ${percent}`);
  return {
    begin() {
      said = 0;
      saidZero = false;
    },
    percent(percent) {
      const { progressFromZero, progressStep } = knobs.get();
      if (progressStep === 0) return;
      if (progressFromZero && !saidZero) say(0);
      saidZero = true;
      for (let next = said + progressStep; next <= percent; next += progressStep) {
        said = next;
        say(next);
      }
    },
    failed(code) {
      const asCme = knobs.get().failureReport === 'cmeError';
      at.urc(asCme ? `+CME ERROR: ${-code}` : `+UPGRADEIND: ${code}`);
    },
  };
}
