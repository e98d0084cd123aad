import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import type { Lease, LeaseOwner, PortIdentity } from './lease.ts';
import type { ChosenRole, PortNotes } from './notes.ts';
import { Registry } from './portRegistry.ts';
import type { PortProvider } from './transport.ts';

export type PortChange =
  | { readonly kind: 'portChanged'; readonly port: PortInfo }
  | { readonly kind: 'portRemoved'; readonly id: string };

export interface AcquireOptions {
  readonly jobId?: string;
  /** Default 115200. */
  readonly baudRate?: number;
  readonly signal?: AbortSignal;
  /**
   * Somebody else asks for the port: once this resolves the port may be free for them. A holder without it is busy. Who lends
   * its port learns from `onChange` when it is free again.
   */
  readonly onWanted?: (by: PortWish) => Promise<void>;
}

/** Who asks for a port that somebody holds. */
export interface PortWish {
  readonly owner: LeaseOwner;
  readonly jobId?: string;
}

export interface WaitForReturnOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** The ports of this computer, who holds each, and the only way to open one. */
export interface PortRegistry {
  /** Every known port, as seen at the last look. */
  list(): PortInfo[];
  /** Calls back per change. While anybody listens, or holds a port, the registry keeps looking. */
  onChange(listener: (change: PortChange) => void): () => void;
  /** Looks now. Throws what the first failing provider threw, after the others were asked. */
  refresh(): Promise<PortInfo[]>;
  /**
   * Adds a path that the system does not list, or `tcp://host:port`; one that leads to a listed port is that port.
   *
   * @param remember lists it again after a restart
   * @throws AppError port.unknown {id} when nothing is there, port.badAddress {address}
   */
  addPath(path: string, remember?: boolean): Promise<PortInfo>;
  /** Forgets an added path; an unknown one is fine. Throws AppError port.busy {id, owner} while somebody holds it. */
  removePath(path: string): Promise<void>;
  /**
   * Opens a port for one owner alone. A port that is listed but cannot be opened yet is tried for ten seconds.
   *
   * @throws AppError port.unknown {id}, port.busy {id, owner}, what the provider throws, rpc.cancelled
   */
  acquire(portId: string, owner: LeaseOwner, options?: AcquireOptions): Promise<Lease>;
  /** Takes a port from its holder. Throws AppError port.busy {id, owner} while an upgrade or a flash job holds it. */
  forceRelease(portId: string): Promise<void>;
  /**
   * Opens a lost port again when it is back, also under another name, and hands the holding over to it. Where several ports
   * could be it, the port waits as `ambiguous` until a person chooses, ten minutes longer than the time-out at most.
   *
   * @throws AppError port.notReady {path, waitedMs} after the time-out, port.ambiguous {path, candidates} when nobody chose,
   * port.unknown {id} when the holding was released, port.busy when it was not lost, rpc.cancelled
   */
  waitForReturn(identity: PortIdentity, options: WaitForReturnOptions): Promise<Lease>;
  /** Closes every port and stops looking. */
  dispose(): Promise<void>;
}

/** What a person may say about ports, on top of using them. */
export interface PortDirectory extends PortRegistry {
  /** Says that a waiting port is now this one. Throws AppError port.unknown {id}, port.busy {id, owner}. */
  choose(portId: string, candidate: string): void;
  /** Names the module behind a port, null for no name. Throws AppError port.unknown {id}, like the next three. */
  setNickname(portId: string, nickname: string | null): PortInfo;
  /** What a port is for, in spite of every guess; null goes back to the guess. */
  setRole(portId: string, role: ChosenRole | null): PortInfo;
  /** Whether a holder that asked for it gets the port again by itself when it comes back; on until somebody says no. */
  setReopen(portId: string, reopen: boolean): PortInfo;
  /** Sets DTR and RTS. Throws AppError port.closed {id}, port.busy {id, owner} while the port is guarded. */
  setLines(portId: string, lines: { readonly dtr?: boolean; readonly rts?: boolean }): Promise<PortInfo>;
  /** Somebody found out which module is behind a port; an unknown port is fine. */
  noteDevice(portId: string, deviceId: string): void;
  /** An upgrade that no job follows was heard at this port, or is over (null); an unknown port is fine. */
  noteOwnUpgrade(portId: string, upgrade: NonNullable<PortInfo['ownUpgrade']> | null): void;
}

export interface PortRegistryOptions {
  readonly providers: readonly PortProvider[];
  readonly journal: JournalPort;
  readonly clock: Clock;
  /** Default: notes that are forgotten with the process. */
  readonly notes?: PortNotes;
  /** How often ports are looked for while somebody needs to know; default 1500 ms. */
  readonly pollMs?: number;
}

export function createPortRegistry(options: PortRegistryOptions): PortDirectory {
  return new Registry(options);
}
