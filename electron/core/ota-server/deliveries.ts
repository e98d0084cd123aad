/** How often one remote address may be given one publication whole. */
export interface DeliveryLimit {
  readonly count: number;
  readonly windowMs: number;
}

/**
 * No device names itself on the direct route, and a module left with AUTO=1 and a saved URL comes back every day
 * (platform-apis 6.9), one in a loop all the time. Many modules can share one address behind a carrier's NAT: hence generous.
 */
export const defaultDeliveryLimit: DeliveryLimit = { count: 20, windowMs: 3_600_000 };

/** What each remote address has had of one publication. */
export interface DeliveryLog {
  /** Counts one more exchange with that address; returns its number, from 1. Resumes are exchanges too. */
  attempted(remoteAddress: string): number;
  /** The last byte of the file went out and the peer closed. */
  completed(remoteAddress: string, nowMs: number): void;
  /** Whether a download that begins now would be one too many. A resume is never asked (platform-apis 1.6). */
  exhausted(remoteAddress: string, nowMs: number): boolean;
}

/** Keeps at most this many addresses per publication; the longest silent are forgotten. */
const maxRemotes = 1024;

export function createDeliveryLog(limit: DeliveryLimit): DeliveryLog {
  const byRemote = new Map<string, { attempts: number; completedAtMs: number[] }>();

  function recordOf(remoteAddress: string): { attempts: number; completedAtMs: number[] } {
    const record = byRemote.get(remoteAddress) ?? { attempts: 0, completedAtMs: [] };
    // Deleting first moves it to the end: a Map keeps the order of insertion.
    byRemote.delete(remoteAddress);
    byRemote.set(remoteAddress, record);
    if (byRemote.size > maxRemotes) {
      const [oldest] = byRemote.keys();
      if (oldest !== undefined) byRemote.delete(oldest);
    }
    return record;
  }

  return {
    attempted: (remoteAddress) => ++recordOf(remoteAddress).attempts,
    completed(remoteAddress, nowMs) {
      const record = recordOf(remoteAddress);
      record.completedAtMs.push(nowMs);
      if (record.completedAtMs.length > limit.count) record.completedAtMs.shift();
    },
    exhausted(remoteAddress, nowMs) {
      const times = byRemote.get(remoteAddress)?.completedAtMs ?? [];
      // At most `count` are kept, in the order of time: it is used up when the oldest of so many is within the window.
      const oldest = times.length < limit.count ? undefined : times[0];
      return oldest !== undefined && nowMs - oldest < limit.windowMs;
    },
  };
}
