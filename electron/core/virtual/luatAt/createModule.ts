import { AppError } from '../../../../shared/errors.ts';
import { createAtEngine } from '../at/engine.ts';
import { type Clock, scaledClock, systemClock } from '../clock.ts';
import { nodeTcpConnect, type TcpConnect } from '../http/tcp.ts';
import { imeiOf } from '../imei.ts';
import { createKnobStore } from '../knobs/store.ts';
import type { VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { createTimerGroup } from '../timers.ts';
import { createBoard } from './board.ts';
import type { LuatChip } from './chip.ts';
import { createCloudStandIn } from './cloudStandIn.ts';
import { createEar } from './ear.ts';
import type { LuatKnobs, luatKnobs } from './knobs.ts';
import { createNetwork } from './network.ts';
import type { LuatParts } from './parts.ts';
import type { PackageRefused } from './refusal.ts';
import { createUpgradeSettings } from './upgradeSettings.ts';
import { modelOf } from './version.ts';

export interface LuatModuleOptions {
  /** Unique among the virtual modules; also seeds the IMEI. */
  readonly id: string;
  /** Bytes of the OLD firmware. The module learns of another firmware only by what comes over HTTP or its port. */
  readonly firmware: Uint8Array;
  /** Name for errors about `firmware`. */
  readonly fileName?: string;
  /** 15 digits; made from the id when absent. */
  readonly imei?: string;
  readonly knobs?: Partial<LuatKnobs>;
  readonly clock?: Clock;
  /** 0 (included) to 1 (excluded); only the wandering signal and the noise use it. */
  readonly random?: () => number;
  /** How the module reaches the network; Node's sockets when absent. */
  readonly http?: { readonly connect: TcpConnect };
}

export interface LuatModule extends VirtualModule {
  knobs(): LuatKnobs;
  setKnobs(changes: Partial<LuatKnobs>): void;
}

/** What a dialect adds: the chip, and the defaults of the knobs. */
export interface LuatDialect {
  readonly id: string;
  readonly knobs: typeof luatKnobs;
  /** @param fotaAreaBytes the knob, 0 = as the chip has it */
  createChip(firmware: Uint8Array, fileName: string, fotaAreaBytes: () => number): LuatChip;
}

/**
 * A virtual module with AT firmware, switched on and registered.
 * @throws AppError `virtual.badFirmware` {fileName, reason}, `settings.invalid` {name} for an IMEI that is not 15 digits
 */
export function createLuatModule(dialect: LuatDialect, options: LuatModuleOptions): LuatModule {
  const { id, firmware, fileName = 'firmware', imei = imeiOf(id), clock = systemClock } = options;
  if (!/^\d{15}$/.test(imei)) throw new AppError('settings.invalid', { name: 'imei', reason: '15 digits' });
  const knobs = createKnobStore(dialect.knobs, options.knobs);
  const chip = dialect.createChip(firmware, fileName, () => knobs.get().fotaAreaBytes);
  const timers = createTimerGroup(scaledClock(clock, () => knobs.get().speed));
  let version = chip.readVersion();
  let refusal: PackageRefused | null = null;

  const port = createModulePort(
    id,
    (bytes) => (board.state() === 'running' ? at.receive(bytes) : undefined),
    () => at.clearInput(),
  );
  const ear = createEar(() => knobs.get().deafLines);
  const at = createAtEngine({
    send: (bytes) => port.send(bytes),
    timers,
    latencyMs: () => knobs.get().latencyMs,
    maxLineBytes: () => knobs.get().maxLineBytes,
    unknownCommand: () => knobs.get().unknownCommandCme,
    isDeaf: ear.isDeaf,
  });
  const parts: LuatParts = {
    imei,
    knobs,
    clock,
    timers,
    realTimers: createTimerGroup(clock),
    chip,
    settings: createUpgradeSettings(knobs.get()),
    network: createNetwork(knobs),
    at,
    ear,
    sendRaw: (bytes) => port.send(bytes),
    connect: options.http?.connect ?? nodeTcpConnect,
    cloud: createCloudStandIn(knobs, clock),
    random: options.random ?? Math.random,
    counters: { httpRequests: 0, httpBodyBytes: 0, serialPackageBytes: 0, boots: 0 },
    version: () => version,
    noteRefusal: (next) => {
      refusal = next;
    },
  };
  const board = createBoard(parts, port, () => {
    version = chip.readVersion();
  });
  board.beRunning();

  return {
    id,
    describe: () => ({
      id,
      label: `Air${modelOf(version)} (virtual)`,
      chip: chip.family,
      dialect: dialect.id,
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
