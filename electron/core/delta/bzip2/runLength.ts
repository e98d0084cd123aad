/** The first run-length step of bzip2: four equal bytes are followed by a count of further ones (0..251). */
export interface RunLengthBlock {
  /** What the block sort gets. */
  readonly bytes: Uint8Array;
  /** How many input bytes it stands for. */
  readonly consumed: number;
}

const longestCounted = 255;

/**
 * Encodes `data` from `start` to `end` at most, and stops before the output would exceed `maxBytes`.
 * A run is never cut by the limit.
 */
export function encodeRuns(data: Uint8Array, start: number, end: number, maxBytes: number): RunLengthBlock {
  const out = new Uint8Array(maxBytes);
  let size = 0;
  let at = start;
  while (at < end) {
    const value = data[at] ?? 0;
    let run = 1;
    while (run < longestCounted && at + run < end && data[at + run] === value) run++;
    const plain = Math.min(run, 4);
    if (size + plain + (run < 4 ? 0 : 1) > maxBytes) break;
    out.fill(value, size, size + plain);
    size += plain;
    if (run >= 4) {
      out[size] = run - 4;
      size++;
    }
    at += run;
  }
  return { bytes: out.subarray(0, size), consumed: at - start };
}
