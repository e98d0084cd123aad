/** For a button without a place of its own for errors: what did not work is said in a notice that stays until it is closed. */
import { useCallback } from 'react';
import { AppError } from '../../shared/errors.ts';
import { useText } from '../i18n/useText.ts';
import { notifyProblem } from './Toast.tsx';

/** @returns starts the work and tells how it failed; a call that was cancelled did not fail */
export function useToldAction(): (work: () => Promise<unknown>) => void {
  const { t, code } = useText();
  return useCallback(
    (work) => {
      work().catch((thrown: unknown) => {
        const error = AppError.from(thrown);
        if (error.code === 'rpc.cancelled') return;
        notifyProblem(t('common.somethingFailed'), code('error', error.code, error.params));
      });
    },
    [t, code],
  );
}
