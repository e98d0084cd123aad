import { damagedPackage } from '../../ec618/apply/damaged.ts';

/** `from` inclusive, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * One stretch of flash in which OLD disappears as NEW grows. A place that was rewritten is gone for good: reading it as
 * OLD is refused, because the module would read something else there.
 */
export interface Flash {
  /** OLD at a stretch, which has to lie in `allowed` and must not have been rewritten. `offset` is for the error. */
  readOld(stretch: Stretch, allowed: Stretch, offset: number): Uint8Array;
  rewrite(at: number, bytes: Uint8Array): void;
  /** The first `sizeBytes` as they are now. */
  image(sizeBytes: number): Uint8Array;
}

export function createFlash(old: Uint8Array, sizeBytes: number): Flash {
  const cells = new Uint8Array(Math.max(old.length, sizeBytes)).fill(0xff);
  cells.set(old);
  const rewritten = new Uint8Array(cells.length);
  return {
    readOld({ from, to }, allowed, offset) {
      const refuse = (check: string, expected: string): Error =>
        damagedPackage({ check, offset, expected, found: `${from} to ${to}` });
      if (from < allowed.from || to > allowed.to) {
        throw refuse('windowRule', `OLD from ${allowed.from} to ${allowed.to}`);
      }
      const lost = rewritten.subarray(from, to).indexOf(1);
      if (lost >= 0) throw refuse('inPlaceOrder', `OLD, which is overwritten at ${from + lost}`);
      return cells.subarray(from, to);
    },
    rewrite(at, bytes) {
      cells.set(bytes, at);
      rewritten.fill(1, at, at + bytes.length);
    },
    image: (size) => cells.slice(0, size),
  };
}
