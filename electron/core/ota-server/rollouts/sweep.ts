import type { OtaRules } from '../../../../shared/contract/otaLedger.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Servings } from '../bans/servings.ts';
import type { Pins } from '../campaigns/pins.ts';
import type { Offers } from '../ledger/offers.ts';
import type { Progressing } from './progress.ts';

export interface SweepParts {
  readonly clock: Clock;
  readonly offers: Offers;
  readonly servings: Servings;
  readonly pins: Pins;
  readonly progress: Progressing;
  readonly settings: () => OtaRules;
  readonly reportFailure: (error: unknown) => void;
}

export interface Sweep {
  /** There is something to wait for. */
  wake(): void;
  stop(): void;
}

const everyMs = 60_000;
/** At most so many in one transaction, so that no request waits for long. */
const atOnce = 500;

/**
 * Once a minute, as long as any module was served and has not reported: those that stayed silent become suspected, and what no
 * window reaches any more is dropped.
 */
export function createSweep(parts: SweepParts): Sweep {
  const { clock, offers, servings, pins, progress } = parts;
  let stopTimer: (() => void) | null = null;

  function run(): void {
    stopTimer = null;
    try {
      const { confirmTimeoutMs, loopWindows } = parts.settings();
      const nowMs = clock.wallMs();
      const more = progress.inTransaction((count) => {
        const longestMs = Math.max(3_600_000, ...loopWindows.map(({ windowMs }) => windowMs));
        servings.prune(nowMs - longestMs, nowMs);
        pins.prune(nowMs);
        const overdue = offers.overdue(nowMs - confirmTimeoutMs, atOnce);
        for (const { id, campaignId } of overdue.offers) {
          offers.end(id, 'suspected', nowMs);
          count({ campaignId, was: 'waiting', now: 'suspected' });
        }
        return overdue.more;
      });
      if (offers.anyWaiting()) stopTimer = clock.after(more ? 0 : everyMs, run);
    } catch (error) {
      parts.reportFailure(error);
      stopTimer = clock.after(everyMs, run);
    }
  }

  const wake = (): void => {
    stopTimer ??= clock.after(everyMs, run);
  };
  if (offers.anyWaiting()) wake();
  return { wake, stop: () => stopTimer?.() };
}
