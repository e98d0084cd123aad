import type { LuatKnobStore } from './knobs.ts';

/** The radio side: what the technician's commands show and what a download needs. */
export interface Network {
  /** What `AT+CPIN?` tells. */
  sim(): SimState;
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
  /** A card came in without anybody noticing; it counts from the next reset on. */
  missCard(): void;
  /** A reset: everything starts anew. */
  reset(): void;
}

export type SimState = 'absent' | 'ready' | 'pin' | 'puk' | 'failure';

export function createNetwork(knobs: LuatKnobStore): Network {
  let level: 0 | 1 | 4 = 1;
  let up = false;
  let missed = false;
  const sim = (): SimState => {
    const { sim: inserted, simLock } = knobs.get();
    if (!inserted || missed) return 'absent';
    return simLock === 'none' ? 'ready' : simLock;
  };
  const registration = (): number => {
    if (sim() !== 'ready' || level !== 1) return 0;
    return up ? knobs.get().registration : 2;
  };
  const registered = (): boolean => registration() === 1 || registration() === 5;
  const attached = (): boolean => registered() && knobs.get().attached;
  return {
    sim,
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
    missCard: () => {
      missed = true;
    },
    reset() {
      level = 1;
      up = false;
      missed = false;
    },
  };
}
