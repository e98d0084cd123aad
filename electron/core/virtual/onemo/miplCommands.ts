import type { AtCommand } from '../at/parse.ts';
import { type AtHandler, type AtHandlers, type AtReply, decimal, ok } from '../at/reply.ts';
import type { Parts } from '../kit/parts.ts';
import { miplEvents, sayEvent } from './events.ts';
import type { OnemoKnobs } from './knobs.ts';
import type { PlanMemory } from './plan.ts';
import type { Session } from './session.ts';

/** `+CIS ERROR` numbers (at-commands 5). */
const cisErrors = { syntax: 601, notLoggedIn: 602, notAllowed: 651 } as const;

/** Largest value of a notification before event 33; the number is inferred. */
const largestNotifyBytes = 1024;
const longestLifetimeSec = 268_435_454;

function cis(code: number): AtReply {
  return { lines: [], final: { kind: 'line', text: `+CIS ERROR: ${code}` } };
}

/** `AT+MIPL…` (at-commands 5). */
export function miplCommands(parts: Parts<OnemoKnobs>, session: Session, memory: PlanMemory): AtHandlers {
  const { knobs, timers } = parts;
  const later = (event: number): (() => void) => {
    return () => void timers.after(knobs.get().contactMs, () => sayEvent(parts, event));
  };
  const loggedIn =
    (run: (command: AtCommand) => AtReply): AtHandler =>
    (command) =>
      session.isLoggedIn() ? run(command) : cis(cisErrors.notLoggedIn);
  const commands: Readonly<Record<string, AtHandler>> = {
    '+MIPLCREATEEX': (command) => {
      if (session.isLoggedIn()) return cis(cisErrors.notAllowed);
      if (command.kind !== 'set' || !/^[^\s:]+:\d{1,5}$/.test(command.args[0]?.text ?? ''))
        return cis(cisErrors.syntax);
      session.create();
      return ok('+MIPLCREATEEX: 0');
    },
    '+MIPLOPEN': (command) => {
      const [id, lifetime, timeout] = command.args;
      const lifetimeSec = decimal(lifetime?.text, 1, longestLifetimeSec);
      const timeoutOk = timeout === undefined || decimal(timeout.text, 1, 65_535) !== null;
      if (decimal(id?.text, 0, 0) === null || lifetimeSec === null || !timeoutOk)
        return cis(cisErrors.syntax);
      if (!session.hasInstance() || session.isLoggedIn()) return cis(cisErrors.notAllowed);
      return { ...ok(), after: () => session.open(lifetimeSec) };
    },
    '+MIPLUPDATE': loggedIn((command) => {
      const lifetimeSec = decimal(command.args[1]?.text, 0, longestLifetimeSec);
      if (lifetimeSec === null) return cis(cisErrors.syntax);
      return { ...ok(), after: () => session.update(lifetimeSec === 0 ? longestLifetimeSec : lifetimeSec) };
    }),
    '+MIPLNOTIFY': loggedIn((command) => {
      const isTooLong = command.args.some(({ text }) => text.length > largestNotifyBytes);
      return { ...ok(), after: later(isTooLong ? miplEvents.oversize : miplEvents.notifyAcknowledged) };
    }),
    '+MIPLREADRSP': loggedIn(() => ok()),
    '+MIPLCLOSE': loggedIn(() => ({ ...ok(), after: () => session.close() })),
    '+MIPLDELETE': () => {
      if (!session.hasInstance()) return cis(cisErrors.notLoggedIn);
      session.remove();
      return ok();
    },
    '+MIPLFOTACFG': timeoutCommand(memory),
  };
  const forced =
    (run: AtHandler): AtHandler =>
    (command) => {
      const { cisError } = knobs.get();
      return cisError === 0 ? run(command) : cis(cisError);
    };
  return Object.fromEntries(Object.entries(commands).map(([name, run]) => [name, forced(run)]));
}

/** Hours that a CTWing download may take, 1 to 1440, 360 from the factory. */
function timeoutCommand(memory: PlanMemory): AtHandler {
  return (command) => {
    const [name, value] = command.args;
    if (name?.text.toLowerCase() !== 'timeout') return cis(cisErrors.syntax);
    if (value === undefined) return ok(`+MIPLFOTACFG: "timeout",${memory.timeoutHours}`);
    const hours = decimal(value.text, 1, 1440);
    if (hours === null) return cis(cisErrors.syntax);
    memory.timeoutHours = hours;
    return ok();
  };
}
