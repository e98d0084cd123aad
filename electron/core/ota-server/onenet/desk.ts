import type { OnenetKind, OnenetPlan } from '../../../../shared/contract/onenet.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Store } from '../../store/store.ts';
import { choosePlan, concerns, type Plans } from './plans.ts';
import type { ReportedVersions, Reports } from './reports.ts';
import { applyStep, endedRefusal, type OnenetRefusal } from './taskState.ts';
import type { LiveTask, Tasks } from './tasks.ts';

export interface Who {
  /** Empty where the request does not tell. */
  readonly product: string;
  readonly device: string;
}

export type Granted<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: OnenetRefusal };
export interface Offered {
  readonly task: LiveTask;
  readonly plan: OnenetPlan;
}

/** How a request names its task: the old interface by the secret token, the newer ones by number. */
export type TaskName = { readonly token: string } | { readonly tid: number };

/** What a device can ask for, whatever the interface. Each call is one transaction, done before it returns. */
export interface Desk {
  report(who: Who, versions: ReportedVersions): void;
  versions(who: Who): ReportedVersions;
  check(who: Who, kind: OnenetKind, version: string | undefined): Granted<Offered>;
  /** The running task; makes none. */
  running(who: Who, kind: OnenetKind): Granted<Offered>;
  find(name: TaskName, who: Who): Granted<Offered>;
  /** Before or with the first byte: the task becomes a download. */
  beginDownload(name: TaskName, who: Who): Granted<Offered>;
  step(name: TaskName, who: Who, step: number): Granted<LiveTask>;
}

export interface DeskParts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly plans: Plans;
  readonly tasks: Tasks;
  readonly reports: Reports;
}

export function createDesk({ store, clock, plans, tasks, reports }: DeskParts): Desk {
  const refuse = (refusal: OnenetRefusal) => ({ ok: false, refusal }) as const;
  const grant = <T>(value: T) => ({ ok: true, value }) as const;

  function find(name: TaskName, who: Who): Granted<Offered> {
    const task = 'token' in name ? tasks.byToken(name.token) : tasks.byTid(name.tid);
    if (task === undefined || !isOf(task, who)) return refuse('notFound');
    const plan = plans.find(task.planId);
    if (plan === undefined) return refuse(endedRefusal(task.state) ?? 'cancelled');
    return grant({ task, plan });
  }

  /** An open task that may be worked on now. */
  function findOpen(name: TaskName, who: Who): Granted<Offered> {
    const found = find(name, who);
    if (!found.ok) return found;
    const { task } = found.value;
    const ended = endedRefusal(task.state);
    if (ended !== undefined) return refuse(ended);
    return task.tokenUntilMs < clock.wallMs() ? refuse('tokenExpired') : found;
  }

  function offer(who: Who, kind: OnenetKind, given: string | undefined): Granted<Offered> {
    const version = given ?? reports.of(who.product, who.device)[kind];
    const plan = choosePlan(plans.list(), { ...who, kind, version });
    if (plan === undefined) {
      const there = plans
        .list()
        .some((other) => other.target === version && concerns(other, { ...who, kind }));
      return refuse(there ? 'alreadyThere' : 'noTask');
    }
    const source = version ?? null;
    const known = tasks.of(plan, who.product, who.device, source);
    if (known?.state === 'succeeded') return refuse('alreadyThere');
    if (known?.state === 'failed' || known?.state === 'cancelled') return refuse('noTask');
    // The old token is unknown from here on: two valid ones would be one too many.
    if (known !== undefined && known.tokenUntilMs < clock.wallMs()) tasks.renewToken(known.tid);
    const task =
      known === undefined ? tasks.add(plan, who.product, who.device, source) : tasks.byTid(known.tid);
    return task === undefined ? refuse('internal') : grant({ task, plan });
  }

  function finish(task: LiveTask, step: number | null): void {
    tasks.move(task.tid, 'succeeded', step);
    reports.report(task.product, task.device, { [task.kind]: task.target });
  }

  return {
    report: (who, versions) =>
      store.transaction(() => {
        reports.report(who.product, who.device, versions);
        for (const kind of ['fota', 'sota'] as const) {
          for (const task of tasks.open(who.product, who.device, kind)) {
            if (task.target === versions[kind]) finish(task, task.step);
          }
        }
      }),
    versions: (who) => reports.of(who.product, who.device),
    check: (who, kind, version) => store.transaction(() => offer(who, kind, version)),
    running(who, kind) {
      for (const task of tasks.open(who.product, who.device, kind)) {
        const plan = plans.find(task.planId);
        if (plan !== undefined) return grant({ task, plan });
      }
      return refuse('noTask');
    },
    find,
    beginDownload: (name, who) =>
      store.transaction(() => {
        const found = findOpen(name, who);
        if (!found.ok) return found;
        const { task } = found.value;
        if (task.state === 'upgrading') return refuse('invalidState');
        if (task.state === 'waiting') tasks.move(task.tid, 'downloading', task.step);
        return found;
      }),
    step: (name, who, step) =>
      store.transaction(() => {
        const found = find(name, who);
        if (!found.ok) return found;
        const { task } = found.value;
        const outcome = applyStep(task.state, step);
        if (!outcome.ok) return outcome;
        if (outcome.state === 'succeeded') finish(task, step);
        else tasks.move(task.tid, outcome.state, step);
        return grant({ ...task, state: outcome.state, step });
      }),
  };
}

/** A request that names no product or no device is judged by its token or number alone. */
function isOf(task: LiveTask, { product, device }: Who): boolean {
  const sameProduct = product === '' || task.product === '' || task.product === product;
  return sameProduct && (device === '' || task.device === device);
}
