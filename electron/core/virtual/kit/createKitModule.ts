import { AppError } from '../../../../shared/errors.ts';
import { createAtEngine } from '../at/engine.ts';
import { scaledClock, systemClock } from '../clock.ts';
import type { DialectOptions } from '../dialect.ts';
import { nodeTcpConnect } from '../http/tcp.ts';
import { imeiOf } from '../imei.ts';
import type { KnobStore, KnobValues } from '../knobs/store.ts';
import type { PackageRefusal, VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { createTimerGroup } from '../timers.ts';
import { type BoardHooks, createBoard } from './board.ts';
import { createFlash, versionIn } from './flash.ts';
import type { BoardKnobs } from './knobs.ts';
import type { BoardParts, Parts } from './parts.ts';
import { createRadio } from './radio.ts';
import { createRawInput } from './rawInput.ts';

/** One kind of AT module, as the kit puts it together. */
export interface KitDialect<K extends BoardKnobs> {
  readonly id: string;
  readonly chip: string;
  /** For people, e.g. `EC800K (virtual)`. */
  label(version: string, knobs: K): string;
  /** Called once; what it keeps survives resets, as flash does. */
  hooks(parts: Parts<K>): BoardHooks;
}

/**
 * A virtual AT module, switched on and registered.
 * @param knobs its store, made from the dialect's descriptions
 * @throws AppError `virtual.badFirmware`, `settings.invalid` {name} for an IMEI that is not 15 digits
 */
export function createKitModule<K extends BoardKnobs & KnobValues>(
  dialect: KitDialect<K>,
  options: DialectOptions,
  knobs: KnobStore<K>,
): VirtualModule {
  const { id, firmware, fileName, imei = imeiOf(id), clock = systemClock } = options;
  if (!/^\d{15}$/.test(imei)) throw new AppError('settings.invalid', { name: 'imei', reason: '15 digits' });
  const timers = createTimerGroup(scaledClock(clock, () => knobs.get().speed));
  const raw = createRawInput(timers);
  const flash = createFlash(firmware, fileName);
  let version = versionIn(flash);
  let refusal: PackageRefusal | null = null;

  const port = createModulePort(
    id,
    (bytes) => {
      if (board.state() !== 'running') return;
      const commands = raw.receive(bytes);
      if (commands.length > 0) at.receive(commands);
    },
    () => at.clearInput(),
  );
  const at = createAtEngine({
    send: (bytes) => port.send(bytes),
    timers,
    latencyMs: () => knobs.get().latencyMs,
    maxLineBytes: () => knobs.get().maxLineBytes,
    unknownCommand: () => knobs.get().unknownCommandCme,
  });
  const parts: Parts<K> = {
    imei,
    knobs,
    clock,
    timers,
    raw,
    flash,
    at,
    realTimers: createTimerGroup(clock),
    radio: createRadio(knobs),
    connect: options.http?.connect ?? nodeTcpConnect,
    counters: { httpRequests: 0, httpBodyBytes: 0, serialPackageBytes: 0, boots: 0 },
    version: () => version,
    noteRefusal: (next) => {
      refusal = next;
    },
  };
  const hooks = dialect.hooks(parts);
  const boardParts: BoardParts = {
    ...parts,
    hasUpdate: () => flash.pending !== null,
    forget() {
      raw.reset();
      at.reset();
    },
  };
  const board = createBoard(boardParts, port, {
    ...hooks,
    start(control) {
      version = versionIn(flash);
      at.setEcho(knobs.get().echo);
      at.setCmee(knobs.get().cmee);
      return hooks.start(control);
    },
  });
  board.beRunning();

  return {
    id,
    describe: () => ({
      id,
      label: dialect.label(version, knobs.get()),
      chip: dialect.chip,
      dialect: dialect.id,
      imei,
      version: board.state() === 'running' ? version : null,
      state: board.state(),
    }),
    stats: () => ({ ...parts.counters }),
    knobs: () => knobs.get(),
    setKnobs: (changes) => knobs.set(changes as Partial<K>),
    lastRefusal: () => refusal,
    isPresent: port.isPresent,
    onPresence: port.onPresence,
    attach: port.attach,
    dispose() {
      board.dispose();
      port.dispose();
    },
  };
}
