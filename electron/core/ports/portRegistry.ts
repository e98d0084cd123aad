import { randomUUID } from 'node:crypto';
import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AddedPaths, createAddedPaths } from './addedPaths.ts';
import { type Annotations, createAnnotations } from './annotations.ts';
import { busy } from './busy.ts';
import { type Comeback, createComeback } from './comeback.ts';
import {
  createHolding,
  type Holding,
  journalPortEvent,
  leaseOf,
  loseHolding,
  openHolding,
} from './holding.ts';
import { createKnownPorts, type KnownPorts } from './knownPorts.ts';
import { isGuardedOwner, type Lease, type LeaseOwner, type LossReason, type PortIdentity } from './lease.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createMemoryNotes, type PortNotes } from './notes.ts';
import { openPatiently } from './opening.ts';
import { createPortTable, type PortTable } from './portTable.ts';
import { createPortWatch, type PortWatch } from './portWatch.ts';
import type {
  AcquireOptions,
  PortChange,
  PortDirectory,
  PortRegistryOptions,
  WaitForReturnOptions,
} from './registry.ts';
import { createRemarks, type Remarks } from './remarks.ts';
import { createSightings, type Sightings } from './sightings.ts';

const defaultPollMs = 1500;
const defaultBaudRate = 115_200;

/** A class, because it has identity and a lifetime: it owns the open ports. Longer than usual: one owner, one place. */
export class Registry implements PortDirectory {
  readonly #journal: JournalPort;
  readonly #clock: Clock;
  readonly #table: PortTable;
  readonly #watch: PortWatch;
  readonly #notes: PortNotes;
  readonly #annotations: Annotations;
  readonly #added: AddedPaths;
  readonly #comeback: Comeback;
  /** By port id; the id follows a port that comes back under another name. */
  readonly #holdings = new Map<string, Holding>();
  readonly #changes: Listeners<[PortChange]> = createListeners();
  readonly #known: KnownPorts;
  readonly #sightings: Sightings;
  readonly #stopNotes: () => void;
  readonly choose: Remarks['choose'];
  readonly setNickname: Remarks['setNickname'];
  readonly setRole: Remarks['setRole'];
  readonly setReopen: Remarks['setReopen'];
  readonly setLines: Remarks['setLines'];
  readonly noteDevice: Remarks['noteDevice'];
  readonly noteOwnUpgrade: Remarks['noteOwnUpgrade'];

