import { randomBytes } from 'node:crypto';
import { createServer as createNetServer } from 'node:net';
import type { OwnAddress, Publication, ServerStatus } from '../../../shared/contract/otaServer.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { bestAddress, listAddresses, type NetworkInterfaces } from './addresses.ts';
import { createAnnouncing } from './announcing.ts';
import { type DeliveryLimit, defaultDeliveryLimit } from './deliveries.ts';
import { createOnceLinks } from './dialects/openluat/onceLinks.ts';
import type { ExchangeEvent } from './exchange.ts';
import { createFaultDesk, type FaultDesk } from './faults/faultDesk.ts';
import type { Faults } from './faults.ts';
import { createHub, type Hub } from './hub.ts';
import { defaultLimits, type ServerLimits } from './limits.ts';
import { createListeners } from './listeners.ts';
import type { CreateServer } from './listening.ts';
import { createMemoryKeys, type KeyStore } from './onenet/keys.ts';
import { createOneNet, type OneNet } from './onenet/oneNet.ts';
import type { PackageSource } from './packageSource.ts';
import { createPublications, describePublication } from './publications.ts';
import { createIds, pooled, type RandomBytes, randomId } from './shortId.ts';
import { createUpdates, type Updates } from './updates.ts';
import { hostWithPort, joinUrl } from './urls.ts';

/** The device-facing HTTP server. It serves registered packages and nothing else, and is off until started. */
export interface OtaServer {
  /**
   * Starts listening, by default at a free port of all IPv4 addresses; a server that runs already stays as it is. Throws AppError
   * server.addressInUse, server.portForbidden (both {port, host, freePort}), server.noAddress {host}.
   */
  start(options?: { readonly port?: number; readonly host?: string }): Promise<ServerStatus>;
  /** Stops listening, resets open connections, and resolves when their last rows are in the journal. Publications stay. */
  stop(): Promise<void>;
  status(): ServerStatus;
  /** Addresses that it can be bound to, the most useful first. */
  interfaces(): OwnAddress[];
  /** The whole status after every change of it. */
  onStatus(listener: (status: ServerStatus) => void): () => void;
  /**
   * Serves a package, at once when the server runs and else from its start. Every call makes a new id. Throws what the package
   * source throws, AppError package.damaged {sha256, found, sizeBytes} and server.urlTooLong {lengthBytes, limitBytes}.
   */
  publish(sha256: string, options?: PublishOptions): Promise<Publication>;
  /** Answers 410 from now on and resets downloads that are under way; an unknown id is ignored. */
  unpublish(id: string): void;
  /**
   * The URL for one of this computer's addresses, or for the outside of a tunnel with its own port (`host:port`). Throws AppError
   * server.notRunning, server.unknownPublication {id}, server.urlTooLong.
   */
  urlFor(id: string, address: string): string;
  /** The own address that a peer most likely reaches; see `bestAddress`. Throws AppError server.noAddress. */
  bestAddressFor(peer?: string): string;
  /** For tests and the lab: replaces all fault knobs of a publication. Throws AppError server.unknownPublication. */
  setFaults(id: string, faults: Faults): void;
  /** Faults by package, device and count of requests. */
  readonly faultDesk: FaultDesk;
  onExchange(listener: (event: ExchangeEvent) => void): () => void;
  /** Campaigns, modules and decisions; works while the server is stopped, too. */
  readonly updates: Updates;
  /** OneNET's plans, tasks and tokens; likewise. */
  readonly onenet: OneNet;
}

export interface PublishOptions {
  /** Rows and events about this publication carry the job. */
  readonly jobId?: string;
  readonly limit?: DeliveryLimit;
}

export interface OtaServerParts {
  readonly journal: JournalPort;
  readonly packages: PackageSource;
  /** Keeps campaigns, modules and decisions. */
  readonly store: Store;
  readonly clock: Clock;
  /** Keeps OneNET's access keys; absent: they are forgotten with the process. */
  readonly secrets?: KeyStore;
  /** os.networkInterfaces, or what stands in for it. */
  readonly interfaces: () => NetworkInterfaces;
  readonly random?: RandomBytes;
  readonly limits?: Partial<ServerLimits>;
  readonly createServer?: CreateServer;
}

type State = { readonly state: 'stopped' } | { readonly state: 'running'; readonly hub: Hub };

