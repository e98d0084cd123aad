import type { TerminalLink } from '../../../../shared/contract/terminal.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Lease, LossReason } from '../../ports/lease.ts';
import type { PortRegistry, PortWish } from '../../ports/registry.ts';
import type { SerialTransport } from '../../ports/transport.ts';
import { sleep } from '../../ports/wait.ts';
import { watchLent } from './watchLent.ts';

export interface PortLinkOptions {
  readonly ports: PortRegistry;
  readonly clock: Clock;
  readonly portId: string;
  readonly baudRate: number;
  /** The port is open (again): its new transport, under the id that it has now. */
  readonly onOpened: (transport: SerialTransport, portId: string) => void;
  /** The port is open no more. */
  readonly onClosed: () => void;
  /** Somebody else asks for the port; what must come to an end first. */
  readonly beforeLending: () => Promise<void>;
  readonly onChanged: () => void;
}

/** How a terminal holds its port: taken, lost, returned, lent to another part of Airdock, taken back. Knows nothing of lines. */
export interface PortLink {
  state(): TerminalLink;
  sinceMs(): number;
  transport(): SerialTransport | null;
  baudRate(): number;
  /** For an open port at once, and for its next opening. Rejects with what the port's driver says. */
  setBaudRate(baudRate: number): Promise<void>;
  /** Takes the port; an open one stays as it is. Throws what `acquire` throws; the state then says so too. */
  open(): Promise<void>;
  release(): Promise<void>;
  /** Tries a lost or failed port again; throws like `open`. */
  reconnect(): Promise<void>;
}

/** A module that was unplugged for a shift is not coming back by itself. */
const searchMs = 8 * 3600 * 1000;
/** A short question of another part (identify, settings) is waited out before a person is told that the port is busy. */
const patienceMs = 3000;
/** A module that was just upgraded may be listed before its port can be opened. */
const returnMs = 30_000;
const retryMs = 150;

export function createPortLink(options: PortLinkOptions): PortLink {
  return new Link(options);
}

type IsTemporary = (error: AppError) => boolean;

/** A class, because it has identity and a lifetime: it owns a lease. */
class Link implements PortLink {
  readonly #options: PortLinkOptions;
  #state: TerminalLink = { state: 'closed' };
  #sinceMs: number;
  #portId: string;
  #baudRate: number;
  /** Kept while the port is lost: the registry hands the holding over when it is back. */
  #lease: Lease | null = null;
  #open = false;
  #opening: Promise<void> | null = null;
  /** Aborted by everything after which the port is not wanted any more. */
  #wanted = new AbortController();
  #stopWatching: () => void = () => {};
  /** Looks for the lost port; null where the port's switch is off. */
  #search: AbortController | null = null;

  constructor(options: PortLinkOptions) {
    this.#options = options;
    this.#portId = options.portId;
    this.#baudRate = options.baudRate;
    this.#sinceMs = options.clock.wallMs();
  }

