import type { AtCommand } from '../at/parse.ts';
import {
  type AtHandler,
  type AtHandlers,
  type AtReply,
  cme,
  decimal,
  invalidCommandLine,
  ok,
} from '../at/reply.ts';
import { type BoardControl, type LuatParts, powerOnReasons } from './parts.ts';

/** Rates of `AT+IPR`; 0 = auto-baud (at-commands 1.6). A virtual port has no rate, so the value is only kept. */
const rates = new Set([
  0, 600, 1200, 2400, 4800, 9600, 14_400, 19_200, 28_800, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600,
]);

/** The AT line itself and restarts. */
export function lineCommands(parts: LuatParts, board: BoardControl): AtHandlers {
  return {
    '': () => ok(),
    E: echoCommand(parts),
    '+CMEE': cmeeCommand(parts),
    '+IPR': rateCommand(parts),
    '+RESET': (command) => restart(parts, board, command, () => {}),
    '+CPOWD': (command) => switchOff(parts, board, command),
    '+RSTSET': (command) => restart(parts, board, command, () => clearSettings(parts)),
  };
}

function echoCommand({ at, knobs }: LuatParts): AtHandler {
  return (command) => {
    const on = command.kind === 'execute' ? 0 : decimal(command.args[0]?.text, 0, 1);
    if (on === null) return cme(knobs.get().parameterCme);
    at.setEcho(on === 1);
    return ok();
  };
}

function cmeeCommand({ at, knobs }: LuatParts): AtHandler {
  return (command) => {
    if (command.kind === 'read') return ok(`+CMEE: ${at.cmee()}`);
    if (command.kind === 'test') return ok('+CMEE: (0-2)');
    const mode = decimal(command.args[0]?.text, 0, 2);
    if (mode !== 0 && mode !== 1 && mode !== 2) return cme(knobs.get().parameterCme);
    at.setCmee(mode);
    return ok();
  };
}

function rateCommand({ knobs }: LuatParts): AtHandler {
  let rate = 0;
  return (command) => {
    if (command.kind === 'read') return ok(`+IPR: ${rate}`);
    if (command.kind !== 'set') return ok();
    // `AT+IPR=115200;&W` saves the rate; there is nothing to save it in here.
    const next = decimal(command.args[0]?.text.replace(/;&W$/i, ''), 0, 921_600);
    if (next === null || !rates.has(next)) return cme(knobs.get().parameterCme);
    rate = next;
    return ok();
  };
}

/** What the factory values win back is a knob: whether KEY and URL belong to it is not documented. */
function clearSettings({ knobs, settings }: LuatParts): void {
  const { rstsetClears } = knobs.get();
  if (rstsetClears === 'nothing') return;
  const kept = { URL: settings.get('URL'), KEY: settings.get('KEY') };
  settings.restoreFactory();
  if (rstsetClears === 'all') return;
  settings.set('URL', kept.URL, true);
  settings.set('KEY', kept.KEY, true);
}

function switchOff(parts: LuatParts, board: BoardControl, command: AtCommand): AtReply {
  if (command.kind !== 'set' || command.args[0]?.text !== '1') return cme(parts.knobs.get().parameterCme);
  return {
    lines: [],
    final: { kind: 'line', text: 'NORMAL POWER DOWN' },
    after: () => void parts.timers.after(parts.knobs.get().rebootDelayMs, board.switchOff),
  };
}

function restart(parts: LuatParts, board: BoardControl, command: AtCommand, before: () => void) {
  if (command.kind !== 'execute') return command.kind === 'test' ? ok() : cme(invalidCommandLine);
  const reset = (): void => {
    before();
    board.reset(powerOnReasons.softReset);
  };
  return { ...ok(), after: () => void parts.timers.after(parts.knobs.get().rebootDelayMs, reset) };
}
