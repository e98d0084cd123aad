import type { SettingValue } from '../../../shared/contract/modem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { keyHint } from '../store/keyHint.ts';
import type { Store } from '../store/store.ts';
import type { Device, DeviceBan, DeviceSummary, UpgradeRecord } from './device.ts';
import { findBan, findDevice, findSummary, listDevices } from './deviceRows.ts';
import {
  type CountedRequest,
  countRequests,
  insertRequest,
  listRequests,
  type UpgradeRequest,
} from './requests.ts';

/** What a device said when it was asked who it is; what it did not say leaves the record as it was. */
export interface Sighting {
  readonly id: string;
  readonly version?: string | undefined;
  readonly model?: string | undefined;
  readonly chip?: string | undefined;
  readonly portId?: string | undefined;
  readonly jobId?: string | undefined;
}

export type DeviceChange =
  | { readonly kind: 'deviceChanged'; readonly device: DeviceSummary }
  | { readonly kind: 'deviceForgotten'; readonly id: string };

/** The ledger: one record per IMEI or serial number. All `record...` throw `device.invalidId` {id}. */
export interface Devices {
  recordSeen(sighting: Sighting): void;
  /** Replaces what was known of these settings. */
  recordSettings(id: string, values: readonly SettingValue[]): void;
  /** One record per job; a second call for the same job replaces the first. */
  recordUpgrade(id: string, upgrade: Omit<UpgradeRecord, 'atMs'>): void;
  /** One upgrade request to a platform, now. Requests to a server of one's own are not recorded: nobody bans there. */
  recordRequest(request: UpgradeRequest): void;
  /** Requests of this module from this version at or after a time in ms since 1970; 0 for one never seen. Only reads. */
  countRequests(imei: string, sourceVersion: string, sinceMs: number): number;
  /** Requests of this module from any version at or after a time, oldest first. */
  listRequests(imei: string, sinceMs: number): readonly CountedRequest[];
  /** The platform refuses this module until a person lifts it there. A ban that stands is not recorded again. */
  recordBan(id: string, ban: Omit<DeviceBan, 'atMs'>): void;
  /** The ban that stands, or null. */
  banOf(id: string): DeviceBan | null;
  /** Throws device.unknown {id}. */
  liftBan(id: string): DeviceSummary;
  /** Changes nickname (empty or null removes it) or notes. Throws device.unknown {id}. */
  describe(id: string, words: { readonly nickname?: string | null; readonly notes?: string }): DeviceSummary;
  /** Forgets everything but the requests; an unknown id is fine. */
  forget(id: string): void;
  /** The name that a person gave it; null without one, and for a device that was never seen. */
  nicknameOf(id: string): string | null;
  /** Every device that has a name, by id. */
  nicknames(): Readonly<Record<string, string>>;
  /** Last seen first. */
  list(): readonly DeviceSummary[];
  get(id: string): Device | null;
  /** After every change of a record. */
  onChange(listener: (change: DeviceChange) => void): () => void;
  /** After every sighting that names a port: who is behind it. */
  onSeen(listener: (sighting: Sighting) => void): () => void;
}

export function createDevices({ store, clock }: { store: Store; clock: Pick<Clock, 'wallMs'> }): Devices {
  return new Ledger(store, clock);
}

/** A class, because it has identity and a lifetime: it owns who listens. */
class Ledger implements Devices {
  readonly #store: Store;
  readonly #clock: Pick<Clock, 'wallMs'>;
  readonly #changed = new Set<(change: DeviceChange) => void>();
  readonly #seen = new Set<(sighting: Sighting) => void>();

  constructor(store: Store, clock: Pick<Clock, 'wallMs'>) {
    this.#store = store;
    this.#clock = clock;
  }

