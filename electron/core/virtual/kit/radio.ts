import type { KnobStore } from '../knobs/store.ts';
import type { BoardKnobs } from './knobs.ts';

/** The radio side: what the technician's commands show and what a download needs. */
export interface Radio {
  /** Second field of CREG and CEREG. */
  registration(): number;
  attached(): boolean;
  /** `AT+CFUN` level. */
  functionality(): 0 | 1 | 4;
  setFunctionality(level: 0 | 1 | 4): void;
  /** The attach after a start has come through. */
  comeUp(): void;
  /** A reset: everything starts anew. */
  reset(): void;
}

export function createRadio(knobs: KnobStore<Pick<BoardKnobs, 'sim' | 'registration' | 'attached'>>): Radio {
  let level: 0 | 1 | 4 = 1;
  let up = false;
  const registration = (): number => {
    if (!knobs.get().sim || level !== 1) return 0;
    return up ? knobs.get().registration : 2;
  };
  return {
    registration,
    attached: () => (registration() === 1 || registration() === 5) && knobs.get().attached,
    functionality: () => level,
    setFunctionality: (next) => {
      level = next;
    },
    comeUp: () => {
      up = true;
    },
    reset() {
      level = 1;
      up = false;
    },
  };
}
