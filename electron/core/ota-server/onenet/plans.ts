import { type OnenetKind, type OnenetPlan, onenetPlanSchema } from '../../../../shared/contract/onenet.ts';
import type { Store } from '../../store/store.ts';

/** What a device says of itself when it asks. */
export interface Asking {
  /** Empty where the request does not tell; then every product is possible. */
  readonly product: string;
  readonly device: string;
  readonly kind: OnenetKind;
  readonly version: string | undefined;
}

export interface Plans {
  /** Oldest first. */
  list(): readonly OnenetPlan[];
  find(id: string): OnenetPlan | undefined;
  save(plan: OnenetPlan): void;
  remove(id: string): void;
}

/** In the database, with a copy in memory that requests are answered from. */
export function createPlans(store: Store): Plans {
  const read = (): OnenetPlan[] =>
    store
      .all('SELECT data FROM onenet_plans ORDER BY position')
      .map(({ data }) => onenetPlanSchema.parse(JSON.parse(String(data))));
  let plans = read();
  return {
    list: () => plans,
    find: (id) => plans.find((plan) => plan.id === id),
    save(plan) {
      store.run(
        `INSERT INTO onenet_plans (id, position, data)
         VALUES (?, (SELECT COALESCE(MAX(position), 0) + 1 FROM onenet_plans), ?)
         ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
        plan.id,
        JSON.stringify(plan),
      );
      plans = read();
    },
    remove(id) {
      store.run('DELETE FROM onenet_plans WHERE id = ?', id);
      plans = read();
    },
  };
}

/**
 * The plan for a device: one that lists it before one for all, a delta before a full package, the newest before older ones.
 * A full package is for every version but its own target.
 */
export function choosePlan(plans: readonly OnenetPlan[], asking: Asking): OnenetPlan | undefined {
  const rank = (plan: OnenetPlan): number =>
    (plan.devices === null ? 0 : 2) + (plan.sources === null ? 0 : 1);
  return plans
    .filter((plan) => fits(plan, asking))
    .reduce<OnenetPlan | undefined>(
      (best, plan) => (best === undefined || rank(plan) >= rank(best) ? plan : best),
      undefined,
    );
}

/** Whether a plan is about a device at all, whatever it runs. */
export function concerns(plan: OnenetPlan, { product, device, kind }: Omit<Asking, 'version'>): boolean {
  const ofProduct = plan.product === null || product === '' || plan.product === product;
  return plan.active && plan.kind === kind && ofProduct && (plan.devices?.includes(device) ?? true);
}

function fits(plan: OnenetPlan, asking: Asking): boolean {
  const { version } = asking;
  if (!concerns(plan, asking)) return false;
  if (plan.sources === null) return version !== plan.target;
  return version !== undefined && plan.sources.includes(version);
}
