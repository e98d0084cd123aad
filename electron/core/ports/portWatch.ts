import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ListedPort, PortProvider } from './transport.ts';

/** Looks at the providers, again and again while it is wanted. */
export interface PortWatch {
  /** One look, after the one under way. Rejects with what the first failing provider threw, when the others were asked. */
  look(): Promise<void>;
  /** Starts polling if it is wanted and does not run. */
  schedule(): void;
  dispose(): void;
}

export interface PortWatchOptions {
  readonly providers: readonly PortProvider[];
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly pollMs: number;
  /** Whether anybody needs to know; asked before every look. */
  readonly wanted: () => boolean;
  readonly onListed: (provider: PortProvider, listed: readonly ListedPort[]) => void;
}

export function createPortWatch(options: PortWatchOptions): PortWatch {
  const { providers, clock, pollMs, wanted, onListed } = options;
  const health = createHealth(options.journal);
  let stopTimer: (() => void) | undefined;
  let disposed = false;
  let last: Promise<unknown> = Promise.resolve();

  const lookAt = async (provider: PortProvider): Promise<void> => {
    try {
      const listed = await provider.list();
      if (!disposed) onListed(provider, listed);
      health.good(provider);
    } catch (error) {
      health.bad(provider, error);
      throw error;
    }
  };
  // One after the other, so that an older answer never overwrites a newer one.
  const look = (): Promise<void> => {
    const next = last.then(async () => {
      const results = await Promise.allSettled(providers.map(lookAt));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw AppError.from(failed.reason);
    });
    // Its caller hears of it, and the journal has it; the next look only waits its turn.
    last = next.catch(() => undefined);
    return next;
  };
  /** On the clock's behalf, so nobody waits; what went wrong is in the journal. */
  const lookQuietly = (): Promise<void> => look().catch(() => undefined);
  const schedule = (): void => {
    if (stopTimer !== undefined || disposed || !wanted()) return;
    stopTimer = clock.after(pollMs, () => {
      stopTimer = undefined;
      if (!disposed && wanted()) void lookQuietly().then(schedule);
    });
  };
  const unsubscribes = providers.map((provider) => provider.onChanged?.(() => void lookQuietly()));
  return {
    look,
    schedule,
    dispose() {
      disposed = true;
      stopTimer?.();
      for (const unsubscribe of unsubscribes) unsubscribe?.();
    },
  };
}

/** A list that cannot be had is told once, not every second and a half. */
function createHealth(journal: JournalPort): {
  good(provider: PortProvider): void;
  bad(provider: PortProvider, failure: unknown): void;
} {
  const failing = new Set<PortProvider>();
  return {
    good: (provider) => void failing.delete(provider),
    bad(provider, failure) {
      if (failing.has(provider)) return;
      failing.add(provider);
      const { code, params } = AppError.from(failure);
      const reason = String(params.reason ?? code);
      journal.append({
        kind: 'appEvent',
        event: 'ports.listFailed',
        params: { provider: provider.kind, reason },
      });
    },
  };
}
