/** OneNET's plans, followed while somebody looks. */
import { useEffect, useState } from 'react';
import type { OnenetPlan } from '../../shared/contract/onenet.ts';
import { useCore } from '../connection/CoreContext.tsx';

export interface OnenetPlansView {
  readonly loaded: boolean;
  readonly plans: readonly OnenetPlan[];
}

export function useOnenetPlans(): OnenetPlansView {
  const core = useCore();
  const [view, setView] = useState<OnenetPlansView>({ loaded: false, plans: [] });
  useEffect(() => {
    const take = (plans: readonly OnenetPlan[]) => setView({ loaded: true, plans });
    return core.onenet.plans(
      {},
      {
        onSnapshot: take,
        onChanges: (changes) => {
          const last = changes.at(-1);
          if (last !== undefined) take(last);
        },
      },
    );
  }, [core]);
  return view;
}
