/**
 * The first run-length step: four equal bytes are followed by a count of further ones (0..251).
 *
 * An ordinary encoder counts every run. Nothing obliges it to: four equal bytes with the count 0 may stand any
 * number of times in a row, and for runs of zero the count is then itself a zero that the block sort swallows. A count is a rare
 * byte value that widens the block's alphabet, so short runs of zeros are often cheaper without it.
 */
export interface RunPolicy {
  /** Zero runs shorter than this are written as zeros only (4 zeros, count 0, 4 zeros, count 0 ...); 0 counts all runs. */
  readonly plainZerosBelow: number;
}

export interface RunLengthBlock {
  /** What the block sort gets. */
  readonly bytes: Uint8Array;
  /** How many input bytes it stands for. */
  readonly consumed: number;
}

const longestCounted = 255;

/**
 * Encodes `data` from `start` to `end` at most, and stops before the output would exceed `maxBytes`.
 * A run is never cut by the limit unless it starts the block.
 */
export function encodeRuns(
  data: Uint8Array,
  start: number,
  end: number,
  maxBytes: number,
  policy: RunPolicy,
): RunLengthBlock {
  const out = new Uint8Array(maxBytes + 8);
  let size = 0;
  let at = start;
  while (at < end) {
    const value = data[at] ?? 0;
    let run = 1;
    while (run < longestCounted && at + run < end && data[at + run] === value) run++;
    if (value === 0 && run >= 4 && run < policy.plainZerosBelow) {
      const plain = run + (run >> 2);
      if (size + plain > maxBytes) break;
      size += plain;
    } else {
      const plain = run < 4 ? run : 4;
      if (size + plain + (run < 4 ? 0 : 1) > maxBytes) break;
      out.fill(value, size, size + plain);
      size += plain;
      if (run >= 4) {
        out[size] = run - 4;
        size++;
      }
    }
    at += run;
  }
  return { bytes: out.subarray(0, size), consumed: at - start };
}
