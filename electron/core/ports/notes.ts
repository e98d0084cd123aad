import type { RoleGuess } from '../../../shared/contract/port.ts';
import type { PortKeys } from './identity.ts';
import { createListeners } from './listeners.ts';

export type ChosenRole = Exclude<RoleGuess, 'unknown'>;

/** What people said about a port, and who was found behind it. */
export interface PortNote {
  readonly nickname?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly role?: ChosenRole | undefined;
  /** Absent: nobody said anything. */
  readonly reopen?: boolean | undefined;
}

/** Where such notes are kept. The registry asks at every change and forgets nothing itself. */
export interface PortNotes {
  of(keys: PortKeys): PortNote;
  /** Null removes it. */
  setNickname(keys: PortKeys, nickname: string | null): void;
  setRole(keys: PortKeys, role: ChosenRole | null): void;
  setReopen(keys: PortKeys, reopen: boolean): void;
  /** The module at these ports said who it is. */
  bind(keys: PortKeys, deviceId: string): void;
  /** The module was unplugged: what nothing would recognise it by is over. */
  unplugged(keys: PortKeys): void;
  /** Paths and addresses to list again after a restart. */
  paths(): readonly string[];
  keepPath(path: string): void;
  dropPath(path: string): void;
  /** When a note changed otherwise than by a call of the registry, e.g. a nickname in the list of modules. */
  onChange(listener: () => void): () => void;
}

/** Notes that live as long as the process; for tests and for a core without a store. */
export function createMemoryNotes(): PortNotes {
  const modules = new Map<string, { nickname?: string | undefined; deviceId?: string | undefined }>();
  const roles = new Map<string, ChosenRole>();
  const reopening = new Map<string, boolean>();
  const paths = new Set<string>();
  const changed = createListeners<[]>();
  return {
    of: ({ session, port }) => ({
      ...modules.get(session),
      role: roles.get(port),
      reopen: reopening.get(port),
    }),
    setNickname: ({ session }, nickname) =>
      void modules.set(session, { ...modules.get(session), nickname: nickname ?? undefined }),
    setRole: ({ port }, role) => void (role === null ? roles.delete(port) : roles.set(port, role)),
    setReopen: ({ port }, reopen) => void reopening.set(port, reopen),
    bind: ({ session }, deviceId) => void modules.set(session, { ...modules.get(session), deviceId }),
    unplugged: ({ module, session }) => void (module === null && modules.delete(session)),
    paths: () => [...paths],
    keepPath: (path) => void paths.add(path),
    dropPath: (path) => void paths.delete(path),
    onChange: changed.add,
  };
}
