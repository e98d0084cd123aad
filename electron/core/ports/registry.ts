import { randomUUID } from 'node:crypto';
import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  createHolding,
  type Holding,
  journalPortEvent,
  leaseOf,
  loseHolding,
  openHolding,
} from './holding.ts';
import { isGuardedOwner, type Lease, type LeaseOwner, type PortIdentity } from './lease.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createPortTable, type PortTable } from './portTable.ts';
import { createPortWatch, type PortWatch } from './portWatch.ts';
import type { PathProvider } from './ptyProvider.ts';
import { waitUntilReopened } from './returning.ts';
import type { ListedPort, PortProvider } from './transport.ts';

export type PortChange =
  | { readonly kind: 'portChanged'; readonly port: PortInfo }
  | { readonly kind: 'portRemoved'; readonly id: string };

export interface AcquireOptions {
  readonly jobId?: string;
  /** Default 115200. */
  readonly baudRate?: number;
  readonly signal?: AbortSignal;
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
  /** Adds a path that the system does not list. Throws AppError port.unknown {id} when nothing is there. */
  addPath(path: string): Promise<PortInfo>;
  /** Forgets an added path; an unknown one is fine. Throws AppError port.busy {id, owner} while somebody holds it. */
  removePath(path: string): Promise<void>;
  /**
   * Opens a port for one owner alone.
   *
   * @throws AppError port.unknown {id}, port.busy {id, owner}, port.notReady, port.noPermission, port.openFailed
   */
  acquire(portId: string, owner: LeaseOwner, options?: AcquireOptions): Promise<Lease>;
  /** Takes a port from its holder. Throws AppError port.busy {id, owner} while an upgrade or a flash job holds it. */
  forceRelease(portId: string): Promise<void>;
  /**
   * Opens a lost port again when it is back, also under another name, and hands the holding over to it.
   *
   * @throws AppError port.notReady {path, waitedMs} after the time-out, port.unknown {id} when the holding was released,
   * port.busy when it was not lost, rpc.cancelled
   */
  waitForReturn(identity: PortIdentity, options: WaitForReturnOptions): Promise<Lease>;
  /** Closes every port and stops looking. */
  dispose(): Promise<void>;
}

export interface PortRegistryOptions {
  readonly providers: readonly PortProvider[];
  readonly journal: JournalPort;
  readonly clock: Clock;
  /** How often ports are looked for while somebody needs to know; default 1500 ms. */
  readonly pollMs?: number;
}

const defaultPollMs = 1500;
const defaultBaudRate = 115_200;

export function createPortRegistry(options: PortRegistryOptions): PortRegistry {
  return new Registry(options);
}

/** A class, because it has identity and a lifetime: it owns the open ports. */
class Registry implements PortRegistry {
  readonly #journal: JournalPort;
  readonly #clock: Clock;
  readonly #providers: readonly PortProvider[];
  readonly #table: PortTable;
  readonly #watch: PortWatch;
  /** By port id; the id follows a port that comes back under another name. */
  readonly #holdings = new Map<string, Holding>();
  readonly #changes: Listeners<[PortChange]> = createListeners();
  /** Paths that a person added stay listed while they are gone. */
  readonly #added = new Set<string>();

