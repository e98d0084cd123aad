import type { Ec618KnobStore } from './knobs.ts';

/** The radio side: what the technician's commands show and what a download needs. */
export interface Network {
  /** Second field of CREG and CEREG. */
  registration(): number;
  attached(): boolean;
  /** Registered and attached with a SIM: a download can work. */
  isOnline(): boolean;
  /** `AT+CFUN` level. */
  functionality(): 0 | 1 | 4;
  setFunctionality(level: 0 | 1 | 4): void;
  /** The attach after a start has come through. */
  comeUp(): void;
  /** A reset: everything starts anew. */
  reset(): void;
}

export function createNetwork(knobs: Ec618KnobStore): Network {
  let level: 0 | 1 | 4 = 1;
  let up = false;
  const registration = (): number => {
    if (!knobs.get().sim || level !== 1) return 0;
    return up ? knobs.get().registration : 2;
  };
  const registered = (): boolean => registration() === 1 || registration() === 5;
  const attached = (): boolean => registered() && knobs.get().attached;
  return {
    registration,
    attached,
    isOnline: attached,
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
