/** Whether the module's UART hears: after a reset the rate may have to be found again. */
export interface Ear {
  /** A reset: so many lines, as the knob says, will not be heard. */
  lose(): void;
  /** Counts one line; true when it was not heard. */
  isDeaf(): boolean;
}

export function createEar(deafLines: () => number): Ear {
  let left = 0;
  return {
    lose: () => {
      left = deafLines();
    },
    isDeaf() {
      if (left === 0) return false;
      left -= 1;
      return true;
    },
  };
}
