import type { RemotePace } from './limitsPacing.ts';

/** What one device may take of the server. Every value can be set; the defaults suit a bench and a slow radio link. */
export interface ServerLimits {
  /** Request line and headers together; beyond it 431. */
  readonly headBytes: number;
  readonly headerCount: number;
  /** A POST body is read, bounded, and not looked at; beyond it 413. */
  readonly bodyBytes: number;
  /** From the connection to the end of the head, and again to the end of a body; then 408. */
  readonly requestTimeoutMs: number;
  /** The longest time in which the system takes not one more piece of the answer; then the connection is reset. */
  readonly stallTimeoutMs: number;
  /**
   * The system takes a small package at once and delivers it in its own time. This is the rate at which that may happen before a
   * peer that has not closed counts as gone; GPRS and NB-IoT are a few times faster.
   */
  readonly slowestBytesPerSecond: number;
  /** Connections served at a time; beyond it 503. */
  readonly connections: number;
  readonly connectionsPerRemote: number;
  /** New connections of one address; beyond it 503. */
  readonly remotePace: RemotePace;
  /** Connections that may wait for their 503; beyond both they are dropped without an answer, and the journal says so. */
  readonly refusedConnections: number;
  /** Pause between the header and a large body, whoever asks; 0 unless somebody sets it. */
  readonly pauseAfterHeadMs: number;
  /**
   * The same for a client whose lines end in bare LF, however small the file is: such a loader takes `\n\n` in the data of its first
   * read for the end of the header. That a segment of its own helps is inferred (platform-apis 5.3); it harms nobody.
   */
  readonly pauseAfterBareLfHeadMs: number;
}

export const defaultLimits: ServerLimits = {
  headBytes: 8192,
  headerCount: 100,
  bodyBytes: 65_536,
  requestTimeoutMs: 10_000,
  stallTimeoutMs: 120_000,
  slowestBytesPerSecond: 1024,
  // A whole fleet may stand behind one address of a carrier's NAT, and all of it asks when a campaign opens.
  connections: 1024,
  connectionsPerRemote: 512,
  remotePace: { burst: 1000, perSecond: 100 },
  refusedConnections: 64,
  pauseAfterHeadMs: 0,
  pauseAfterBareLfHeadMs: 100,
};