  state = (): TerminalLink => this.#state;
  sinceMs = (): number => this.#sinceMs;
  baudRate = (): number => this.#baudRate;
  transport = (): SerialTransport | null => (this.#open ? (this.#lease?.transport ?? null) : null);

  async setBaudRate(baudRate: number): Promise<void> {
    await this.transport()?.setBaudRate?.(baudRate);
    this.#baudRate = baudRate;
    this.#options.onChanged();
  }

  open(): Promise<void> {
    return this.#openWithin(patienceMs, isBrieflyBusy);
  }

  async release(): Promise<void> {
    await this.#letGo();
    this.#become({ state: 'closed' });
  }

  async reconnect(): Promise<void> {
    if (this.#state.state === 'lost') await this.#letGo();
    await this.open();
  }

  #openWithin(limitMs: number, isTemporary: IsTemporary): Promise<void> {
    if (this.#open) return Promise.resolve();
    this.#opening ??= this.#acquire(limitMs, isTemporary).finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #acquire(limitMs: number, isTemporary: IsTemporary): Promise<void> {
    const { ports, clock } = this.#options;
    const { signal } = this.#wanted;
    this.#become({ state: 'opening' });
    const untilMs = clock.monoMs() + limitMs;
    for (;;) {
      try {
        const onWanted = (by: PortWish): Promise<void> => this.#lend(by);
        const options = { baudRate: this.#baudRate, signal, onWanted };
        await this.#use(await ports.acquire(this.#portId, 'terminal', options), signal);
        return;
      } catch (error) {
        const failure = AppError.from(error);
        if (failure.code === 'rpc.cancelled') throw failure;
        if (isTemporary(failure) && clock.monoMs() < untilMs) {
          await sleep(clock, retryMs, signal);
          continue;
        }
        this.#become({ state: 'failed', error: failure.toData() });
        throw failure;
      }
    }
  }

  /** Throws rpc.cancelled where the port came after nobody wanted it any more. */
  async #use(lease: Lease, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      await lease.release();
      throw new AppError('rpc.cancelled');
    }
    this.#lease = lease;
    this.#portId = lease.info.id;
    this.#open = true;
    lease.onLost((reason) => this.#lost(reason));
    // A port that came back was opened at the speed of its first opening.
    const setting = this.#state.state === 'lost' ? lease.transport.setBaudRate?.(this.#baudRate) : undefined;
    setting?.catch((error: unknown) => this.#cannotSpeak(lease, error));
    this.#options.onOpened(lease.transport, this.#portId);
    this.#become({ state: 'open' });
  }

  /** At another speed than the module's every line would be garbage, which a person would take for the module's fault. */
  async #cannotSpeak(lease: Lease, error: unknown): Promise<void> {
    // Lost once more: its next return sets it again. Or given away, and then it is somebody else's.
    if (this.#lease !== lease || !this.#open) return;
    await this.#letGo();
    this.#become({ state: 'failed', error: AppError.from(error).toData() });
  }

  #lost(reason: LossReason): void {
    this.#close();
    if (reason === 'vanished') {
      this.#become({ state: 'lost' });
      // The switch may be turned while the port is away.
      this.#stopWatching = this.#options.ports.onChange(() => this.#followSwitch());
      this.#followSwitch();
      return;
    }
    // Taken away by a person, or closed: whoever did it knows.
    void this.#letGo();
    this.#become({ state: 'closed' });
  }

  #followSwitch(): void {
    const port = this.#options.ports.list().find(({ id }) => id === this.#portId);
    if (port === undefined || this.#state.state !== 'lost') return;
    if (port.reopen === false) {
      this.#search?.abort();
      this.#search = null;
    } else if (this.#search === null) void this.#searchOn(new AbortController());
  }

  async #searchOn(search: AbortController): Promise<void> {
    const lease = this.#lease;
    if (lease === null) return;
    this.#search = search;
    const { signal: wanted } = this.#wanted;
    try {
      const signal = AbortSignal.any([search.signal, wanted]);
      const returned = await this.#options.ports.waitForReturn(lease.identity, {
        timeoutMs: searchMs,
        signal,
      });
      this.#stopWatching();
      await this.#use(returned, wanted);
    } catch (error) {
      const failure = AppError.from(error);
      if (wanted.aborted || failure.code === 'rpc.cancelled') return;
      await this.#letGo();
      this.#become({ state: 'failed', error: failure.toData() });
    } finally {
      if (this.#search === search) this.#search = null;
    }
  }

  /** Gives the port to another part of Airdock and takes it back as soon as that has released it. */
  async #lend({ owner, jobId }: PortWish): Promise<void> {
    await this.#options.beforeLending();
    await this.#letGo();
    this.#become({ state: 'lent', owner, ...(jobId === undefined ? {} : { jobId }) });
    this.#stopWatching = watchLent(this.#options.ports, this.#portId, (portId) => {
      this.#stopWatching();
      this.#portId = portId;
      // Nobody waits for it: `failed` with its reason is in the state, which is what a person sees.
      this.#openWithin(returnMs, mayOpenSoon).catch(() => undefined);
    });
  }

  async #letGo(): Promise<void> {
    this.#stopWatching();
    this.#wanted.abort();
    this.#wanted = new AbortController();
    // Whoever asked for it hears how it ended; here it only has to have ended.
    await this.#opening?.catch(() => undefined);
    this.#close();
    const lease = this.#lease;
    this.#lease = null;
    await lease?.release();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#options.onClosed();
  }

  #become(state: TerminalLink): void {
    this.#state = state;
    this.#sinceMs = this.#options.clock.wallMs();
    this.#options.onChanged();
  }
}

function isBrieflyBusy({ code, params }: AppError): boolean {
  return code === 'port.busy' && ['identify', 'settings', 'terminal'].includes(String(params['owner']));
}

function mayOpenSoon(error: AppError): boolean {
  return error.code === 'port.notReady' || error.code === 'port.openFailed' || isBrieflyBusy(error);
}
