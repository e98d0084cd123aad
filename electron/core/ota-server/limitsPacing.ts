import type { Clock } from '../../../shared/domain/clock.ts';

/** How many connections one address may open: `burst` at once, and one more for each `1 / perSecond` seconds that pass. */
export interface RemotePace {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Pacer {
  /** Counts a connection of that address; false when it comes too soon. One that is refused costs nothing. */
  admits(remoteAddress: string): boolean;
}

/** Keeps at most this many addresses; the longest silent are forgotten, and they had their burst back anyway. */
const maxRemotes = 4096;

/** A token bucket for every address. */
export function createPacer({ burst, perSecond }: RemotePace, clock: Pick<Clock, 'monoMs'>): Pacer {
  const byRemote = new Map<string, { tokens: number; atMs: number }>();
  return {
    admits(remoteAddress) {
      const nowMs = clock.monoMs();
      const known = byRemote.get(remoteAddress);
      const gained = known === undefined ? burst : ((nowMs - known.atMs) * perSecond) / 1000;
      const tokens = Math.min(burst, (known?.tokens ?? 0) + gained);
      const admitted = tokens >= 1;
      byRemote.delete(remoteAddress);
      byRemote.set(remoteAddress, { tokens: admitted ? tokens - 1 : tokens, atMs: nowMs });
      const [oldest] = byRemote.keys();
      if (byRemote.size > maxRemotes && oldest !== undefined) byRemote.delete(oldest);
      return admitted;
    },
  };
}
