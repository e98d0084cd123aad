import type { Lease } from '../../ports/lease.ts';
import { type AtChannel, createAtChannel } from '../atChannel.ts';
import type { RunUpgradeOptions } from './runOptions.ts';
import type { HeardSignal } from './unasked.ts';

export interface ModulePortOptions
  extends Pick<RunUpgradeOptions, 'ports' | 'lease' | 'journal' | 'clock' | 'jobId' | 'driver' | 'onLine'> {
  readonly onSignal: (heard: HeardSignal) => void;
  readonly onLost: () => void;
}

/** The module's port over its restarts: the same holding, a new conversation after each return. */
export interface ModulePort {
  readonly lease: Lease;
  readonly channel: AtChannel;
  readonly isOpen: boolean;
  /**
   * Waits for the port where it is gone. One wait at a time: an aborted one has to let go of the holding first.
   * Throws what `waitForReturn` throws.
   */
  reopen(timeoutMs: number, signal: AbortSignal): Promise<void>;
}

export function openModulePort(options: ModulePortOptions): ModulePort {
  const { ports, journal, clock, jobId, driver } = options;
  let { lease } = options;
  let isOpen = true;
  let lastReopen: Promise<unknown> = Promise.resolve();

  const attach = (held: Lease): AtChannel => {
    const opened = createAtChannel({
      ...{ transport: held.transport, journal, clock, jobId },
      portId: held.info.id,
    });
    opened.onHeard(({ text, role, seq }) => {
      if (role === 'echo' || role === 'final') return;
      options.onLine?.(text);
      for (const signal of driver.decode(text, role)) options.onSignal({ signal, seq });
    });
    held.onLost(() => {
      isOpen = false;
      opened.dispose();
      options.onLost();
    });
    return opened;
  };
  let channel = attach(lease);
  return {
    get lease() {
      return lease;
    },
    get channel() {
      return channel;
    },
    get isOpen() {
      return isOpen;
    },
    async reopen(timeoutMs, signal) {
      await lastReopen;
      if (isOpen) return;
      const reopened = ports.waitForReturn(lease.identity, { timeoutMs, signal });
      // Whoever reopens hears of it below; the next one only waits its turn.
      lastReopen = reopened.catch(() => undefined);
      lease = await reopened;
      channel = attach(lease);
      isOpen = true;
    },
  };
}
