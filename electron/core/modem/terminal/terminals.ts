import type { TerminalSession, TerminalSettings } from '../../../../shared/contract/terminal.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import { createListeners } from '../../ports/listeners.ts';
import type { PortRegistry } from '../../ports/registry.ts';
import type { AtChannel } from '../atChannel.ts';
import { Session } from './session.ts';

export interface TerminalsOptions {
  readonly ports: PortRegistry;
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly settings: () => TerminalSettings;
  /** Throws what forbids sending this to this port now; by default nothing does. */
  readonly checkOrder?: (portId: string, text: string) => void;
}

/** Every terminal session, one per port; a session is there as soon as somebody looks at its port. */
export interface Terminals {
  session(portId: string): Session;
  state(portId: string): TerminalSession;
  /** The open conversation of a port for a short question; null where no terminal has it open. */
  channelOf(portId: string): AtChannel | null;
  onChange(listener: (portId: string) => void): () => void;
  /** Somebody looks at a port: it is not released by itself until the returned function is called. */
  watch(portId: string): () => void;
  /** Somebody used a port: the time until its release begins anew. */
  touch(portId: string): void;
  /** Releases every port. */
  dispose(): Promise<void>;
}

const msPerMinute = 60_000;

export function createTerminals(options: TerminalsOptions): Terminals {
  const { ports, journal, clock, settings, checkOrder = () => {} } = options;
  const sessions = new Map<string, Session>();
  /** Where a session went when its device came back under another name. */
  const moved = new Map<string, string>();
  const watchers = new Map<string, number>();
  const timers = new Map<string, () => void>();
  const changes = createListeners<[string]>();

  const session = (portId: string): Session => {
    const known = sessions.get(portId);
    if (known !== undefined) return known;
    let id = portId;
    const made: Session = new Session({
      ...{ ports, journal, clock, portId, settings, checkOrder },
      onChanged: () => changes.emit(id),
      onMoved: (from, to) => {
        id = to;
        sessions.delete(from);
        sessions.set(to, made);
        moved.set(from, to);
        moved.delete(to);
        changes.emit(from);
      },
    });
    sessions.set(portId, made);
    return made;
  };
  const state = (portId: string): TerminalSession => {
    const now = moved.get(portId);
    const current = session(portId).state();
    return now === undefined ? current : { ...current, link: { state: 'moved', portId: now } };
  };
  const touch = (portId: string): void => {
    timers.get(portId)?.();
    timers.delete(portId);
    const { releaseAfterMin } = settings();
    if (releaseAfterMin === null || (watchers.get(portId) ?? 0) > 0) return;
    const stop = clock.after(releaseAfterMin * msPerMinute, () => {
      const held = sessions.get(portId);
      if (held?.channel() == null) return;
      if (held.isIdle()) void held.release();
      else touch(portId);
    });
    timers.set(portId, stop);
  };
  return {
    session,
    state,
    channelOf: (portId) => sessions.get(portId)?.channel() ?? null,
    onChange: changes.add,
    watch(portId) {
      watchers.set(portId, (watchers.get(portId) ?? 0) + 1);
      touch(portId);
      return () => {
        watchers.set(portId, (watchers.get(portId) ?? 1) - 1);
        touch(portId);
      };
    },
    touch,
    async dispose() {
      for (const stop of timers.values()) stop();
      await Promise.all([...sessions.values()].map((held) => held.release()));
      changes.clear();
    },
  };
}
