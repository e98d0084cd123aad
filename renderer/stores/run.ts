/** One action of a person: busy while it runs, its error kept until the next try. */
import { useCallback, useState } from 'react';
import { AppError } from '../../shared/errors.ts';

export interface Action {
  readonly busy: boolean;
  readonly error: AppError | null;
  /** Runs and resolves to the value, or to undefined when it failed. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>;
  clear(): void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const run = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true);
    setError(null);
    try {
      return await work();
    } catch (thrown) {
      setError(AppError.from(thrown));
      return undefined;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, error, run, clear };
}
