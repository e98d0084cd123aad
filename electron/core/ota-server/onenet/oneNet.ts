import type { z } from 'zod';
import {
  type OnenetPlan,
  type OnenetRules,
  type OnenetTask,
  onenetRulesSchema,
  type onenetService,
} from '../../../../shared/contract/onenet.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Answer } from '../answer.ts';
import { createOnenetAnswers } from '../dialects/onenet/onenet.ts';
import type { HttpRequest } from '../http/request.ts';
import { createListeners } from '../listeners.ts';
import type { Publications } from '../publications.ts';
import { createDesk } from './desk.ts';
import { createPlanFiles } from './files.ts';
import { createOnenetKeys, type KeyStore } from './keys.ts';
import { createPlans } from './plans.ts';
import { createReports } from './reports.ts';
import { createTasks, shownTask, type TaskQuery } from './tasks.ts';

export type PlanInput = z.output<(typeof onenetService)['savePlan']['input']>;

/** OneNET's side of the device-facing server; works without an open port. */
export interface OneNet {
  /** Undefined when the path is none of OneNET's. */
  answer(request: HttpRequest): Answer | undefined;
  /** Resolves when keys and the files of every plan are ready; what could not be read was reported. */
  loaded(): Promise<void>;
  plans(): readonly OnenetPlan[];
  /** Throws AppError onenet.unknownPlan {id}, and what the package source throws. */
  savePlan(input: PlanInput): Promise<OnenetPlan>;
  removePlan(id: string): void;
  onPlans(listener: (plans: readonly OnenetPlan[]) => void): () => void;
  tasks(query: TaskQuery): readonly OnenetTask[];
  /** Throws AppError onenet.unknownTask {tid}. */
  steerTask(tid: number, action: 'cancel' | 'retry'): OnenetTask;
  rules(): OnenetRules;
  setRules(change: Partial<Pick<OnenetRules, 'tokenCheck' | 'refusalStatus'>>): OnenetRules;
  /** Throws what `OnenetKeys.set` throws. */
  setKey(res: string, key: string): Promise<OnenetRules>;
  /** Whether a plan has this package. */
  uses(sha256: string): boolean;
}

export interface OneNetParts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly journal: JournalPort;
  readonly publications: Pick<Publications, 'add' | 'remove'>;
  readonly secrets: KeyStore;
  readonly newId: () => string;
  readonly newToken?: () => string;
  /** For what fails where nobody waits for an answer. */
  readonly reportFailure: (error: unknown) => void;
}

const noHints = { signal: 0, power: 0, retry: 3, interval: 0 };

export function createOneNet(parts: OneNetParts): OneNet {
  const { store, clock, journal, newId, reportFailure } = parts;
  const plans = createPlans(store);
  const tasks = createTasks(store, clock, parts.newToken);
  const keys = createOnenetKeys(store, parts.secrets, reportFailure);
  const files = createPlanFiles(parts.publications);
  const listeners = createListeners<readonly OnenetPlan[]>(reportFailure);
  const desk = createDesk({ store, clock, plans, tasks, reports: createReports(store, clock) });
  const settings = (): Pick<OnenetRules, 'tokenCheck' | 'refusalStatus'> => readSettings(store);
  const answer = createOnenetAnswers({
    ...{ desk, rules: settings, keyFor: keys.find, wallMs: clock.wallMs, fileOf: files.find },
    onBadToken: ({ field, fault }, device, refused) =>
      journal.append({
        kind: 'appEvent',
        event: refused ? 'onenet.tokenRefused' : 'onenet.tokenBad',
        params: { device, field, fault },
      }),
  });
  const opening = Promise.allSettled(plans.list().map(({ sha256 }) => files.open(sha256))).then((results) => {
    for (const result of results) if (result.status === 'rejected') reportFailure(result.reason);
  });
  const rules = (): OnenetRules => ({ ...settings(), keys: keys.list() });

  function known(id: string): OnenetPlan {
    const plan = plans.find(id);
    if (plan === undefined) throw new AppError('onenet.unknownPlan', { id });
    return plan;
  }

  function changed(): void {
    files.keepOnly(new Set(plans.list().map(({ sha256 }) => sha256)));
    listeners.emit(plans.list());
  }

  return {
    answer,
    loaded: async () => {
      await Promise.all([opening, keys.loaded()]);
    },
    plans: plans.list,
    async savePlan({ id, hints, active, ...input }) {
      const before = id === undefined ? undefined : known(id);
      await files.open(input.sha256);
      const plan = {
        ...input,
        id: before?.id ?? newId(),
        createdAtMs: before?.createdAtMs ?? clock.wallMs(),
        hints: hints ?? before?.hints ?? noHints,
        active: active ?? before?.active ?? true,
      };
      plans.save(plan);
      changed();
      return plan;
    },
    removePlan(id) {
      known(id);
      store.transaction(() => {
        tasks.cancelOfPlan(id);
        plans.remove(id);
      });
      changed();
    },
    onPlans: listeners.on,
    tasks: tasks.list,
    steerTask(tid, action) {
      const task = tasks.byTid(tid);
      if (task === undefined) throw new AppError('onenet.unknownTask', { tid });
      const open = ['waiting', 'downloading', 'upgrading'].includes(task.state);
      if (action === 'cancel' && open) tasks.move(tid, 'cancelled', task.step);
      if (action === 'retry' && !open) {
        store.transaction(() => {
          tasks.renewToken(tid);
          tasks.move(tid, 'waiting', null);
        });
      }
      return shownTask(tasks.byTid(tid) ?? task);
    },
    rules,
    setRules(change) {
      writeSettings(store, { ...settings(), ...change });
      return rules();
    },
    async setKey(res, key) {
      await keys.set(res, key);
      return rules();
    },
    uses: (sha256) => plans.list().some((plan) => plan.sha256 === sha256),
  };
}

const settingsSchema = onenetRulesSchema.omit({ keys: true });

/** Off until somebody gave keys and says so: without a key every token is bad. */
function readSettings(store: Store): z.infer<typeof settingsSchema> {
  const row = store.get("SELECT value FROM onenet_settings WHERE name = 'rules'");
  if (row === undefined) return { tokenCheck: 'off', refusalStatus: 200 };
  return settingsSchema.parse(JSON.parse(String(row['value'])));
}

function writeSettings(store: Store, settings: z.infer<typeof settingsSchema>): void {
  store.run(
    "INSERT INTO onenet_settings (name, value) VALUES ('rules', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    JSON.stringify(settings),
  );
}