  recordSeen(sighting: Sighting): void {
    this.#record(sighting, () => {
      const { id, version, jobId } = sighting;
      if (version !== undefined) recordVersion(this.#store, id, version, jobId ?? null, this.#clock.wallMs());
    });
    if (sighting.portId !== undefined) for (const listener of [...this.#seen]) listener(sighting);
  }

  recordSettings(id: string, values: readonly SettingValue[]): void {
    this.#record({ id }, () => {
      for (const { name, value, source } of values) {
        const kept = name === 'KEY' && value !== null ? keyHint(value) : value;
        this.#store.run(
          'INSERT OR REPLACE INTO device_settings VALUES (?, ?, ?, ?, ?)',
          ...[id, name, kept, source, this.#clock.wallMs()],
        );
      }
    });
  }

  recordUpgrade(id: string, upgrade: Omit<UpgradeRecord, 'atMs'>): void {
    const { jobId, outcome, code, from, to, packageSha256 } = upgrade;
    this.#record({ id }, () => {
      this.#store.run(
        'INSERT OR REPLACE INTO device_upgrades VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[id, jobId, this.#clock.wallMs(), outcome, code, from, to, packageSha256],
      );
      // Succeeded means that the module itself reported it.
      if (outcome === 'succeeded' && to !== null)
        recordVersion(this.#store, id, to, jobId, this.#clock.wallMs());
    });
  }

  recordRequest(request: UpgradeRequest): void {
    this.#record({ id: request.imei }, () => insertRequest(this.#store, request, this.#clock.wallMs()));
  }

  countRequests(imei: string, sourceVersion: string, sinceMs: number): number {
    return countRequests(this.#store, imei, sourceVersion, sinceMs);
  }

  listRequests(imei: string, sinceMs: number): readonly CountedRequest[] {
    return listRequests(this.#store, imei, sinceMs);
  }

  recordBan(id: string, { cause, sourceVersion, jobId }: Omit<DeviceBan, 'atMs'>): void {
    this.#record({ id }, () => {
      if (findBan(this.#store, id) !== null) return;
      this.#store.run(
        'INSERT INTO device_bans (device_id, at_ms, cause, source_version, job_id) VALUES (?, ?, ?, ?, ?)',
        ...[id, this.#clock.wallMs(), cause, sourceVersion, jobId],
      );
    });
  }

  banOf(id: string): DeviceBan | null {
    return findBan(this.#store, id);
  }

  liftBan(id: string): DeviceSummary {
    this.#known(id);
    const nowMs = this.#clock.wallMs();
    this.#store.run(
      'UPDATE device_bans SET lifted_at_ms = ? WHERE device_id = ? AND lifted_at_ms IS NULL',
      ...[nowMs, id],
    );
    return this.#announce(id);
  }

  describe(id: string, words: { readonly nickname?: string | null; readonly notes?: string }): DeviceSummary {
    const { nickname, notes } = words;
    this.#known(id);
    this.#store.transaction(() => {
      if (nickname !== undefined)
        this.#store.run('UPDATE devices SET nickname = ? WHERE id = ?', nickname || null, id);
      if (notes !== undefined) this.#store.run('UPDATE devices SET notes = ? WHERE id = ?', notes, id);
    });
    return this.#announce(id);
  }

  forget(id: string): void {
    if (this.#store.run('DELETE FROM devices WHERE id = ?', id) === 0) return;
    this.#emit({ kind: 'deviceForgotten', id });
  }

  nicknameOf(id: string): string | null {
    return this.#store.get('SELECT nickname FROM devices WHERE id = ?', id)?.['nickname']?.toString() ?? null;
  }

  nicknames(): Readonly<Record<string, string>> {
    const rows = this.#store.all('SELECT id, nickname FROM devices WHERE nickname IS NOT NULL ORDER BY id');
    return Object.fromEntries(rows.map((row) => [String(row['id']), String(row['nickname'])]));
  }

  list(): readonly DeviceSummary[] {
    return listDevices(this.#store, this.#clock.wallMs());
  }

  get(id: string): Device | null {
    return findDevice(this.#store, id, this.#clock.wallMs());
  }

  onChange(listener: (change: DeviceChange) => void): () => void {
    return addTo(this.#changed, listener);
  }

  onSeen(listener: (sighting: Sighting) => void): () => void {
    return addTo(this.#seen, listener);
  }

  /** Marks the device as seen and does the rest in the same transaction. */
  #record(sighting: Sighting, work: () => void): void {
    const { id, model, chip, portId } = sighting;
    if (!/^[A-Za-z0-9._:-]{4,64}$/.test(id)) throw new AppError('device.invalidId', { id: id.slice(0, 64) });
    const nowMs = this.#clock.wallMs();
    this.#store.transaction(() => {
      this.#store.run(
        `INSERT INTO devices (id, first_seen_ms, last_seen_ms, model, chip, port_id) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET last_seen_ms = excluded.last_seen_ms, model = coalesce(excluded.model, model),
           chip = coalesce(excluded.chip, chip), port_id = coalesce(excluded.port_id, port_id)`,
        ...[id, nowMs, nowMs, model ?? null, chip ?? null, portId ?? null],
      );
      work();
    });
    this.#announce(id);
  }

  #announce(id: string): DeviceSummary {
    const device = this.#known(id);
    this.#emit({ kind: 'deviceChanged', device });
    return device;
  }

  #known(id: string): DeviceSummary {
    const device = findSummary(this.#store, id, this.#clock.wallMs());
    if (device === null) throw new AppError('device.unknown', { id: id.slice(0, 64) });
    return device;
  }

  #emit(change: DeviceChange): void {
    for (const listener of [...this.#changed]) listener(change);
  }
}

function addTo<Value>(set: Set<(value: Value) => void>, listener: (value: Value) => void): () => void {
  // Its own wrapper, so that one function added twice is two listeners.
  const own = (value: Value): void => listener(value);
  set.add(own);
  return () => void set.delete(own);
}

/** The same version again only moves its end; another one begins a new line of the history. */
function recordVersion(store: Store, id: string, version: string, jobId: string | null, nowMs: number): void {
  const newest = store.get(
    'SELECT position, version FROM device_versions WHERE device_id = ? ORDER BY position DESC LIMIT 1',
    id,
  );
  const position = Number(newest?.['position'] ?? 0);
  if (newest?.['version'] === version) {
    store.run(
      'UPDATE device_versions SET last_seen_ms = ? WHERE device_id = ? AND position = ?',
      ...[nowMs, id, position],
    );
    return;
  }
  store.run(
    'INSERT INTO device_versions VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, position + 1, version, nowMs, nowMs, jobId],
  );
}
