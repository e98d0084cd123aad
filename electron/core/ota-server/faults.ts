/**
 * Knobs that make the server misbehave towards one publication, each a failure known from the field (platform-apis 4.1). Nothing
 * is ever set by itself; while any knob is set, every answer about that publication is journalled as `decision.fault`.
 */
export interface Faults {
  /** Offset in the file whose eight bits are all inverted. */
  readonly flipByteAt?: number;
  /** Closes the connection after that many body bytes of each answer; Content-Length still promises all of them. */
  readonly cutAfterBytes?: number;
  /** From that offset on the bytes are those of another file, where it has any: a package exchanged while it is served. */
  readonly swapPackage?: { readonly fromByte: number; readonly bytes: Uint8Array };
  /** Silence between the request and the first byte of the answer. */
  readonly delayFirstByteMs?: number;
  /** Answers with this status and a refusal's body instead of the file. */
  readonly status?: number;
}

/** Part of a file in file offsets: `start` inclusive, `end` exclusive. */
export type ReadSlice = (start: number, end: number) => Uint8Array;

/** Whether any knob is set. */
export function hasFault(faults: Faults): boolean {
  return Object.values(faults).some((value) => value !== undefined);
}

/** Reads the file as the knobs distort it; without them a view of the bytes, no copy. */
export function createReader(bytes: Uint8Array, faults: Faults): ReadSlice {
  const { flipByteAt, swapPackage } = faults;
  if (flipByteAt === undefined && swapPackage === undefined)
    return (start, end) => bytes.subarray(start, end);
  return (start, end) => {
    const part = bytes.slice(start, end);
    if (swapPackage !== undefined) {
      const from = Math.max(start, swapPackage.fromByte);
      if (from < end) part.set(swapPackage.bytes.subarray(from, end), from - start);
    }
    if (flipByteAt !== undefined && flipByteAt >= start && flipByteAt < end) {
      part[flipByteAt - start] = (part[flipByteAt - start] ?? 0) ^ 0xff;
    }
    return part;
  };
}
