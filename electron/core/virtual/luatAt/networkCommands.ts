import { type AtHandler, type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { SimState } from './network.ts';
import { type BoardControl, type LuatParts, powerOnReasons } from './parts.ts';

const simNotInserted = 10;
const simFailure = 13;

/** What a technician asks about SIM, radio and supply (at-commands 1.6). */
export function networkCommands(parts: LuatParts, board: BoardControl): AtHandlers {
  const { knobs, network } = parts;
  const read =
    (line: () => string): AtHandler =>
    (command) =>
      command.kind === 'set' ? cme(knobs.get().parameterCme) : command.kind === 'test' ? ok() : ok(line());
  return {
    '+CSQ': read(() => `+CSQ: ${rssi(parts)},0`),
    '+CESQ': read(() => `+CESQ: 99,99,255,255,${network.attached() ? '20,50' : '255,255'}`),
    '+CREG': registrationCommand(parts, '+CREG', '"1863","0183db22",7'),
    '+CEREG': registrationCommand(parts, '+CEREG', '"4844","0EA2D0CA",7'),
    '+CGATT': read(() => `+CGATT: ${network.attached() ? 1 : 0}`),
    '+CPIN': (command) => {
      if (command.kind !== 'read') return ok();
      return simReply(network.sim());
    },
    '+COPS': read(() => (network.attached() ? '+COPS: 0,2,"46001",7' : '+COPS: 0')),
    '+CBC': read(() => `+CBC: ${knobs.get().supplyMillivolts}`),
    '+CFUN': functionalityCommand(parts, board),
  };
}

function simReply(state: SimState): AtReply {
  if (state === 'absent') return cme(simNotInserted);
  if (state === 'failure') return cme(simFailure);
  return ok(`+CPIN: ${{ ready: 'READY', pin: 'SIM PIN', puk: 'SIM PUK' }[state]}`);
}

function rssi({ knobs, network, random }: LuatParts): number {
  const { signalRssi, signalJitter } = knobs.get();
  if (network.functionality() !== 1 || signalRssi === 99) return 99;
  const wander = Math.round((random() * 2 - 1) * signalJitter);
  return Math.min(31, Math.max(0, signalRssi + wander));
}

/** `<n>,<stat>`, with cell and technology behind it when n is 2 and the module is registered. */
function registrationCommand({ knobs, network }: LuatParts, name: string, cell: string): AtHandler {
  let mode = 0;
  return (command) => {
    if (command.kind === 'set') {
      const next = decimal(command.args[0]?.text, 0, 5);
      if (next === null) return cme(knobs.get().parameterCme);
      mode = next;
      return ok();
    }
    if (command.kind !== 'read') return ok();
    const status = network.registration();
    const registered = status === 1 || status === 5;
    return ok(`${name}: ${mode},${status}${mode === 2 && registered ? `,${cell}` : ''}`);
  };
}

function functionalityCommand({ knobs, network, timers }: LuatParts, board: BoardControl): AtHandler {
  return (command) => {
    if (command.kind === 'read') return ok(`+CFUN: ${network.functionality()}`);
    if (command.kind !== 'set') return ok();
    const level = decimal(command.args[0]?.text, 0, 4);
    const restart = command.args[1] === undefined ? 0 : decimal(command.args[1].text, 0, 1);
    if ((level !== 0 && level !== 1 && level !== 4) || restart === null) return cme(knobs.get().parameterCme);
    network.setFunctionality(level);
    if (restart === 0) return ok();
    const reset = (): void => board.reset(powerOnReasons.softReset);
    return { ...ok(), after: () => void timers.after(knobs.get().rebootDelayMs, reset) };
  };
}
