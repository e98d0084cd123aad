import type { SettingValue } from '../../../shared/contract/modem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { keyHint } from '../store/keyHint.ts';
import type { Store } from '../store/store.ts';
import type { Device, DeviceSummary, UpgradeRecord } from './device.ts';
import { findDevice, listDevices } from './deviceRows.ts';

/** What a device said when it was asked who it is; what it did not say leaves the record as it was. */
export interface Sighting {
  readonly id: string;
  readonly version?: string | undefined;
  readonly model?: string | undefined;
  readonly chip?: string | undefined;
  readonly portId?: string | undefined;
  readonly jobId?: string | undefined;
}

/** The ledger: one record per IMEI or serial number. All `record...` throw `device.invalidId` {id}. */
export interface Devices {
  recordSeen(sighting: Sighting): void;
  /** Replaces what was known of these settings. */
  recordSettings(id: string, values: readonly SettingValue[]): void;
  /** One record per job; a second call for the same job replaces the first. */
  recordUpgrade(id: string, upgrade: Omit<UpgradeRecord, 'atMs'>): void;
  /** Last seen first. */
  list(): readonly DeviceSummary[];
  get(id: string): Device | null;
}

export function createDevices({ store, clock }: { store: Store; clock: Pick<Clock, 'wallMs'> }): Devices {
  const touch = ({ id, model, chip, portId }: Sighting): void => {
    if (!/^[A-Za-z0-9._:-]{4,64}$/.test(id)) throw new AppError('device.invalidId', { id: id.slice(0, 64) });
    const nowMs = clock.wallMs();
    store.run(
      `INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET last_seen_ms = excluded.last_seen_ms, model = coalesce(excluded.model, model),
         chip = coalesce(excluded.chip, chip), port_id = coalesce(excluded.port_id, port_id)`,
      ...[id, nowMs, nowMs, model ?? null, chip ?? null, portId ?? null],
    );
  };

  return {
    recordSeen(sighting) {
      store.transaction(() => {
        touch(sighting);
        const { id, version, jobId } = sighting;
        if (version !== undefined) recordVersion(store, id, version, jobId ?? null, clock.wallMs());
      });
    },
    recordSettings(id, values) {
      store.transaction(() => {
        touch({ id });
        for (const { name, value, source } of values) {
          const kept = name === 'KEY' && value !== null ? keyHint(value) : value;
          store.run(
            'INSERT OR REPLACE INTO device_settings VALUES (?, ?, ?, ?, ?)',
            ...[id, name, kept, source, clock.wallMs()],
          );
        }
      });
    },
    recordUpgrade(id, { jobId, outcome, code, from, to, packageSha256 }) {
      store.transaction(() => {
        touch({ id });
        store.run(
          'INSERT OR REPLACE INTO device_upgrades VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          ...[id, jobId, clock.wallMs(), outcome, code, from, to, packageSha256],
        );
      });
    },
    list: () => listDevices(store),
    get: (id) => findDevice(store, id),
  };
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
