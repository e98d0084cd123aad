import { z } from 'zod';
import { type OtaBan, type OtaModule, otaBanSchema } from '../../../../shared/contract/otaLedger.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Store, StoreRow } from '../../store/store.ts';
import type { UpdateRequest } from '../decisions/updateRequest.ts';
import { type Offers, shownOffer } from './offers.ts';

/** A module as its row has it. */
export interface ModuleRow extends Omit<OtaModule, 'offer'> {
  /** SHA-256 of the project that it is bound to. */
  readonly project: string | null;
}

const rowSchema = z.object({
  id: z.string(),
  identityKind: z.string(),
  project: z.string().nullable(),
  projectHint: z.string().nullable(),
  firmwareName: z.string().nullable(),
  version: z.string().nullable(),
  coreVersion: z.string().nullable(),
  dialect: z.string(),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  requests: z.number(),
  notes: z.string(),
  bench: z.number().transform((value) => value !== 0),
  ban: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : otaBanSchema.parse(JSON.parse(text)))),
});

const columns = `id, identity_kind AS identityKind, project, project_hint AS projectHint, firmware_name AS firmwareName, version,
  core_version AS coreVersion, dialect, first_seen_ms AS firstSeenMs, last_seen_ms AS lastSeenMs, requests, notes, bench, ban`;
const findQuery = `SELECT ${columns} FROM ota_modules WHERE id = ?`;
const sightingStatement = `
  INSERT INTO ota_modules (id, identity_kind, project, project_hint, firmware_name, version, core_version, dialect,
    first_seen_ms, last_seen_ms, stranger, requests) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
  ON CONFLICT (id) DO UPDATE SET identity_kind = excluded.identity_kind, project = coalesce(project, excluded.project),
    project_hint = coalesce(project_hint, excluded.project_hint), firmware_name = coalesce(excluded.firmware_name, firmware_name),
    version = coalesce(excluded.version, version), core_version = coalesce(excluded.core_version, core_version),
    dialect = excluded.dialect, last_seen_ms = excluded.last_seen_ms, stranger = min(stranger, excluded.stranger),
    requests = requests + 1`;

/**
 * Modules for which nothing was ever offered are kept up to this number, those seen last: a support desk sees whoever asks, and a
 * flood of invented identities cannot fill the disk. A module that a campaign was for, or that a person wrote something about,
 * is no stranger any more and stays.
 */
export const strangersKept = 10_000;
/** Forgetting goes in strides, so that not every request pays for it. */
const strangerStride = 256;
const forgetStatement = `DELETE FROM ota_modules WHERE stranger = 1 AND id IN (
  SELECT id FROM ota_modules WHERE stranger = 1 ORDER BY last_seen_ms DESC LIMIT -1 OFFSET ?)`;

export interface ModuleFilter {
  readonly search?: string | undefined;
  readonly bannedOnly?: boolean | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
}

/** Every module that asked, by its identity. */
export interface OtaModules {
  find(id: string): ModuleRow | null;
  /** Throws AppError server.unknownModule {id}. */
  known(id: string): ModuleRow;
  describe(row: ModuleRow): OtaModule;
  list(filter: ModuleFilter): { readonly modules: OtaModule[]; readonly total: number };
  /** One more request of it. */
  record(request: UpdateRequest, id: string, sighting: Sighting): void;
  setBan(id: string, ban: OtaBan | null): void;
  setWords(
    id: string,
    words: { readonly notes?: string; readonly bench?: boolean; readonly unbind?: boolean },
  ): void;
  /** So that a module can be banned before its first request. */
  ensure(id: string, nowMs: number): void;
}

export interface Sighting {
  readonly nowMs: number;
  /** Counts only while it is bound to nothing. */
  readonly bindTo: ProjectMark | null;
  /** A campaign is for its project and its firmware, whatever became of the request. */
  readonly fits: boolean;
}

export interface ProjectMark {
  readonly digest: string;
  readonly hint: string;
}

/** @param kept see `strangersKept` */
export function createOtaModules(store: Store, offers: Offers, kept: number = strangersKept): OtaModules {
  let strangersSeen = 0;
  const find = (id: string): ModuleRow | null => {
    const row = store.get(findQuery, id);
    return row === undefined ? null : readRow(row);
  };
  const describe = ({ project: _, ...row }: ModuleRow): OtaModule => {
    const last = offers.last(row.id);
    return { ...row, offer: last === null ? null : shownOffer(last) };
  };
  return {
    find,
    describe,
    known(id) {
      const found = find(id);
      if (found === null) throw new AppError('server.unknownModule', { id });
      return found;
    },
    list({ search = '', bannedOnly = false, offset = 0, limit }) {
      // A range of the primary key: LIKE would look at every row.
      const where = `WHERE id >= ? AND id < ? ${bannedOnly ? 'AND ban IS NOT NULL' : ''}`;
      const range = [search, `${search}\u{10ffff}`];
      const rows = store.all(
        `SELECT ${columns} FROM ota_modules ${where} ORDER BY last_seen_ms DESC, id LIMIT ? OFFSET ?`,
        ...[...range, limit, offset],
      );
      const total = Number(store.get(`SELECT count(*) AS n FROM ota_modules ${where}`, ...range)?.['n'] ?? 0);
      return { modules: rows.map((row) => describe(readRow(row))), total };
    },
    record(request, id, { nowMs, bindTo, fits }) {
      const { identity, firmwareName, version, coreVersion, dialect } = request;
      const project = [bindTo?.digest ?? null, bindTo?.hint ?? null];
      const firmware = [firmwareName, version, coreVersion].map((text) => text?.slice(0, 256) ?? null);
      const times = [nowMs, nowMs];
      const kind = identity?.kind ?? '';
      store.run(sightingStatement, id, kind, ...project, ...firmware, dialect, ...times, fits ? 0 : 1);
      if (!fits && strangersSeen++ % strangerStride === 0) store.run(forgetStatement, kept);
    },
    setBan(id, ban) {
      store.run(
        'UPDATE ota_modules SET ban = ?, stranger = 0 WHERE id = ?',
        ban === null ? null : JSON.stringify(ban),
        id,
      );
    },
    setWords(id, { notes, bench, unbind }) {
      store.run('UPDATE ota_modules SET stranger = 0 WHERE id = ?', id);
      if (notes !== undefined) store.run('UPDATE ota_modules SET notes = ? WHERE id = ?', notes, id);
      if (bench !== undefined) store.run('UPDATE ota_modules SET bench = ? WHERE id = ?', bench ? 1 : 0, id);
      if (unbind === true)
        store.run('UPDATE ota_modules SET project = NULL, project_hint = NULL WHERE id = ?', id);
    },
    ensure(id, nowMs) {
      store.run(
        `INSERT OR IGNORE INTO ota_modules (id, identity_kind, dialect, first_seen_ms, last_seen_ms, requests)
         VALUES (?, '', '', ?, ?, 0)`,
        ...[id, nowMs, nowMs],
      );
    },
  };
}

function readRow(row: StoreRow): ModuleRow {
  return rowSchema.parse(row);
}
