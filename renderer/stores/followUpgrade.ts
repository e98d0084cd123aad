/** Takes over an upgrade that a module has begun by itself, and shows it. */
import type { AppError } from '../../shared/errors.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { goTo } from './route.ts';
import { useAction } from './run.ts';

export interface FollowUpgrade {
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly start: () => void;
}

export function useFollowUpgrade(portId: string): FollowUpgrade {
  const core = useCore();
  const { busy, error, run } = useAction();
  const start = (): void => {
    void run(async () => {
      const { jobId } = await core.upgrade.follow({ portId });
      goTo('upgrade', { step: 5, draft: { job: jobId } });
    });
  };
  return { busy, error, start };
}
