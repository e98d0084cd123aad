import { randomInt } from 'node:crypto';
import {
  type OnenetKind,
  type OnenetPlan,
  type OnenetState,
  type OnenetTask,
  onenetTaskSchema,
} from '../../../../shared/contract/onenet.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Store, StoreRow } from '../../store/store.ts';

/** A task with what only the device may know. */
export interface LiveTask extends OnenetTask {
  /** `ota_` and 20 letters or digits. */
  readonly token: string;
  readonly tokenUntilMs: number;
}

export interface TaskQuery {
  readonly planId?: string | undefined;
  readonly device?: string | undefined;
  readonly limit: number;
}

export interface Tasks {
  byTid(tid: number): LiveTask | undefined;
  byToken(token: string): LiveTask | undefined;
  /** The task of a device in a plan for the version that it runs. */
  of(plan: OnenetPlan, product: string, device: string, source: string | null): LiveTask | undefined;
  open(product: string, device: string, kind: OnenetKind): readonly LiveTask[];
  list(query: TaskQuery): readonly OnenetTask[];
  add(plan: OnenetPlan, product: string, device: string, source: string | null): LiveTask;
  move(tid: number, state: OnenetState, step: number | null): void;
  renewToken(tid: number): void;
  cancelOfPlan(planId: string): void;
}

/** A device has two days from the check to the last byte (platform-apis 2.2). */
export const tokenLifeMs = 48 * 3_600_000;

const columns = `tid, plan_id AS planId, product, device, kind, source, target, state, step,
  created_at_ms AS createdAtMs, changed_at_ms AS changedAtMs, token, token_until_ms AS tokenUntilMs`;

/** Every change is in the database before the answer that tells of it is sent. */
export function createTasks(store: Store, clock: Pick<Clock, 'wallMs'>, newToken = randomToken): Tasks {
  const get = (where: string, ...values: (string | number | null)[]): LiveTask | undefined => {
    const row = store.get(`SELECT ${columns} FROM onenet_tasks WHERE ${where}`, ...values);
    return row === undefined ? undefined : toTask(row);
  };
  const byTid = (tid: number): LiveTask | undefined => get('tid = ?', tid);
  return {
    byTid,
    byToken: (token) => get('token = ?', token),
    of: (plan, product, device, source) =>
      get(
        'plan_id = ? AND product = ? AND device = ? AND source IS ? ORDER BY tid DESC LIMIT 1',
        ...[plan.id, product, device, source],
      ),
    open: (product, device, kind) =>
      store
        .all(
          `SELECT ${columns} FROM onenet_tasks WHERE device = ? AND (product = ? OR ? = '') AND kind = ?
           AND state IN ('waiting', 'downloading', 'upgrading') ORDER BY tid DESC`,
          ...[device, product, product, kind],
        )
        .map(toTask),
    list: ({ planId = null, device = null, limit }) =>
      store
        .all(
          `SELECT ${columns} FROM onenet_tasks WHERE (?1 IS NULL OR plan_id = ?1) AND (?2 IS NULL OR device = ?2)
           ORDER BY tid DESC LIMIT ?3`,
          ...[planId, device, limit],
        )
        .map((row) => shownTask(toTask(row))),
    add(plan, product, device, source) {
      const [token, nowMs] = [newToken(), clock.wallMs()];
      store.run(
        `INSERT INTO onenet_tasks (plan_id, product, device, kind, source, target, state, step, created_at_ms,
         changed_at_ms, token, token_until_ms) VALUES (?, ?, ?, ?, ?, ?, 'waiting', NULL, ?, ?, ?, ?)`,
        ...[
          plan.id,
          product,
          device,
          plan.kind,
          source,
          plan.target,
          nowMs,
          nowMs,
          token,
          nowMs + tokenLifeMs,
        ],
      );
      const task = get('token = ?', token);
      if (task === undefined) throw new Error('a task that was written is not there');
      return task;
    },
    move(tid, state, step) {
      store.run(
        'UPDATE onenet_tasks SET state = ?, step = ?, changed_at_ms = ? WHERE tid = ?',
        ...[state, step, clock.wallMs(), tid],
      );
    },
    renewToken(tid) {
      store.run(
        'UPDATE onenet_tasks SET token = ?, token_until_ms = ? WHERE tid = ?',
        ...[newToken(), clock.wallMs() + tokenLifeMs, tid],
      );
    },
    cancelOfPlan(planId) {
      store.run(
        `UPDATE onenet_tasks SET state = 'cancelled', changed_at_ms = ? WHERE plan_id = ?
         AND state IN ('waiting', 'downloading', 'upgrading')`,
        ...[clock.wallMs(), planId],
      );
    },
  };
}

/** Without its token. */
export function shownTask(task: LiveTask): OnenetTask {
  const { token: _, tokenUntilMs: __, ...shown } = task;
  return shown;
}

function toTask({ token, tokenUntilMs, ...row }: StoreRow): LiveTask {
  return {
    ...onenetTaskSchema.parse(row),
    token: String(token),
    tokenUntilMs: Number(tokenUntilMs),
  };
}

function randomToken(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return `ota_${Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')}`;
}
