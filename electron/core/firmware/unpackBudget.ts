import { damaged } from './damaged.ts';

/** What all streams of one file may unpack to together; many small streams are a bomb as well as one large. */
export interface UnpackBudget {
  /** Throws `firmware.damaged` when the file goes beyond. */
  spend(sizeBytes: number, check: string, offset: number): void;
}

/** Twice the largest flash of these chips. */
const defaultBytes = 32 * 1024 * 1024;

export function createUnpackBudget(limitBytes = defaultBytes): UnpackBudget {
  let spent = 0;
  return {
    spend(sizeBytes, check, offset) {
      spent += sizeBytes;
      if (spent > limitBytes)
        throw damaged({
          check,
          offset,
          expected: `at most ${limitBytes} bytes in all`,
          found: `${spent} bytes`,
        });
    },
  };
}
