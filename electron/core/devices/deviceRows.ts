import { z } from 'zod';
import { settingNameSchema, settingValueSchema } from '../../../shared/contract/modem.ts';
import { outcomeSchema } from '../../../shared/contract/verdict.ts';
import type { Store } from '../store/store.ts';
import type { Device, DeviceSummary } from './device.ts';

/** Rows of the database as the ledger's types; the column names are given in the queries. */

const summarySchema = z.object({
  id: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  model: z.string().nullable(),
  chip: z.string().nullable(),
  portId: z.string().nullable(),
  version: z.string().nullable(),
});

const versionSchema = z.object({
  version: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  jobId: z.string().nullable(),
});

const settingSchema = z.object({
  name: settingNameSchema,
  value: z.string().nullable(),
  source: settingValueSchema.shape.source,
  atMs: z.number(),
});

const upgradeSchema = z.object({
  jobId: z.string(),
  atMs: z.number(),
  outcome: outcomeSchema,
  code: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  packageSha256: z.string().nullable(),
});

const summaryQuery = `
  SELECT id, first_seen_ms AS firstSeenMs, last_seen_ms AS lastSeenMs, model, chip, port_id AS portId,
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

export function listDevices(store: Store): readonly DeviceSummary[] {
  return store.all(`${summaryQuery} ORDER BY last_seen_ms DESC, id`).map((row) => summarySchema.parse(row));
}

export function findDevice(store: Store, id: string): Device | null {
  const row = store.get(`${summaryQuery} WHERE id = ?`, id);
  if (row === undefined) return null;
  return {
    ...summarySchema.parse(row),
    versions: store.all(versionQuery, id).map((each) => versionSchema.parse(each)),
    settings: store.all(settingQuery, id).map((each) => settingSchema.parse(each)),
    upgrades: store.all(upgradeQuery, id).map((each) => upgradeSchema.parse(each)),
  };
}
