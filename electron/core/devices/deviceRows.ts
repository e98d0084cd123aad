import { z } from 'zod';
import {
  deviceBanSchema,
  deviceSummarySchema,
  seenSettingSchema,
  seenVersionSchema,
  upgradeRecordSchema,
} from '../../../shared/contract/devices.ts';
import type { Store, StoreRow } from '../store/store.ts';
import type { Device, DeviceBan, DeviceSummary, UpgradeRecord } from './device.ts';

/** Rows of the database as the ledger's types; the column names are given in the queries. */

const dayMs = 24 * 3600 * 1000;

const baseSchema = z.object(
  deviceSummarySchema.omit({ lastUpgrade: true, ban: true, requestsLastDay: true }).shape,
);

const baseQuery = `
  SELECT id, nickname, notes, first_seen_ms AS firstSeenMs, last_seen_ms AS lastSeenMs, model, chip, port_id AS portId,
    (SELECT version FROM device_versions WHERE device_id = devices.id ORDER BY position DESC LIMIT 1) AS version
  FROM devices`;
const versionQuery = `
  SELECT version, first_seen_ms AS firstSeenMs, last_seen_ms AS lastSeenMs, job_id AS jobId
  FROM device_versions WHERE device_id = ? ORDER BY position`;
const settingQuery = `
  SELECT name, value, source, at_ms AS atMs FROM device_settings WHERE device_id = ? ORDER BY name`;
const upgradeQuery = `
  SELECT job_id AS jobId, at_ms AS atMs, outcome, code, from_version AS "from", to_version AS "to",
    package_sha256 AS packageSha256
  FROM device_upgrades WHERE device_id = ? ORDER BY at_ms, rowid`;
const lastUpgradeQuery = `${upgradeQuery.replace('ORDER BY at_ms, rowid', 'ORDER BY at_ms DESC, rowid DESC LIMIT 1')}`;
const banQuery = `
  SELECT at_ms AS atMs, cause, source_version AS sourceVersion, job_id AS jobId
  FROM device_bans WHERE device_id = ? AND lifted_at_ms IS NULL ORDER BY at_ms DESC LIMIT 1`;
const dayQuery = 'SELECT count(*) AS n FROM device_requests WHERE device_id = ? AND at_ms >= ?';

export function listDevices(store: Store, nowMs: number): DeviceSummary[] {
  const rows = store.all(`${baseQuery} ORDER BY last_seen_ms DESC, id`);
  return rows.map((row) => toSummary(store, row, nowMs));
}

export function findSummary(store: Store, id: string, nowMs: number): DeviceSummary | null {
  const row = store.get(`${baseQuery} WHERE id = ?`, id);
  return row === undefined ? null : toSummary(store, row, nowMs);
}

export function findDevice(store: Store, id: string, nowMs: number): Device | null {
  const summary = findSummary(store, id, nowMs);
  if (summary === null) return null;
  return {
    ...summary,
    versions: store.all(versionQuery, id).map((each) => seenVersionSchema.parse({ ...each })),
    settings: store.all(settingQuery, id).map((each) => seenSettingSchema.parse({ ...each })),
    upgrades: store.all(upgradeQuery, id).map(toUpgrade),
  };
}

/** The ban that stands; null when there is none or it was lifted. */
export function findBan(store: Store, id: string): DeviceBan | null {
  const row = store.get(banQuery, id);
  return row === undefined ? null : deviceBanSchema.parse({ ...row });
}

function toSummary(store: Store, row: StoreRow, nowMs: number): DeviceSummary {
  const base = baseSchema.parse(row);
  const last = store.get(lastUpgradeQuery, base.id);
  return {
    ...base,
    lastUpgrade: last === undefined ? null : toUpgrade(last),
    requestsLastDay: Number(store.get(dayQuery, base.id, nowMs - dayMs)?.['n'] ?? 0),
    ban: findBan(store, base.id),
  };
}

function toUpgrade(row: StoreRow): UpgradeRecord {
  return upgradeRecordSchema.parse({ ...row });
}
