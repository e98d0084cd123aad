import type { Store } from '../store/store.ts';

/**
 * Upgrade requests to a platform. Platforms ban a module that asks too often from one version: 6 a day, 6 an hour or 10 a day,
 * depending on who is asked (at-commands 1.2), so every request counts, also those that the module makes by itself.
 */
export interface UpgradeRequest {
  readonly imei: string;
  /** The version that the module ran when it asked, as it writes it. */
  readonly sourceVersion: string;
  /** `host`: Airdock sent the command; `module`: its own AUTO and PERIOD, or a start that nobody here asked for. */
  readonly startedBy: 'host' | 'module';
  readonly jobId?: string | undefined;
}

export interface CountedRequest {
  readonly sourceVersion: string;
  readonly atMs: number;
  readonly startedBy: UpgradeRequest['startedBy'];
}

/** Older ones can ban nobody any more and are dropped: the longest window that any source names is a day. */
const keptMs = 30 * 24 * 3600 * 1000;

export function insertRequest(store: Store, request: UpgradeRequest, atMs: number): void {
  const { imei, sourceVersion, startedBy, jobId } = request;
  store.run('DELETE FROM device_requests WHERE at_ms < ?', atMs - keptMs);
  store.run(
    'INSERT INTO device_requests (device_id, source_version, at_ms, started_by, job_id) VALUES (?, ?, ?, ?, ?)',
    ...[imei, sourceVersion, atMs, startedBy, jobId ?? null],
  );
}

/** Requests of a module from one version at or after a time. */
export function countRequests(store: Store, imei: string, sourceVersion: string, sinceMs: number): number {
  const row = store.get(
    'SELECT count(*) AS n FROM device_requests WHERE device_id = ? AND source_version = ? AND at_ms >= ?',
    ...[imei, sourceVersion, sinceMs],
  );
  return Number(row?.['n'] ?? 0);
}

/** The same, one by one and oldest first: when the next request is allowed depends on when the oldest was. */
export function listRequests(store: Store, imei: string, sinceMs: number): readonly CountedRequest[] {
  const rows = store.all(
    `SELECT source_version AS sourceVersion, at_ms AS atMs, started_by AS startedBy FROM device_requests
     WHERE device_id = ? AND at_ms >= ? ORDER BY at_ms, rowid`,
    ...[imei, sinceMs],
  );
  return rows.map((row) => ({
    sourceVersion: String(row['sourceVersion']),
    atMs: Number(row['atMs']),
    startedBy: row['startedBy'] === 'host' ? 'host' : 'module',
  }));
}
