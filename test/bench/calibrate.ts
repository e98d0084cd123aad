import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';

/** A fixed piece of work, so that figures of other machines can be compared: SHA-256 over 256 MiB, and a sieve in plain code. */
export function calibrate(): string {
  const block = new Uint8Array(1024 * 1024);
  const hashMs = timed(() => {
    const hash = createHash('sha256');
    for (let index = 0; index < 256; index++) hash.update(block);
    hash.digest();
  });
  const sieveMs = timed(() => {
    const composite = new Uint8Array(20_000_000);
    for (let n = 2; n * n < composite.length; n++) {
      if (composite[n] === 0) for (let at = n * n; at < composite.length; at += n) composite[at] = 1;
    }
  });
  return `calibration: ${availableParallelism()} cores, Node ${process.versions.node}, sha256 256 MiB ${hashMs} ms, sieve 20 M ${sieveMs} ms`;
}

/** Whole milliseconds that a piece of work takes. */
export function timed(work: () => void): number {
  const startMs = performance.now();
  work();
  return Math.round(performance.now() - startMs);
}
