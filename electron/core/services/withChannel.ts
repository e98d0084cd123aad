import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { type AtChannel, createAtChannel } from '../modem/atChannel.ts';
import type { Terminals } from '../modem/terminal/terminals.ts';
import type { LeaseOwner } from '../ports/lease.ts';
import type { PortRegistry } from '../ports/registry.ts';

export interface ChannelParts {
  readonly ports: PortRegistry;
  readonly journal: JournalPort;
  readonly clock: Clock;
  /** The job that the port is held for; its rows in the journal carry it. */
  readonly jobId?: string;
  /** An open terminal of the same port lends its conversation. */
  readonly terminals?: Pick<Terminals, 'channelOf'>;
}

/**
 * Holds a port for one conversation and lets it go again, whatever happens. A short question goes through the terminal that has
 * the port open; a job gets the port for itself, so that its rows in the journal are its own.
 * Throws what acquiring the port throws (port.busy names the holder) and what `work` throws.
 */
export async function withChannel<T>(
  parts: ChannelParts,
  portId: string,
  owner: LeaseOwner,
  signal: AbortSignal,
  work: (channel: AtChannel) => Promise<T>,
): Promise<T> {
  const terminal = parts.jobId === undefined ? parts.terminals?.channelOf(portId) : null;
  if (terminal != null) return work(terminal);
  const job = parts.jobId === undefined ? {} : { jobId: parts.jobId };
  const lease = await parts.ports.acquire(portId, owner, { signal, ...job });
  try {
    const { journal, clock } = parts;
    const channel = createAtChannel({ transport: lease.transport, journal, clock, portId, ...job });
    try {
      return await work(channel);
    } finally {
      channel.dispose();
    }
  } finally {
    await lease.release();
  }
}
