import type { Store } from '../store/store.ts';
import type { Devices } from './devices.ts';

/** Names under which notes are kept; the ports room makes them from USB identities. */
export interface NoteKeys {
  /** Of a module, over restarts; null where nothing would recognise it. */
  readonly module: string | null;
  /** Of a module while it stays plugged. */
  readonly session: string;
  /** Of one interface of it. */
  readonly port: string;
}

type Role = 'at' | 'log' | 'download';

/** What people said about ports, in the store: nicknames by module, roles and switches by interface, added addresses. */
export interface StoredPortNotes {
  of(keys: NoteKeys): {
    nickname?: string | undefined;
    deviceId?: string | undefined;
    role?: Role | undefined;
    reopen?: boolean | undefined;
  };
  setNickname(keys: NoteKeys, nickname: string | null): void;
  setRole(keys: NoteKeys, role: Role | null): void;
  setReopen(keys: NoteKeys, reopen: boolean): void;
  bind(keys: NoteKeys, deviceId: string): void;
  unplugged(keys: NoteKeys): void;
  paths(): readonly string[];
  keepPath(path: string): void;
  dropPath(path: string): void;
  onChange(listener: () => void): () => void;
}

interface ModuleNote {
  nickname: string | null;
  deviceId: string | null;
}

/**
 * A nickname belongs to the module: to its record once it was identified, to its USB serial number before that, and to nothing
 * but this plugging where it has neither.
 */
export function createPortNotes({ store, devices }: { store: Store; devices: Devices }): StoredPortNotes {
  const sessions = new Map<string, ModuleNote>();
  const moduleNote = ({ module, session }: NoteKeys): ModuleNote => {
    if (module === null) return sessions.get(session) ?? { nickname: null, deviceId: null };
    const row = rowOf(store, module);
    return { nickname: textOf(row?.['nickname']), deviceId: textOf(row?.['deviceId']) };
  };
  const keep = ({ module, session }: NoteKeys, note: ModuleNote): void => {
    if (module === null) sessions.set(session, note);
    else {
      store.run(
        `INSERT INTO port_notes (identity, nickname, device_id) VALUES (?, ?, ?)
         ON CONFLICT (identity) DO UPDATE SET nickname = excluded.nickname, device_id = excluded.device_id`,
        ...[module, note.nickname, note.deviceId],
      );
    }
  };
  return {
    of(keys) {
      const { nickname, deviceId } = moduleNote(keys);
      const row = rowOf(store, keys.port);
      const role = textOf(row?.['role']);
      const reopen = row?.['reopen'] ?? null;
      const known = deviceId === null ? null : devices.nicknameOf(deviceId);
      return {
        nickname: known ?? nickname ?? undefined,
        deviceId: deviceId ?? undefined,
        role: role === 'at' || role === 'log' || role === 'download' ? role : undefined,
        reopen: reopen === null ? undefined : Number(reopen) !== 0,
      };
    },
    setNickname(keys, nickname) {
      const { deviceId } = moduleNote(keys);
      if (deviceId !== null && devices.get(deviceId) !== null) {
        keep(keys, { nickname: null, deviceId });
        devices.describe(deviceId, { nickname });
      } else keep(keys, { nickname, deviceId });
    },
    setRole: ({ port }, role) => setField(store, port, 'role', role),
    setReopen: ({ port }, reopen) => setField(store, port, 'reopen', Number(reopen)),
    bind(keys, deviceId) {
      const before = moduleNote(keys);
      // A name given before anybody knew who it is goes over to the record; one of another module does not.
      if (before.deviceId === null && before.nickname !== null && devices.nicknameOf(deviceId) === null)
        devices.describe(deviceId, { nickname: before.nickname });
      keep(keys, { nickname: null, deviceId });
    },
    unplugged: ({ session }) => void sessions.delete(session),
    paths: () =>
      store.all('SELECT address FROM port_addresses ORDER BY rowid').map((row) => String(row['address'])),
    keepPath: (path) => void store.run('INSERT OR IGNORE INTO port_addresses (address) VALUES (?)', path),
    dropPath: (path) => void store.run('DELETE FROM port_addresses WHERE address = ?', path),
    onChange(listener) {
      let names = namesOf(devices);
      return devices.onChange(() => {
        const now = namesOf(devices);
        if (now === names) return;
        names = now;
        listener();
      });
    },
  };
}

function rowOf(store: Store, identity: string) {
  return store.get(
    'SELECT nickname, device_id AS deviceId, role, reopen FROM port_notes WHERE identity = ?',
    identity,
  );
}

function setField(
  store: Store,
  identity: string,
  field: 'role' | 'reopen',
  value: string | number | null,
): void {
  store.run(
    `INSERT INTO port_notes (identity, ${field}) VALUES (?, ?)
     ON CONFLICT (identity) DO UPDATE SET ${field} = excluded.${field}`,
    ...[identity, value],
  );
}

/** Devices change at every sighting; ports care for their names only. */
function namesOf(devices: Devices): string {
  return JSON.stringify(devices.nicknames());
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
