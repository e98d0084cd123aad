import { type AtHandler, type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { Board, Parts } from './parts.ts';

export const simNotInserted = 10;

/** The AT line, SIM, radio, supply and restart, as every vendor of the kit has them (3GPP 27.007). */
export function technicianCommands(parts: Parts, board: Board): AtHandlers {
  const { knobs, radio, imei } = parts;
  return {
    '': () => ok(),
    E: echoCommand(parts),
    '+CMEE': cmeeCommand(parts),
    '+CSQ': tells(() => `+CSQ: ${rssi(parts)},99`),
    '+CREG': registrationCommand(parts, '+CREG'),
    '+CGREG': registrationCommand(parts, '+CGREG'),
    '+CEREG': registrationCommand(parts, '+CEREG'),
    '+CGATT': tells(() => `+CGATT: ${radio.attached() ? 1 : 0}`),
    '+CBC': tells(() => `+CBC: 0,${knobs.get().batteryPercent},${knobs.get().supplyMillivolts}`),
    '+CGSN': tells(() => imei),
    '+GSN': tells(() => imei),
    '+CPIN': (command) => {
      if (command.kind !== 'read') return ok();
      return knobs.get().sim ? ok('+CPIN: READY') : cme(simNotInserted);
    },
    '+CFUN': functionalityCommand(parts, board),
  };
}

/** First field of CSQ: what the knob says while the radio is on. */
export function rssi({ knobs, radio }: Parts): number {
  return radio.functionality() === 1 ? knobs.get().signalRssi : 99;
}

/** A command that only tells; its test form is a plain OK. */
export function tells(...lines: readonly (() => string)[]): AtHandler {
  return (command) => (command.kind === 'test' ? ok() : ok(...lines.map((line) => line())));
}

/** OK, and the reset after the time that the module takes to shut down. */
export function restarting(board: Board): AtReply {
  return { ...ok(), after: () => board.resetSoon() };
}

function echoCommand({ at, knobs }: Parts): AtHandler {
  return (command) => {
    const on = command.kind === 'execute' ? 0 : decimal(command.args[0]?.text, 0, 1);
    if (on === null) return cme(knobs.get().parameterCme);
    at.setEcho(on === 1);
    return ok();
  };
}

function cmeeCommand({ at, knobs }: Parts): AtHandler {
  return (command) => {
    if (command.kind === 'read') return ok(`+CMEE: ${at.cmee()}`);
    if (command.kind === 'test') return ok('+CMEE: (0-2)');
    const mode = decimal(command.args[0]?.text, 0, 2);
    if (mode !== 0 && mode !== 1 && mode !== 2) return cme(knobs.get().parameterCme);
    at.setCmee(mode);
    return ok();
  };
}

function registrationCommand({ knobs, radio }: Parts, name: string): AtHandler {
  let mode = 0;
  return (command) => {
    if (command.kind === 'test') return ok();
    if (command.kind !== 'set') return ok(`${name}: ${mode},${radio.registration()}`);
    const next = decimal(command.args[0]?.text, 0, 5);
    if (next === null) return cme(knobs.get().parameterCme);
    mode = next;
    return ok();
  };
}

function functionalityCommand({ knobs, radio }: Parts, board: Board): AtHandler {
  return (command) => {
    if (command.kind === 'read') return ok(`+CFUN: ${radio.functionality()}`);
    if (command.kind !== 'set') return ok();
    const level = decimal(command.args[0]?.text, 0, 4);
    const restart = command.args[1] === undefined ? 0 : decimal(command.args[1].text, 0, 1);
    if ((level !== 0 && level !== 1 && level !== 4) || restart === null) return cme(knobs.get().parameterCme);
    radio.setFunctionality(level);
    return restart === 0 ? ok() : restarting(board);
  };
}
