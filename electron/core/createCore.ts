/** The composition root: every room is made here, once, and given what it may use. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { createDevices } from './devices/devices.ts';
import { createPortNotes } from './devices/portNotes.ts';
import { maxFirmwareBytes } from './firmware/readFirmware.ts';
import type { HostCapabilities } from './host.ts';
import { createJobs } from './jobs/jobs.ts';
import { openJournal } from './journal/openJournal.ts';
import { createJournalIndex } from './journal/search/journalIndex.ts';
import { indexWorkerAt } from './journal/search/startIndexWorker.ts';
import { journalWorkerAt } from './journal/startWorker.ts';
import type { UpgradeTimeouts } from './modem/drivers/driver.ts';
import { createTerminals } from './modem/terminal/terminals.ts';
import { createOtaServer } from './ota-server/otaServer.ts';
import { createPackageStore } from './packages/packageStore.ts';
import { createPtyProvider } from './ports/ptyProvider.ts';
import { createPortRegistry } from './ports/registry.ts';
import { createSerialProvider } from './ports/serialProvider.ts';
import { createTcpProvider } from './ports/tcpProvider.ts';
import { createFiles } from './services/files.ts';
import { createHandlers } from './services/handlers.ts';
import { createPackageLibrary } from './services/packageLibrary.ts';
import { refuseBreakingOrder } from './services/upgrade/ownUpgradeLock.ts';
import { createUnaskedUpgrades } from './services/upgrade/unaskedUpgrades.ts';
import { createVirtualModules } from './services/virtualModules.ts';
import { createImeiLists } from './settings/imeiLists.ts';
import { createRetentionSetting } from './settings/journalRetention.ts';
import { createPresets } from './settings/presets.ts';
import { createSettingChanges } from './settings/settingChanges.ts';
import { createSettings } from './settings/settings.ts';
import { createTerminalKeep } from './settings/terminalLibrary.ts';
import { createToolkitSetting } from './settings/toolkit.ts';
import { keepPausesShort } from './shortPauses.ts';
import { lockDataFolder } from './store/lock.ts';
import { openStore } from './store/openStore.ts';
import { systemClock } from './systemClock.ts';
import { resolveWorkerUrls } from './workers.ts';

export interface CoreOptions {
  /** Prepared by `prepareDataFolder`. */
  readonly dataFolder: string;
  /** Where a second door attaches; shown by the folder's lock. */
  readonly socket: string;
  readonly host: HostCapabilities;
  /** Folder of the demo firmware. */
  readonly demoFolder: string;
  /** `import.meta.url` of the program's entry: workers lie beside it. */
  readonly baseUrl: string;
  readonly version: string;
  readonly clock?: Clock;
  /** Replaces single stage time-outs of every driver, e.g. the pause before an old version is believed. */
  readonly upgradeTimeouts?: Partial<UpgradeTimeouts>;
}

/** What a door may do beyond the contract's checks. */
export interface DoorRights {
  /** Whether it may name paths of this computer; a browser may not. */
  readonly paths: boolean;
}

export interface Core {
  handlersFor(rights: DoorRights): CoreHandlers;
  /** Ends jobs as interrupted, stops the server, closes ports, flushes the journal, frees the folder. */
  close(): Promise<void>;
}

