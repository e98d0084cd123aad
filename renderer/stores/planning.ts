/** Questions about names and about the user's FotaToolkit, asked once each. */
import { useEffect } from 'react';
import type { CoreClient } from '../../shared/contract/index.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';

type Planning = CoreClient['planning'];
type Input<M extends keyof Planning> = Parameters<Planning[M]>[0];
type Output<M extends keyof Planning> = Awaited<ReturnType<Planning[M]>>;

const checks = createAnswers<Output<'checkNames'>>();
const libfotas = createAnswers<Output<'composeLibfota'>>();
const toolkits = createAnswers<Output<'toolkit'>>();

/** Asked after every change of a field; the answer is a few lines. */
export function useNameCheck(input: Input<'checkNames'> | null): Answer<Output<'checkNames'>> {
  const core = useCore();
  const question = input === null ? null : JSON.stringify(input);
  useEffect(() => {
    if (input === null || question === null) return;
    checks.need(question, () => core.planning.checkNames(input));
  }, [core, input, question]);
  return checks.useAnswer(question);
}

export function useLibfota(input: Input<'composeLibfota'> | null): Answer<Output<'composeLibfota'>> {
  const core = useCore();
  const question = input === null ? null : JSON.stringify(input);
  useEffect(() => {
    if (input === null || question === null) return;
    libfotas.need(question, () => core.planning.composeLibfota(input));
  }, [core, input, question]);
  return libfotas.useAnswer(question);
}

const theToolkit = 'toolkit';

export function useToolkit(): Answer<Output<'toolkit'>> {
  const core = useCore();
  useEffect(() => toolkits.need(theToolkit, () => core.planning.toolkit({})), [core]);
  return toolkits.useAnswer(theToolkit);
}

/** Asks anew after the setting was changed. */
export function refreshToolkit(core: CoreClient): Promise<void> {
  return toolkits.ask(theToolkit, () => core.planning.toolkit({}));
}
