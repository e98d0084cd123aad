import type { PackageRefusal } from '../module.ts';
import { checkOtaFile, OtaRefused, type OtaTarget, unpackScript } from './otaFile.ts';
import { readScript } from './script.ts';

/** The script zone and the zone for updates; both survive a reset and a power cut. */
export interface ScriptFlash {
  script(): Uint8Array;
  hasUpdate(): boolean;
  /** Checks and keeps a file that came in; false when it is none. */
  keep(file: Uint8Array): boolean;
  /** The boot loader's work: the waiting update becomes the script, or is dropped. @param real false: only pretends */
  apply(real: boolean): void;
  lastRefusal(): PackageRefusal | null;
}

/** @param target read at each use, because its size is a knob */
export function createScriptFlash(factory: Uint8Array, target: () => OtaTarget): ScriptFlash {
  let script: Uint8Array = factory.slice();
  let waiting: Uint8Array | null = null;
  let refusal: PackageRefusal | null = null;

  /** False when the package is refused, which is remembered. */
  const attempt = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof OtaRefused)) throw error;
      refusal = { reason: error.reason, message: error.message };
      return false;
    }
  };
  return {
    script: () => script,
    hasUpdate: () => waiting !== null,
    lastRefusal: () => refusal,
    keep: (file) =>
      attempt(() => {
        waiting = checkOtaFile(file, target()).slice();
      }),
    apply(real) {
      const sectors = waiting;
      waiting = null;
      if (sectors === null) return;
      attempt(() => {
        const next = unpackScript(sectors, target());
        const read = readScript(next);
        if (typeof read === 'string') throw new OtaRefused('format', `the script cannot run: ${read}`);
        if (real) script = next;
      });
    },
  };
}