  constructor({ providers, journal, clock, pollMs = defaultPollMs }: PortRegistryOptions) {
    this.#journal = journal;
    this.#clock = clock;
    this.#providers = providers;
    this.#table = createPortTable((id) => this.#holdings.get(id)?.lease);
    this.#watch = createPortWatch({
      providers,
      journal,
      clock,
      pollMs,
      wanted: () => this.#changes.size() > 0 || this.#holdings.size > 0,
      onListed: (provider, listed) => this.#takeOver(provider, listed),
    });
  }

  list(): PortInfo[] {
    return this.#table.all();
  }

  onChange(listener: (change: PortChange) => void): () => void {
    const unsubscribe = this.#changes.add(listener);
    this.#watch.schedule();
    return unsubscribe;
  }

  async refresh(): Promise<PortInfo[]> {
    await this.#watch.look();
    return this.#table.all();
  }

  async addPath(path: string): Promise<PortInfo> {
    await this.#lookQuietly();
    const known = this.#table.all().find((port) => port.path === path && port.presence === 'present');
    if (known !== undefined) return known;
    const added = await this.#pathProvider().add(path);
    this.#added.add(added.id);
    await this.#lookQuietly();
    return this.#known(added.id);
  }

  async removePath(path: string): Promise<void> {
    const port = this.#table.all().find((known) => known.path === path && this.#added.has(known.id));
    if (port === undefined) return;
    if (port.lease !== undefined) throw busy(port.id, port.lease.owner);
    this.#added.delete(port.id);
    this.#pathProvider().remove(path);
    await this.#lookQuietly();
    this.#forget(port.id);
  }

  async acquire(portId: string, owner: LeaseOwner, options: AcquireOptions = {}): Promise<Lease> {
    const { jobId, baudRate = defaultBaudRate, signal } = options;
    if (this.#table.get(portId) === undefined) await this.#lookQuietly();
    const port = this.#known(portId);
    const holder = this.#holdings.get(portId);
    if (holder !== undefined) throw busy(portId, holder.lease.owner);
    const info = { owner, sinceMs: this.#clock.wallMs(), ...(jobId === undefined ? {} : { jobId }) };
    const holding = createHolding(randomUUID(), info, port, baudRate);
    this.#holdings.set(portId, holding);
    journalPortEvent(this.#journal, holding, 'leaseTaken');
    try {
      await this.#open(holding, port, signal);
    } catch (error) {
      const failure = AppError.from(error);
      journalPortEvent(this.#journal, holding, 'openFailed', failure.code);
      await this.#release(holding);
      throw failure;
    }
    journalPortEvent(this.#journal, holding, 'opened', `${baudRate} baud`);
    this.#announce(portId);
    this.#watch.schedule();
    return this.#leaseOf(holding);
  }

  async forceRelease(portId: string): Promise<void> {
    this.#known(portId);
    const holding = this.#holdings.get(portId);
    if (holding === undefined) return;
    if (isGuardedOwner(holding.lease.owner)) throw busy(portId, holding.lease.owner);
    const { transport } = holding;
    loseHolding(holding, this.#journal, 'taken', () => undefined);
    await transport?.close();
    await this.#release(holding);
  }

  async waitForReturn(identity: PortIdentity, options: WaitForReturnOptions): Promise<Lease> {
    const { timeoutMs, signal } = options;
    const holding = [...this.#holdings.values()].find(({ leaseId }) => leaseId === identity.leaseId);
    if (holding === undefined) throw new AppError('port.unknown', { id: identity.portId });
    await waitUntilReopened({
      holding,
      identity,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
      clock: this.#clock,
      before: this.#table.all(),
      look: () => this.#lookQuietly().then(() => this.#table.all()),
      isFree: (id) => this.#holdings.get(id) === undefined || this.#holdings.get(id) === holding,
      open: (port) => this.#reopen(holding, port, signal),
    });
    journalPortEvent(this.#journal, holding, 'returned');
    this.#announce(holding.portId);
    return this.#leaseOf(holding);
  }

  async dispose(): Promise<void> {
    this.#watch.dispose();
    await Promise.all([...this.#holdings.values()].map((holding) => this.#release(holding)));
    this.#changes.clear();
  }

  #takeOver(provider: PortProvider, listed: readonly ListedPort[]): void {
    const keep = (id: string): boolean => this.#holdings.has(id) || this.#added.has(id);
    const { changed, removed, vanished } = this.#table.update(provider, listed, keep);
    for (const id of vanished) this.#loseUnnoticed(id);
    for (const port of changed) this.#announce(port.id);
    for (const id of removed) this.#changes.emit({ kind: 'portRemoved', id });
  }

  /** The list says that a port is gone although its transport has not noticed. */
  #loseUnnoticed(id: string): void {
    const holding = this.#holdings.get(id);
    if (holding?.state !== 'open') return;
    const { transport } = holding;
    loseHolding(holding, this.#journal, 'vanished', () => undefined);
    void transport?.close().catch(() => undefined);
  }

  async #open(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    const provider = this.#table.providerOf(port.id);
    if (provider === undefined) throw new AppError('port.unknown', { id: port.id });
    await openHolding(holding, port, provider, this.#journal, {
      ...(signal === undefined ? {} : { signal }),
      onLost: () => {
        this.#announce(holding.portId);
        void this.#lookQuietly();
      },
    });
  }

  /** Opens under the name that the port has now. */
  async #reopen(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    const before = holding.portId;
    await this.#open(holding, port, signal);
    if (port.id === before) return;
    this.#holdings.delete(before);
    this.#holdings.set(port.id, holding);
    this.#forget(before);
  }

  async #release(holding: Holding): Promise<void> {
    if (holding.state === 'released') return;
    const wasOpen = holding.state === 'open';
    holding.state = 'released';
    this.#holdings.delete(holding.portId);
    holding.lost.clear();
    if (wasOpen) {
      await holding.transport?.close();
      journalPortEvent(this.#journal, holding, 'closed');
    }
    journalPortEvent(this.#journal, holding, 'leaseReleased');
    this.#forget(holding.portId);
    this.#announce(holding.portId);
  }

  /** A port that has gone stays listed only while somebody holds it or because a person added it. */
  #forget(id: string): void {
    if (this.#holdings.has(id) || this.#added.has(id) || this.#table.get(id)?.presence !== 'gone') return;
    this.#table.remove(id);
    this.#changes.emit({ kind: 'portRemoved', id });
  }

  #leaseOf(holding: Holding): Lease {
    return leaseOf(holding, this.#known(holding.portId), () => this.#release(holding));
  }

  #announce(id: string): void {
    const port = this.#table.get(id);
    if (port !== undefined) this.#changes.emit({ kind: 'portChanged', port });
  }

  #known(id: string): PortInfo {
    const port = this.#table.get(id);
    if (port === undefined) throw new AppError('port.unknown', { id });
    return port;
  }

  #lookQuietly(): Promise<void> {
    return this.#watch.look().catch(() => undefined);
  }

  #pathProvider(): PathProvider {
    const found = this.#providers.find(isPathProvider);
    if (found === undefined) throw new AppError('host.notAvailable', { feature: 'ports.addPath' });
    return found;
  }
}

function busy(id: string, owner: string): AppError {
  return new AppError('port.busy', { id, owner }, { retry: 'later' });
}

function isPathProvider(provider: PortProvider): provider is PathProvider {
  return 'add' in provider && 'remove' in provider;
}
