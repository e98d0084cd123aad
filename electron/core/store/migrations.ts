/**
 * Every table, as the ordered steps that lead to it; `user_version` counts the steps that a file has had. Append only: a step
 * that has left this house is never changed, because files out there have had it as it was.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    created_at_ms REAL NOT NULL,
    phase TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  CREATE TABLE preferences (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    key_hint TEXT,
    notes TEXT NOT NULL
  ) STRICT;

  CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    first_seen_ms REAL NOT NULL,
    last_seen_ms REAL NOT NULL,
    model TEXT,
    chip TEXT,
    port_id TEXT
  ) STRICT;

  CREATE TABLE device_versions (
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    version TEXT NOT NULL,
    first_seen_ms REAL NOT NULL,
    last_seen_ms REAL NOT NULL,
    job_id TEXT,
    PRIMARY KEY (device_id, position)
  ) STRICT;

  CREATE TABLE device_settings (
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT,
    source TEXT NOT NULL,
    at_ms REAL NOT NULL,
    PRIMARY KEY (device_id, name)
  ) STRICT;

  CREATE TABLE device_upgrades (
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    job_id TEXT NOT NULL,
    at_ms REAL NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    from_version TEXT,
    to_version TEXT,
    package_sha256 TEXT,
    PRIMARY KEY (device_id, job_id)
  ) STRICT;
  `,
  `
  ALTER TABLE devices ADD COLUMN nickname TEXT;
  ALTER TABLE devices ADD COLUMN notes TEXT NOT NULL DEFAULT '';

  -- No reference to devices: a platform does not forget a request because a person here forgot the module.
  CREATE TABLE device_requests (
    device_id TEXT NOT NULL,
    source_version TEXT NOT NULL,
    at_ms REAL NOT NULL,
    started_by TEXT NOT NULL,
    job_id TEXT
  ) STRICT;
  CREATE INDEX device_requests_by_time ON device_requests (device_id, source_version, at_ms);

  CREATE TABLE device_bans (
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    at_ms REAL NOT NULL,
    cause INTEGER NOT NULL,
    source_version TEXT,
    job_id TEXT,
    lifted_at_ms REAL
  ) STRICT;

  -- Of a module (its USB identity): nickname and device. Of one interface of it: role and reopen.
  CREATE TABLE port_notes (
    identity TEXT PRIMARY KEY,
    nickname TEXT,
    device_id TEXT,
    role TEXT,
    reopen INTEGER
  ) STRICT;

  CREATE TABLE port_addresses (
    address TEXT PRIMARY KEY
  ) STRICT;
  `,
  `
  ALTER TABLE projects ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';

  CREATE TABLE presets (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    use_key INTEGER NOT NULL,
    url TEXT,
    period TEXT,
    auto TEXT
  ) STRICT;

  CREATE TABLE project_imeis (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    imei TEXT NOT NULL,
    PRIMARY KEY (project_id, imei)
  ) STRICT;

  -- By module: its IMEI, or the port of one that told none. Whole changes; of keys only their ends.
  CREATE TABLE setting_changes (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    module TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX setting_changes_by_module ON setting_changes (module, position);
  `,
  `
  CREATE TABLE terminal_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  -- The newest has the highest position.
  CREATE TABLE terminal_history (
    text TEXT PRIMARY KEY,
    position INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE terminal_favourites (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- The OTA server: what was asked of it, by whom, and what became of it. Of project keys only digests and ends.
  CREATE TABLE ota_rules (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ota_campaigns (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    project TEXT,
    state TEXT NOT NULL,
    stage INTEGER NOT NULL,
    -- Upgrades that ended since the stage began or was resumed.
    good INTEGER NOT NULL,
    bad INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ota_modules (
    id TEXT PRIMARY KEY,
    identity_kind TEXT NOT NULL,
    project TEXT,
    project_hint TEXT,
    firmware_name TEXT,
    version TEXT,
    core_version TEXT,
    dialect TEXT NOT NULL,
    first_seen_ms REAL NOT NULL,
    last_seen_ms REAL NOT NULL,
    requests INTEGER NOT NULL,
    notes TEXT NOT NULL DEFAULT '',
    bench INTEGER NOT NULL DEFAULT 0,
    ban TEXT
  ) STRICT;
  CREATE INDEX ota_modules_by_time ON ota_modules (last_seen_ms);
  CREATE INDEX ota_modules_banned ON ota_modules (last_seen_ms) WHERE ban IS NOT NULL;

  -- Downloads that began, for the loop ban.
  CREATE TABLE ota_servings (
    module_id TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    at_ms REAL NOT NULL
  ) STRICT;
  CREATE INDEX ota_servings_by_loop ON ota_servings (module_id, source, target, at_ms);
  CREATE INDEX ota_servings_by_time ON ota_servings (at_ms);

  CREATE TABLE ota_pins (
    module_id TEXT NOT NULL,
    source TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    package_sha256 TEXT NOT NULL,
    target TEXT NOT NULL,
    until_ms REAL NOT NULL,
    PRIMARY KEY (module_id, source)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ota_offers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    module_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    package_sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    first_served_ms REAL NOT NULL,
    last_served_ms REAL NOT NULL,
    servings INTEGER NOT NULL,
    ended_ms REAL,
    -- A person gave this module another try.
    retried INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX ota_offers_by_module ON ota_offers (module_id, id);
  CREATE INDEX ota_offers_by_campaign ON ota_offers (campaign_id, state);
  CREATE INDEX ota_offers_waiting ON ota_offers (last_served_ms) WHERE state = 'waiting';

  CREATE TABLE ota_decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    module_id TEXT,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ota_decisions_by_module ON ota_decisions (module_id, seq) WHERE module_id IS NOT NULL;
  `,
  `
  -- OneNET's side of the OTA server.
  CREATE TABLE onenet_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  -- Of access keys only their ends.
  CREATE TABLE onenet_keys (
    res TEXT PRIMARY KEY,
    key_hint TEXT NOT NULL
  ) STRICT;

  CREATE TABLE onenet_plans (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  -- A task outlives its plan: the device may still ask about it. Numbers are never given twice.
  CREATE TABLE onenet_tasks (
    tid INTEGER PRIMARY KEY AUTOINCREMENT,
    plan_id TEXT NOT NULL,
    product TEXT NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    step INTEGER,
    created_at_ms REAL NOT NULL,
    changed_at_ms REAL NOT NULL,
    token TEXT NOT NULL UNIQUE,
    token_until_ms REAL NOT NULL
  ) STRICT;
  CREATE INDEX onenet_tasks_by_device ON onenet_tasks (device, kind, tid);
  CREATE INDEX onenet_tasks_by_plan ON onenet_tasks (plan_id, product, device, tid);

  CREATE TABLE onenet_devices (
    product TEXT NOT NULL,
    device TEXT NOT NULL,
    f_version TEXT,
    s_version TEXT,
    last_seen_ms REAL NOT NULL,
    PRIMARY KEY (product, device)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- 1: asked, but nothing was ever offered for its project and firmware. Anybody can make such rows, so only the newest stay.
  ALTER TABLE ota_modules ADD COLUMN stranger INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX ota_modules_strangers ON ota_modules (last_seen_ms) WHERE stranger = 1;
  `,
  `
  -- Fewer pages for each download: servings are dropped in the order in which they came, and an upgrade is looked at for its
  -- timeout at a time that only the look itself moves.
  DROP INDEX ota_servings_by_time;
  ALTER TABLE ota_offers ADD COLUMN look_ms REAL NOT NULL DEFAULT 0;
  UPDATE ota_offers SET look_ms = last_served_ms WHERE state = 'waiting';
  DROP INDEX ota_offers_waiting;
  CREATE INDEX ota_offers_waiting ON ota_offers (look_ms) WHERE state = 'waiting';
  `,
];
