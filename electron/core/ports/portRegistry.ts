import { randomUUID } from 'node:crypto';
import type { PortInfo } from '../../../shared/contract/port.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AddedPaths, createAddedPaths } from './addedPaths.ts';
import { type Annotations, createAnnotations } from './annotations.ts';
import { type Comeback, createComeback } from './comeback.ts';
import {
  createHolding,
  type Holding,
  identityOf,
  journalPortEvent,
  leaseOf,
  loseHolding,
  openHolding,
} from './holding.ts';
import {
  isGuardedOwner,
  isSamePort,
  type Lease,
  type LeaseOwner,
  type LossReason,
  type PortIdentity,
} from './lease.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { type ChosenRole, createMemoryNotes, type PortNotes } from './notes.ts';
import { openLimitMs, openPatiently } from './opening.ts';
import { createPortTable, type PortTable } from './portTable.ts';
import { createPortWatch, type PortWatch } from './portWatch.ts';
import type {
  AcquireOptions,
  PortChange,
  PortDirectory,
  PortRegistryOptions,
  WaitForReturnOptions,
} from './registry.ts';
import type { ListedPort, PortProvider } from './transport.ts';

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
  /** When a port appeared, on the monotonic clock; ports of a provider's first look were there before. */
  readonly #appearedMs = new Map<string, number>();
  readonly #looked = new Set<PortProvider>();
  readonly #stopNotes: () => void;

  constructor(options: PortRegistryOptions) {
    const { providers, journal, clock, pollMs = defaultPollMs, notes = createMemoryNotes() } = options;
    this.#journal = journal;
    this.#clock = clock;
    this.#notes = notes;
    this.#annotations = createAnnotations(notes);
    this.#added = createAddedPaths(providers, notes);
    this.#table = createPortTable((bare) => this.#annotations.complete(bare, this.#holdings.get(bare.id)));
    this.#watch = createPortWatch({
      providers,
      journal,
      clock,
      pollMs,
      wanted: () => this.#changes.size() > 0 || this.#holdings.size > 0,
      onListed: (provider, listed) => this.#takeOver(provider, listed),
    });
    this.#comeback = createComeback({
      ...{ clock, holdings: this.#holdings, repeatedSerials: () => this.#annotations.repeatedSerials() },
      list: () => this.#table.all(),
      look: () => this.#lookQuietly(),
      reopen: (holding, port, signal) => this.#reopen(holding, port, signal),
      announce: (id) => this.#announce(id),
      returned: (holding) => {
        journalPortEvent(journal, holding, 'returned');
        this.#announce(holding.portId);
        return this.#leaseOf(holding);
      },
    });
    this.#stopNotes = notes.onChange(() => this.#announceAll());
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
    return this.#known(added.id);
  }

  async removePath(path: string): Promise<void> {
    await this.#lookQuietly();
    const port = this.#table.all().find((known) => known.path === path && this.#added.has(known.id));
    if (port === undefined) return;
    if (port.lease !== undefined) throw busy(port.id, port.lease.owner);
    this.#added.remove(port);
    await this.#lookQuietly();
    this.#forget(port.id);
  }

  async acquire(portId: string, owner: LeaseOwner, options: AcquireOptions = {}): Promise<Lease> {
    const { jobId, baudRate = defaultBaudRate, signal } = options;
    if (this.#table.get(portId) === undefined) await this.#lookQuietly();
    const wish = { owner, ...(jobId === undefined ? {} : { jobId }) };
    await this.#holdings.get(portId)?.onWanted?.(wish);
    const port = this.#known(portId);
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
    const holding = [...this.#holdings.values()].find(({ leaseId }) => leaseId === identity.leaseId);
    if (holding === undefined) throw new AppError('port.unknown', { id: identity.portId });
    return this.#comeback.wait(holding, options.timeoutMs, options.signal);
  }

  choose(portId: string, candidate: string): void {
    const holding = this.#holdings.get(portId);
    if (holding?.waiting === undefined) throw new AppError('port.unknown', { id: portId });
    const { id, lease, presence } = this.#known(candidate);
    if (presence === 'gone') throw new AppError('port.unknown', { id });
    if (lease !== undefined && id !== portId) throw busy(id, lease.owner);
    holding.chosen = id;
  }

  setNickname(portId: string, nickname: string | null): PortInfo {
    this.#annotations.setNickname(this.#known(portId), nickname);
    this.#announceAll();
    return this.#known(portId);
  }

  setRole(portId: string, role: ChosenRole | null): PortInfo {
    this.#annotations.setRole(this.#known(portId), role);
    this.#announce(portId);
    return this.#known(portId);
  }

  setReopen(portId: string, reopen: boolean): PortInfo {
    this.#annotations.setReopen(this.#known(portId), reopen);
    this.#announce(portId);
    const holding = this.#holdings.get(portId);
    if (!reopen) holding?.stopReopening?.abort();
    else if (holding?.state === 'lost') this.#comeback.byItself(holding);
    return this.#known(portId);
  }

  async setLines(
    portId: string,
    lines: { readonly dtr?: boolean; readonly rts?: boolean },
  ): Promise<PortInfo> {
    const { lease, guarded, ownUpgrade } = this.#known(portId);
    if (guarded === true)
      throw busy(portId, ownUpgrade === undefined ? (lease?.owner ?? 'upgrade') : 'upgrade');
    const holding = this.#holdings.get(portId);
    const transport = holding?.state === 'open' ? holding.transport : undefined;
    if (transport?.setSignals === undefined) throw new AppError('port.closed', { id: portId });
    await transport.setSignals(lines);
    const words = [lines.dtr, lines.rts].map((up) => (up === undefined ? '-' : Number(up)));
    if (holding !== undefined)
      journalPortEvent(this.#journal, holding, 'linesSet', `DTR ${words[0]}, RTS ${words[1]}`);
    this.#announce(portId);
    return this.#known(portId);
  }

  noteDevice(portId: string, deviceId: string): void {
    const port = this.#table.get(portId);
    if (port === undefined || port.deviceId === deviceId) return;
    this.#annotations.bind(port, deviceId);
    this.#announceAll();
  }

  noteOwnUpgrade(portId: string, upgrade: NonNullable<PortInfo['ownUpgrade']> | null): void {
    this.#annotations.setOwnUpgrade(portId, upgrade);
    this.#announce(portId);
  }

  async dispose(): Promise<void> {
    this.#stopNotes();
    this.#watch.dispose();
    await Promise.all([...this.#holdings.values()].map((holding) => this.#release(holding)));
    this.#changes.clear();
  }

  #takeOver(provider: PortProvider, listed: readonly ListedPort[]): void {
    const keep = (id: string): boolean => this.#holdings.has(id) || this.#added.has(id);
    const { changed, removed, vanished, appeared, replaced } = this.#table.update(provider, listed, keep);
    for (const before of replaced) this.#displace(provider, before);
    if (this.#looked.has(provider)) for (const id of appeared) this.#appearedMs.set(id, this.#clock.monoMs());
    this.#looked.add(provider);
    for (const port of vanished) {
      this.#annotations.setTrouble(port.id, null);
      this.#appearedMs.delete(port.id);
      this.#loseUnnoticed(port.id);
      this.#endSession(port);
    }
    for (const port of changed) this.#announce(port.id);
    for (const { id } of removed) this.#changes.emit({ kind: 'portRemoved', id });
    if (appeared.length === 0) return;
    const present = this.#table.all().filter(({ presence }) => presence === 'present');
    if (this.#annotations.watchSerials(present)) this.#announceAll();
  }

  /**
   * Another device has the name of a port that somebody holds: two modules that restarted together may come back under each
   * other's names. Who waits goes on waiting under an id of its own, and the name is free for the device that has it now.
   */
  #displace(provider: PortProvider, before: ListedPort): void {
    const holding = this.#holdings.get(before.id);
    const now = this.#table.get(before.id);
    if (holding === undefined || now === undefined || isSamePort(identityOf(holding), now)) return;
    this.#loseUnnoticed(before.id);
    const id = `${before.id}~${holding.leaseId.slice(0, 8)}`;
    this.#holdings.delete(before.id);
    holding.portId = id;
    this.#holdings.set(id, holding);
    this.#table.keepGone(provider, { ...before, id });
    this.#announce(id);
  }

  /** Unless somebody waits for it, or for another port of the same module. */
  #endSession(port: PortInfo): void {
    const stays = (other: PortInfo): boolean => other.presence === 'present' || this.#holdings.has(other.id);
    this.#annotations.endSession(port, this.#table.all().filter(stays));
  }

  /** The list says that a port is gone although its transport has not noticed. */
  #loseUnnoticed(id: string): void {
    const holding = this.#holdings.get(id);
    if (holding?.state !== 'open') return;
    const { transport } = holding;
    loseHolding(holding, this.#journal, 'vanished', (reason) => this.#onLost(holding, reason));
    void transport?.close().catch(() => undefined);
  }

  async #openPatiently(holding: Holding, port: PortInfo, signal: AbortSignal | undefined): Promise<void> {
    if (port.presence === 'gone')
      throw new AppError('port.notReady', { path: port.path }, { retry: 'later' });
    const appearedMs = this.#appearedMs.get(port.id);
    const ended = anyOf(signal, holding.ended.signal);
    await openPatiently({
      open: () => this.#open(holding, port, ended),
      isNew: appearedMs !== undefined && this.#clock.monoMs() - appearedMs < openLimitMs,
      clock: this.#clock,
      signal: ended,
      onWaiting: () => {
        holding.waiting = { for: 'notReady', sinceMs: this.#clock.wallMs(), candidates: [] };
        this.#announce(port.id);
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
    this.#announce(holding.portId);
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
    this.#forget(before);
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
    this.#forget(holding.portId);
    this.#announce(holding.portId);
  }

  /** A port that has gone stays listed only while somebody holds it or because a person added it. */
  #forget(id: string): void {
    const port = this.#table.get(id);
    if (this.#holdings.has(id) || this.#added.has(id) || port?.presence !== 'gone') return;
    this.#table.remove(id);
    this.#endSession(port);
    this.#changes.emit({ kind: 'portRemoved', id });
  }

  #leaseOf(holding: Holding): Lease {
    return leaseOf(holding, this.#known(holding.portId), () => this.#release(holding));
  }

  #announce(id: string): void {
    const port = this.#table.get(id);
    if (port !== undefined) this.#changes.emit({ kind: 'portChanged', port });
  }

  #announceAll(): void {
    for (const port of this.#table.all()) this.#changes.emit({ kind: 'portChanged', port });
  }

  #known(id: string): PortInfo {
    const port = this.#table.get(id);
    if (port === undefined) throw new AppError('port.unknown', { id });
    return port;
  }

  #lookQuietly(): Promise<void> {
    return this.#watch.look().catch(() => undefined);
  }
}

function anyOf(signal: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return signal === undefined ? other : AbortSignal.any([signal, other]);
}

function busy(id: string, owner: string): AppError {
  return new AppError('port.busy', { id, owner }, { retry: 'later' });
}
