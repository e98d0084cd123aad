/** How often a platform may be asked before it bans a module (at-commands 1.2; the sources disagree, so the strictest counts). */

/** One request that was made; `listRequests` of the ledger has them. */
export interface PastRequest {
  readonly sourceVersion: string;
  readonly atMs: number;
}

export interface RequestQuota {
  /** From this version, all starters. */
  readonly lastHour: number;
  readonly lastDay: number;
  /** With the next request and the module's own ones 6 in 24 h are reached: the strictest reading of the ban. */
  readonly warn: boolean;
  /** Time until one more keeps the hour below 5; 0 when it does so now. */
  readonly holdMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The strictest limit that any source names, per day. */
const dayLimit = 6;
/** Fewer than 5 an hour, so four may stand (at-commands 1.2, inferred). */
const hourAllowance = 4;

/**
 * What the requests of one module allow now. Only requests to a platform belong here; a server of one's own may be asked at will.
 *
 * @param requests of this module, from any version, in any order
 * @param sourceVersion what it runs now; a platform counts by it
 * @param ownPerDay how often the module asks by itself, see `ownRequestsPerDay`
 */
export function judgeQuota(
  requests: readonly PastRequest[],
  sourceVersion: string,
  nowMs: number,
  ownPerDay = 0,
): RequestQuota {
  const times = requests
    .filter((request) => request.sourceVersion === sourceVersion && request.atMs > nowMs - dayMs)
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
  const ofHour = times.filter((atMs) => atMs > nowMs - hourMs);
  const blocking = ofHour.at(-hourAllowance);
  return {
    lastHour: ofHour.length,
    lastDay: times.length,
    warn: times.length + 1 + ownPerDay >= dayLimit,
    holdMs: blocking === undefined ? 0 : Math.max(0, blocking + hourMs - nowMs),
  };
}

const defaultPeriodS = 86_400;

/**
 * How often a day a module asks its platform by itself. AUTO is on and PERIOD a day unless they say otherwise (at-commands 1.1);
 * what cannot be read is taken for its default.
 */
export function ownRequestsPerDay(auto: string | null, period: string | null): number {
  if (auto?.trim() === '0') return 0;
  const seconds = Number(period);
  const everyS = period !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : defaultPeriodS;
  return Math.ceil(defaultPeriodS / everyS);
}
