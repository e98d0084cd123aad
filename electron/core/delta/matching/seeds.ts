/** Places where NEW agrees with OLD at some offset: `old[newStart + offset + k] === new[newStart + k]` for the first few `k`. */
export interface Seeds {
  readonly count: number;
  /** Position in NEW of seed `i`. */
  newStart(i: number): number;
  /** What to add for the position in OLD. */
  offset(i: number): number;
  push(newStart: number, offset: number): void;
}

export function createSeeds(capacity = 4096): Seeds {
  let starts = new Int32Array(capacity);
  let offsets = new Int32Array(capacity);
  let count = 0;
  return {
    get count() {
      return count;
    },
    newStart: (i) => starts[i] ?? 0,
    offset: (i) => offsets[i] ?? 0,
    push(newStart, offset) {
      if (count === starts.length) {
        starts = grown(starts);
        offsets = grown(offsets);
      }
      starts[count] = newStart;
      offsets[count] = offset;
      count++;
    },
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
