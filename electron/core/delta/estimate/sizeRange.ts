/** Bytes that something is expected to have, lowest and highest. */
export interface SizeRange {
  readonly lowBytes: number;
  readonly highBytes: number;
}

export function between(lowBytes: number, highBytes: number = lowBytes): SizeRange {
  return { lowBytes: Math.round(lowBytes), highBytes: Math.round(highBytes) };
}

export function add(...ranges: readonly SizeRange[]): SizeRange {
  return between(
    ranges.reduce((sum, { lowBytes }) => sum + lowBytes, 0),
    ranges.reduce((sum, { highBytes }) => sum + highBytes, 0),
  );
}
