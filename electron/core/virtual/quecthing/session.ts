import type { Parts } from '../kit/parts.ts';
import { eventCodes, eventTypes, sayEvent } from './events.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';

/** Numbers of `+QIOTSTATE` that the simulator can be in (at-commands 2.1). */
export const sessionStates = {
  uninitialised: 0,
  initialised: 1,
  authenticating: 2,
  authFailed: 4,
  registerFailed: 7,
  online: 8,
  subscribeFailed: 9,
  deregistered: 11,
} as const;
type SessionState = (typeof sessionStates)[keyof typeof sessionStates];

/** The module's connection to the cloud. */
export interface Session {
  state(): SessionState;
  isOnline(): boolean;
  connect(): void;
  disconnect(): void;
  /** The network went away; says so. */
  lose(): void;
}

/** Codes of type 2 after which the module is no longer connected. */
const losses: ReadonlySet<number> = new Set([10_473, 10_474, 10_476]);

/** @param onOnline called after the third event of a login */
export function createSession(
  parts: Parts<QuecthingKnobs>,
  memory: QuecthingMemory,
  onOnline: () => void,
): Session {
  const { knobs, timers } = parts;
  let state: SessionState = memory.pk === '' ? sessionStates.uninitialised : sessionStates.initialised;

  /** True when the module is authenticated, now or since long. */
  const authenticate = (): boolean => {
    const { knownPk, knownPs } = knobs.get();
    let code: number = knobs.get().authEvent;
    if (code === eventCodes.ok && !parts.radio.attached()) code = eventCodes.internal;
    else if (code === eventCodes.ok && knownPk !== '' && knownPk !== memory.pk)
      code = eventCodes.productUnknown;
    else if (code === eventCodes.ok && knownPs !== '' && knownPs !== memory.ps) code = eventCodes.secretWrong;
    if (code === eventCodes.ok && memory.authenticated) return true;
    sayEvent(parts, eventTypes.auth, code);
    memory.authenticated = code === eventCodes.ok;
    return memory.authenticated;
  };
  const step = (type: number, code: number): boolean => {
    sayEvent(parts, type, code);
    return code === eventCodes.ok;
  };
  const logIn = (): void => {
    if (state !== sessionStates.authenticating) return;
    const { connectEvent, subscribeEvent } = knobs.get();
    if (!authenticate()) state = sessionStates.authFailed;
    else if (!step(eventTypes.connect, connectEvent)) state = sessionStates.registerFailed;
    else if (!step(eventTypes.subscribe, subscribeEvent)) state = sessionStates.subscribeFailed;
    else {
      state = sessionStates.online;
      onOnline();
    }
  };
  const sayExtra = (): void => {
    const [type = '', code = '', ...data] = knobs.get().extraEvent.split(',');
    if (type === '') return;
    parts.at.urc(`+QIOTEVT:${knobs.get().eventBlank ? ' ' : ''}${[type, code, ...data].join(',')}`);
    const isLoss = Number(type) === eventTypes.connect && losses.has(Number(code));
    if (isLoss || Number(type) === eventTypes.logout) state = sessionStates.initialised;
  };
  return {
    state: () => state,
    isOnline: () => state === sessionStates.online,
    connect() {
      if (state === sessionStates.online || state === sessionStates.authenticating) return;
      state = sessionStates.authenticating;
      timers.after(knobs.get().loginMs, logIn);
      timers.after(knobs.get().extraEventMs, sayExtra);
    },
    disconnect() {
      const wasOnline = state === sessionStates.online;
      state = sessionStates.deregistered;
      if (wasOnline)
        timers.after(knobs.get().contactMs, () => sayEvent(parts, eventTypes.logout, eventCodes.ok));
    },
    lose() {
      state = sessionStates.initialised;
      sayEvent(parts, eventTypes.connect, eventCodes.networkLost);
    },
  };
}
