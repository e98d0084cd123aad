import type { Parts } from '../kit/parts.ts';
import { miplEvents, sayEvent } from './events.ts';
import type { OnemoKnobs } from './knobs.ts';

/** The LwM2M session as the host sees it. */
export interface Session {
  hasInstance(): boolean;
  isLoggedIn(): boolean;
  create(): void;
  remove(): void;
  /** @param lifetimeSec after that without an update the platform forgets the module */
  open(lifetimeSec: number): void;
  update(lifetimeSec: number): void;
  close(): void;
}

export interface SessionEvents {
  onLoggedIn(): void;
  /** It ended, whoever ended it. */
  onEnded(): void;
}

/** @param instance kept by the caller, because it may survive a restart */
export function createSession(
  parts: Parts<OnemoKnobs>,
  instance: { exists: boolean },
  events: SessionEvents,
): Session {
  const { knobs, radio, timers } = parts;
  let state: 'closed' | 'opening' | 'open' = 'closed';
  let cancelLifetime = (): void => {};

  const end = (): void => {
    const wasOpen = state === 'open';
    state = 'closed';
    cancelLifetime();
    if (wasOpen) events.onEnded();
  };
  const live = (lifetimeSec: number): void => {
    cancelLifetime();
    cancelLifetime = timers.after(lifetimeSec * 1000, end);
  };
  const logIn = (lifetimeSec: number): void => {
    if (state !== 'opening') return;
    const { bootstrapEvent, loginEvent, platformEvent, platformEventMs } = knobs.get();
    if (bootstrapEvent !== 0) sayEvent(parts, bootstrapEvent);
    if (bootstrapEvent === 3 || loginEvent === 7 || !radio.attached()) {
      state = 'closed';
      if (bootstrapEvent !== 3) sayEvent(parts, miplEvents.loginFailed);
      return;
    }
    state = 'open';
    live(lifetimeSec);
    sayEvent(parts, miplEvents.loginOk);
    if (platformEvent !== 0) timers.after(platformEventMs, () => fromPlatform(platformEvent));
    events.onLoggedIn();
  };
  const fromPlatform = (event: number): void => {
    if (state !== 'open') return;
    sayEvent(parts, event);
    if (event === miplEvents.deleted) end();
  };
  return {
    hasInstance: () => instance.exists,
    isLoggedIn: () => state === 'open',
    create: () => {
      instance.exists = true;
    },
    remove() {
      end();
      instance.exists = false;
    },
    open(lifetimeSec) {
      state = 'opening';
      timers.after(knobs.get().loginMs, () => logIn(lifetimeSec));
    },
    update(lifetimeSec) {
      live(lifetimeSec);
      timers.after(knobs.get().loginMs, () => sayEvent(parts, miplEvents.updated));
    },
    close() {
      end();
      sayEvent(parts, miplEvents.loggedOut);
    },
  };
}
