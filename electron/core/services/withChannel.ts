import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { type AtChannel, createAtChannel } from '../modem/atChannel.ts';
import type { LeaseOwner } from '../ports/lease.ts';
import type { PortRegistry } from '../ports/registry.ts';

export interface ChannelParts {
  readonly ports: PortRegistry;
  readonly journal: JournalPort;
  readonly clock: Clock;
}

/**
 * Holds a port for one conversation and lets it go again, whatever happens.
 * Throws what acquiring the port throws (port.busy names the holder) and what `work` throws.
 */
export async function withChannel<T>(
  parts: ChannelParts,
  portId: string,
  owner: LeaseOwner,
  signal: AbortSignal,
  work: (channel: AtChannel) => Promise<T>,
): Promise<T> {
  const lease = await parts.ports.acquire(portId, owner, { signal });
  try {
    const { journal, clock } = parts;
    const channel = createAtChannel({ transport: lease.transport, journal, clock, portId });
    try {
      return await work(channel);
    } finally {
      channel.dispose();
    }
  } finally {
    await lease.release();
  }
}
