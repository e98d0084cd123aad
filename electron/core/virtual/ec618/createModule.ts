import { AppError } from '../../../../shared/errors.ts';
import { createAtEngine } from '../at/engine.ts';
import { type Clock, scaledClock, systemClock } from '../clock.ts';
import { readFactoryImages } from '../flash/binpkg.ts';
import { nodeTcpConnect, type TcpConnect } from '../http/tcp.ts';
import { createKnobStore } from '../knobs/store.ts';
import type { VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { createTimerGroup } from '../timers.ts';
import { createBoard } from './board.ts';
import { imeiOf } from './imei.ts';
import { type Ec618Knobs, ec618Knobs } from './knobs.ts';
import { createNetwork } from './network.ts';
import type { Ec618Parts } from './parts.ts';
import type { PackageRefused } from './refusal.ts';
import { createStorage } from './storage.ts';
import { createUpgradeSettings } from './upgradeSettings.ts';
import { modelOf, readVersion } from './version.ts';

export interface Ec618ModuleOptions {
  /** Unique among the virtual modules; also seeds the IMEI. */
  readonly id: string;
  /** Bytes of the OLD binpkg. The module learns of another firmware only by what comes over HTTP or its port. */
  readonly firmware: Uint8Array;
  /** Name for errors about `firmware`. */
  readonly fileName?: string;
  /** 15 digits; made from the id when absent. */
  readonly imei?: string;
  readonly knobs?: Partial<Ec618Knobs>;
  readonly clock?: Clock;
  /** 0 (included) to 1 (excluded); only the wandering signal uses it. */
  readonly random?: () => number;
  /** How the module reaches the network; Node's sockets when absent. */
  readonly http?: { readonly connect: TcpConnect };
}

export interface Ec618Module extends VirtualModule {
  knobs(): Ec618Knobs;
  setKnobs(changes: Partial<Ec618Knobs>): void;
}

/**
 * A virtual Air780E with AT firmware, switched on and registered.
 * @throws AppError `virtual.badFirmware` {fileName, reason}, `settings.invalid` {name} for an IMEI that is not 15 digits
 */
export function createVirtualModule(options: Ec618ModuleOptions): Ec618Module {
  const { id, firmware, fileName = 'firmware.binpkg', imei = imeiOf(id), clock = systemClock } = options;
  if (!/^\d{15}$/.test(imei)) throw new AppError('settings.invalid', { name: 'imei', reason: '15 digits' });
  const knobs = createKnobStore(ec618Knobs, options.knobs);
  const storage = createStorage(readFactoryImages(firmware, fileName), fileName);
  const timers = createTimerGroup(scaledClock(clock, () => knobs.get().speed));
  let version = readVersion(storage);
  let refusal: PackageRefused | null = null;

  const port = createModulePort(
    id,
    (bytes) => (board.state() === 'running' ? at.receive(bytes) : undefined),
    () => at.clearInput(),
  );
  const at = createAtEngine({
    send: (bytes) => port.send(bytes),
    timers,
    latencyMs: () => knobs.get().latencyMs,
    maxLineBytes: () => knobs.get().maxLineBytes,
    unknownCommand: () => knobs.get().unknownCommandCme,
  });
  const parts: Ec618Parts = {
    imei,
    knobs,
    clock,
    timers,
    realTimers: createTimerGroup(clock),
    storage,
    settings: createUpgradeSettings(knobs.get()),
    network: createNetwork(knobs),
    at,
    connect: options.http?.connect ?? nodeTcpConnect,
    random: options.random ?? Math.random,
    counters: { httpRequests: 0, httpBodyBytes: 0, serialPackageBytes: 0, boots: 0 },
    version: () => version,
    noteRefusal: (next) => {
      refusal = next;
    },
  };
  const board = createBoard(parts, port, () => {
    version = readVersion(storage);
  });
  board.beRunning();

  return {
    id,
    describe: () => ({
      id,
      label: `Air${modelOf(version)} (virtual)`,
      chip: 'ec618',
      dialect: 'ec618-at',
      imei,
      version: board.state() === 'running' ? version : null,
      state: board.state(),
    }),
    stats: () => ({ ...parts.counters }),
    isPresent: port.isPresent,
    onPresence: port.onPresence,
    attach: port.attach,
    knobs: knobs.get,
    setKnobs: knobs.set,
    lastRefusal: () => refusal && { reason: refusal.reason, message: refusal.message },
    dispose() {
      board.dispose();
      port.dispose();
    },
  };
}