export function createOtaServer(parts: OtaServerParts): OtaServer {
  const {
    journal,
    packages,
    store,
    clock,
    interfaces,
    random = pooled(randomBytes),
    createServer = createNetServer,
  } = parts;
  const limits = { ...defaultLimits, ...parts.limits };
  const publications = createPublications(packages, createIds(random, 8));
  // 60 bits need no memory of those given out, which would grow with every request.
  const nextExchangeId = (): string => randomId(random, 12);
  const statusListeners = createListeners<ServerStatus>(reportFailure);
  const exchangeListeners = createListeners<ExchangeEvent>(reportFailure);
  const updates = createUpdates({ store, clock, random, publications, reportFailure });
  const onceLinks = createOnceLinks({ clock, newId: () => randomId(random, 16) });
  const onenet = createOneNet({
    ...{ store, clock, journal, publications, reportFailure },
    secrets: parts.secrets ?? createMemoryKeys(),
    newId: () => randomId(random, 8),
  });
  const faultDesk = createFaultDesk({ journal, clock, newId: () => randomId(random, 6) });
  let state: State = { state: 'stopped' };
  let queue: Promise<unknown> = Promise.resolve();

  /** Start and stop take turns, however they are called. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function reportFailure(error: unknown): void {
    journal.append({ kind: 'serverEvent', event: 'failed', detail: String(error) });
  }

  function status(): ServerStatus {
    if (state.state === 'stopped') return { state: 'stopped' };
    const { host, port } = state.hub;
    const addresses = listAddresses(interfaces(), host);
    return { state: 'running', port, addresses, publications: publications.list().map(describePublication) };
  }

  const announcing = createAnnouncing(clock, statusListeners.any, () => {
    if (statusListeners.any()) statusListeners.emit(status());
  });
  const changed = announcing.now;

  function emit(event: () => ExchangeEvent): void {
    if (exchangeListeners.any()) exchangeListeners.emit(event());
    announcing.soon();
  }

  function find(id: string) {
    const publication = publications.find(id);
    if (typeof publication === 'object') return publication;
    throw new AppError('server.unknownPublication', { id });
  }

  return {
    start: ({ port = 0, host = '0.0.0.0' } = {}) =>
      inTurn(async () => {
        if (state.state === 'running') return status();
        // A module that asks at once shall find its plan.
        await onenet.loaded();
        const shared = { journal, clock, limits, publications, updates, onceLinks, onenet, faultDesk };
        const hubParts = { ...shared, nextExchangeId, emit, createServer };
        const hub = await createHub(hubParts, host, port).catch((error: unknown) => {
          reportFailure(error);
          throw error;
        });
        state = { state: 'running', hub };
        journal.append({ kind: 'serverEvent', event: 'started', detail: `${hub.host}:${hub.port}` });
        changed();
        return status();
      }),
    stop: () =>
      inTurn(async () => {
        if (state.state === 'stopped') return;
        const { hub } = state;
        await hub.close();
        state = { state: 'stopped' };
        journal.append({ kind: 'serverEvent', event: 'stopped', detail: `${hub.host}:${hub.port}` });
        changed();
      }),
    status,
    interfaces: () => listAddresses(interfaces(), '0.0.0.0'),
    onStatus: statusListeners.on,
    async publish(sha256, { jobId, limit = defaultDeliveryLimit } = {}) {
      const job = jobId === undefined ? {} : { jobId };
      const publication = await publications.add(sha256, { ...job, limit });
      journal.append({
        kind: 'serverEvent',
        event: 'published',
        detail: `${publication.path} ${sha256}`,
        ...job,
      });
      changed();
      return describePublication(publication);
    },
    unpublish(id) {
      const publication = publications.remove(id);
      if (publication === undefined) return;
      const job = publication.jobId === undefined ? {} : { jobId: publication.jobId };
      journal.append({ kind: 'serverEvent', event: 'unpublished', detail: publication.path, ...job });
      if (state.state === 'running') state.hub.cutPublication(id);
      changed();
    },
    urlFor(id, address) {
      if (state.state === 'stopped') throw new AppError('server.notRunning');
      return joinUrl(hostWithPort(address, state.hub.port), find(id).path);
    },
    bestAddressFor: (peer) =>
      bestAddress(interfaces(), state.state === 'running' ? state.hub.host : '0.0.0.0', peer),
    setFaults(id, faults) {
      find(id).faults = faults;
    },
    faultDesk,
    onExchange: exchangeListeners.on,
    updates,
    onenet,
  };
}
