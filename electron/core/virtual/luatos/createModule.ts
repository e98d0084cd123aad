import { AppError } from '../../../../shared/errors.ts';
import { scaledClock, systemClock } from '../clock.ts';
import type { DialectOptions } from '../dialect.ts';
import { nodeTcpConnect } from '../http/tcp.ts';
import { imeiOf } from '../imei.ts';
import { createBoard } from '../kit/board.ts';
import type { Counters } from '../kit/parts.ts';
import { createRadio } from '../kit/radio.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { createTimerGroup } from '../timers.ts';
import { boardFacts } from './boardFacts.ts';
import { createScriptFlash } from './flash.ts';
import { luatosHooks } from './hooks.ts';
import type { LuatosKnobs } from './knobs.ts';
import { createLog } from './log.ts';
import { reportedFacts } from './request.ts';
import { readScript } from './script.ts';
import type { LuatosFirmware } from './socFile.ts';

/**
 * A virtual LuatOS module: a log port and a script that updates itself. It takes no commands.
 * @throws AppError `virtual.badFirmware` {fileName, reason}, `settings.invalid` {name} for an IMEI that is not 15 digits
 */
export function createLuatosModule(
  options: DialectOptions,
  firmware: LuatosFirmware,
  knobs: KnobStore<LuatosKnobs>,
): VirtualModule {
  const { id, imei = imeiOf(id), clock = systemClock } = options;
  if (!/^\d{15}$/.test(imei)) throw new AppError('settings.invalid', { name: 'imei', reason: '15 digits' });
  const factory = readScript(firmware.script);
  if (typeof factory === 'string')
    throw new AppError('virtual.badFirmware', { fileName: options.fileName, reason: factory });
  const { core, chip, magic, scriptAddress } = boardFacts(knobs.get(), firmware);
  const target = () => ({ magic, scriptAddress, zoneBytes: knobs.get().scriptZoneBytes });
  const counters: Counters = { httpRequests: 0, httpBodyBytes: 0, serialPackageBytes: 0, boots: 0 };
  // A log port hears nothing.
  const port = createModulePort(
    id,
    () => {},
    () => {},
  );
  const parts = {
    ...{ imei, knobs, core, counters },
    timers: createTimerGroup(scaledClock(clock, () => knobs.get().speed)),
    realTimers: createTimerGroup(clock),
    radio: createRadio(knobs),
    connect: options.http?.connect ?? nodeTcpConnect,
    flash: createScriptFlash(firmware.script, target),
    log: createLog((bytes) => port.send(bytes), clock, knobs.get),
  };
  const hooks = luatosHooks(parts, factory);
  const board = createBoard({ ...parts, hasUpdate: parts.flash.hasUpdate, forget: () => {} }, port, hooks);
  board.beRunning();

  /** As the next request would tell it; a script whose version no library takes is named by that. */
  const version = (): string => {
    const script = hooks.script();
    return reportedFacts({ imei, core, script }, knobs.get())?.version ?? script.version;
  };
  return {
    id,
    describe: () => ({
      ...{ id, chip, imei },
      label: `${knobs.get().bsp} LuatOS (virtual)`,
      dialect: 'luatos-log',
      version: board.state() === 'running' ? version() : null,
      state: board.state(),
      carries: 'log',
    }),
    stats: () => ({ ...counters }),
    knobs: () => knobs.get(),
    setKnobs: (changes) => knobs.set(changes),
    lastRefusal: parts.flash.lastRefusal,
    isPresent: port.isPresent,
    onPresence: port.onPresence,
    attach: port.attach,
    dispose() {
      board.dispose();
      port.dispose();
    },
  };
}