/**
 * Throws AppError host.dataFolderLocked when another core runs on the folder, and what opening the store and the journal
 * throws.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataFolder, host } = options;
  const clock = options.clock ?? systemClock;
  keepPausesShort();
  const lock = lockDataFolder(dataFolder, {
    pid: process.pid,
    startedAtMs: clock.wallMs(),
    socket: options.socket,
  });
  const opened = new AsyncDisposableStack();
  opened.defer(() => lock.release());
  try {
    const workers = resolveWorkerUrls(options.baseUrl);
    const store = openStore({ folder: dataFolder, wallMs: clock.wallMs });
    opened.defer(() => store.close());
    const journalRetention = createRetentionSetting(store);
    const retention = journalRetention.get();
    const journal = await openJournal({
      folder: join(dataFolder, 'journal'),
      clock,
      ...(retention === null ? {} : { retention }),
      startWorker: journalWorkerAt(workers.journal),
    });
    opened.defer(() => journal.close());
    const journalIndex = createJournalIndex({
      ...{ folder: join(dataFolder, 'journal'), clock, journal },
      startWorker: indexWorkerAt(workers.index),
    });
    opened.defer(() => journalIndex.close());
    if (store.setAside !== null) {
      journal.append({ kind: 'appEvent', event: 'store.setAside', params: { path: store.setAside.path } });
    }
    if (lock.takenOverFrom !== null) {
      const { pid, startedAtMs } = lock.takenOverFrom;
      journal.append({ kind: 'appEvent', event: 'core.takenOver', params: { pid, startedAtMs } });
    }
    const devices = createDevices({ store, clock });
    const settings = createSettings({ store, secrets: host.secrets });
    const presets = createPresets({ store, project: settings.project });
    const changes = createSettingChanges({ store, secrets: host.secrets });
    const imeis = createImeiLists(store);
    const modules = createVirtualModules();
    opened.defer(() => modules.dispose());
    const paths = [createTcpProvider({ clock }), createPtyProvider()];
    const ports = createPortRegistry({
      providers: [modules.provider, ...paths, createSerialProvider()],
      notes: createPortNotes({ store, devices }),
      journal,
      clock,
    });
    opened.defer(devices.onSeen(({ id, portId }) => ports.noteDevice(portId ?? '', id)));
    opened.defer(() => ports.dispose());
    const unasked = createUnaskedUpgrades({ journal, clock, devices, ports });
    opened.defer(() => unasked.dispose());
    const terminalKeep = createTerminalKeep(store);
    const terminals = createTerminals({
      ...{ ports, journal, clock, settings: terminalKeep.settings },
      checkOrder: (portId, text) => refuseBreakingOrder(unasked, portId, text),
    });
    opened.defer(() => terminals.dispose());
    const library = createPackageLibrary(createPackageStore({ folder: join(dataFolder, 'packages') }));
    const server = createOtaServer({
      secrets: host.secrets,
      journal,
      store,
      clock,
      interfaces: networkInterfaces,
      packages: { open: library.open },
      random: randomBytes,
    });
    opened.defer(() => server.updates.close());
    opened.defer(() => server.stop());
    const jobs = createJobs({ store, journal, clock });
    opened.defer(() => jobs.close());
    opened.defer(watchGuards(jobs, host));
    const uploadsFolder = join(dataFolder, 'uploads');
    mkdirSync(uploadsFolder, { recursive: true, mode: 0o700 });
    const parts = {
      ...{ terminals, terminalKeep, unasked },
      ...{ presets, changes, imeis, toolkit: createToolkitSetting(store) },
      ...{ journalIndex, journalRetention },
      ...{ clock, host, journal, devices, settings, modules, ports, directory: ports, library, server, jobs },
      version: options.version,
      upgradeTimeouts: options.upgradeTimeouts ?? {},
      dataFolder,
      deltaWorkerUrl: workers.delta,
      deltaHelperUrl: workers.deltaHelper,
      reportFailure: (where: string, error: unknown) => {
        const { code, params } = AppError.from(error).toData();
        journal.append({ kind: 'appEvent', event: 'core.failure', params: { where, code, ...params } });
      },
    };
    journal.append({
      kind: 'appEvent',
      event: 'core.started',
      params: { version: options.version, door: host.door },
    });
    const close = opened.move();
    return {
      handlersFor: (rights) =>
        createHandlers(
          parts,
          createFiles({
            ...{ paths: rights.paths, uploadsFolder, demoFolder: options.demoFolder },
            readPackage: async (sha256) => {
              const { bytes, manifest } = await library.get(sha256);
              return { bytes, fileName: manifest.fileName };
            },
            limitBytes: maxFirmwareBytes,
          }),
        ),
      close: () => close.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** Keeps the computer awake and shows progress on the task bar while a job could be harmed. */
function watchGuards(jobs: ReturnType<typeof createJobs>, host: HostCapabilities): () => void {
  let awake = false;
  return jobs.onChange(() => {
    const guarded = jobs.activeGuards().length > 0;
    if (guarded !== awake) host.keepAwake(guarded);
    awake = guarded;
    const running = jobs.list().find(({ state }) => state.phase === 'running');
    const progress = running?.state.phase === 'running' ? running.state.progress : undefined;
    host.progress(progress?.total === undefined ? null : progress.done / progress.total);
  });
}