  constructor(options: PortRegistryOptions) {
    const { providers, journal, clock, pollMs = defaultPollMs, notes = createMemoryNotes() } = options;
    this.#journal = journal;
    this.#clock = clock;
    this.#notes = notes;
    this.#annotations = createAnnotations(notes);
    this.#added = createAddedPaths(providers, notes);
    this.#table = createPortTable((bare) => this.#annotations.complete(bare, this.#holdings.get(bare.id)));
    this.#known = createKnownPorts(this.#table, this.#changes);
    this.#sightings = createSightings({
      ...{ known: this.#known, annotations: this.#annotations, added: this.#added },
      ...{ holdings: this.#holdings, journal, clock },
      onLost: (holding, reason) => this.#onLost(holding, reason),
    });
    this.#watch = createPortWatch({
      providers,
      journal,
      clock,
      pollMs,
      wanted: () => this.#changes.size() > 0 || this.#holdings.size > 0,
      onListed: (provider, listed) => this.#sightings.seen(provider, listed),
    });
    this.#comeback = createComeback({
      ...{ clock, holdings: this.#holdings, repeatedSerials: () => this.#annotations.repeatedSerials() },
      list: () => this.#table.all(),
      look: () => this.#lookQuietly(),
      reopen: (holding, port, signal) => this.#reopen(holding, port, signal),
      announce: (id) => this.#known.announce(id),
      returned: (holding) => {
        journalPortEvent(journal, holding, 'returned');
        this.#known.announce(holding.portId);
        return this.#leaseOf(holding);
      },
    });
    this.#stopNotes = notes.onChange(() => this.#known.announceAll());
    const remarks = createRemarks({
      ...{ known: this.#known, annotations: this.#annotations, holdings: this.#holdings },
      ...{ comeback: this.#comeback, journal },
    });
    this.choose = remarks.choose;
    this.setNickname = remarks.setNickname;
    this.setRole = remarks.setRole;
    this.setReopen = remarks.setReopen;
    this.setLines = remarks.setLines;
    this.noteDevice = remarks.noteDevice;
    this.noteOwnUpgrade = remarks.noteOwnUpgrade;
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

  async addPath(path: string, remember = false): Promise<PortInfo> {
    await this.#lookQuietly();
    const target = await this.#added.target(path);
    const known = this.#table
      .all()
      .find((port) => (port.path === path || port.path === target) && port.presence === 'present');
    if (known !== undefined) {
      if (remember && this.#added.has(known.id)) this.#notes.keepPath(known.path);
      return known;
    }
    const added = await this.#added.add(path, remember);
    await this.#lookQuietly();
    return this.#known.port(added.id);
  }

  async removePath(path: string): Promise<void> {
    await this.#lookQuietly();
    const port = this.#table.all().find((known) => known.path === path && this.#added.has(known.id));
    if (port === undefined) return;
    if (port.lease !== undefined) throw busy(port.id, port.lease.owner);
    this.#added.remove(port);
    await this.#lookQuietly();
    this.#sightings.forget(port.id);
  }

  async acquire(portId: string, owner: LeaseOwner, options: AcquireOptions = {}): Promise<Lease> {
    const { jobId, baudRate = defaultBaudRate, signal } = options;
    if (this.#table.get(portId) === undefined) await this.#lookQuietly();
    const wish = { owner, ...(jobId === undefined ? {} : { jobId }) };
    await this.#holdings.get(portId)?.onWanted?.(wish);
    const port = this.#known.port(portId);
    const holder = this.#holdings.get(portId);
    if (holder !== undefined) throw busy(portId, holder.lease.owner);
    const info = { ...wish, sinceMs: this.#clock.wallMs() };
    const holding = createHolding(randomUUID(), info, port, baudRate);
    holding.onWanted = options.onWanted;
    this.#holdings.set(portId, holding);
    journalPortEvent(this.#journal, holding, 'leaseTaken');
    try {
      await this.#openPatiently(holding, port, signal);
    } catch (error) {
      const failure = AppError.from(error);
      journalPortEvent(this.#journal, holding, 'openFailed', failure.code);
      if (failure.code !== 'rpc.cancelled')
        this.#annotations.setTrouble(portId, { code: failure.code, params: { ...failure.params } });
      await this.#release(holding);
      throw failure;
    }
    journalPortEvent(this.#journal, holding, 'opened', `${baudRate} baud`);
    this.#known.announce(portId);
    this.#watch.schedule();
    return this.#leaseOf(holding);
  }

  async forceRelease(portId: string): Promise<void> {
    this.#known.port(portId);
    const holding = this.#holdings.get(portId);
    if (holding === undefined) return;
    if (isGuardedOwner(holding.lease.owner)) throw busy(portId, holding.lease.owner);
    const { transport } = holding;
    loseHolding(holding, this.#journal, 'taken', () => undefined);
    await transport?.close();
    await this.#release(holding);
  }

  async waitForReturn(identity: PortIdentity, options: WaitForReturnOptions): Promise<Lease> {
    const holding = [...this.#holdings.values()].find(({ leaseId }) => leaseId === identity.leaseId);
    if (holding === undefined) throw new AppError('port.unknown', { id: identity.portId });
    return this.#comeback.wait(holding, options.timeoutMs, options.signal);
  }

  async dispose(): Promise<void> {
    this.#stopNotes();
    this.#watch.dispose();
    await Promise.all([...this.#holdings.values()].map((holding) => this.#release(holding)));
    this.#changes.clear();
  }

  async #openPatiently(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    if (port.presence === 'gone')
      throw new AppError('port.notReady', { path: port.path }, { retry: 'later' });
    const ended = anyOf(signal, holding.ended.signal);
    await openPatiently({
      open: () => this.#open(holding, port, ended),
      isNew: this.#sightings.isNew(port.id),
      clock: this.#clock,
      signal: ended,
      onWaiting: () => {
        holding.waiting = { for: 'notReady', sinceMs: this.#clock.wallMs(), candidates: [] };
        this.#known.announce(port.id);
      },
    });
  }

  async #open(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    const provider = this.#table.providerOf(port.id);
    if (provider === undefined) throw new AppError('port.unknown', { id: port.id });
    await openHolding(holding, port, provider, this.#journal, {
      ...(signal === undefined ? {} : { signal }),
      onLost: (reason) => this.#onLost(holding, reason),
    });
    this.#annotations.setTrouble(port.id, null);
  }

  #onLost(holding: Holding, reason: LossReason): void {
    this.#known.announce(holding.portId);
    void this.#lookQuietly();
    if (reason === 'vanished') this.#comeback.byItself(holding);
  }

  /** Opens under the name that the port has now. */
  async #reopen(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    const before = holding.portId;
    await this.#open(holding, port, signal);
    if (port.id === before) return;
    this.#holdings.delete(before);
    this.#holdings.set(port.id, holding);
    this.#sightings.forget(before);
  }

  async #release(holding: Holding): Promise<void> {
    if (holding.state === 'released') return;
    const wasOpen = holding.state === 'open';
    holding.state = 'released';
    this.#holdings.delete(holding.portId);
    holding.lost.clear();
    holding.returned.clear();
    holding.ended.abort();
    if (wasOpen) {
      await holding.transport?.close();
      journalPortEvent(this.#journal, holding, 'closed');
    }
    journalPortEvent(this.#journal, holding, 'leaseReleased');
    this.#sightings.forget(holding.portId);
    this.#known.announce(holding.portId);
  }

  #leaseOf(holding: Holding): Lease {
    return leaseOf(holding, this.#known.port(holding.portId), () => this.#release(holding));
  }

  /** What could not be listed is in the journal (portHealth); what is known goes on being shown. */
  #lookQuietly(): Promise<void> {
    return this.#watch.look().catch(() => undefined);
  }
}

function anyOf(signal: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return signal === undefined ? other : AbortSignal.any([signal, other]);
}
