/** Requests that can be sent, asked once: they do not change while the core runs. */
import { useEffect } from 'react';
import type { CoreClient } from '../../shared/contract/index.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';

type Forms = Awaited<ReturnType<CoreClient['otaClient']['forms']>>;
export type OtaFormInfo = Forms[number];

const forms = createAnswers<Forms>();

export function useOtaForms(): Answer<Forms> {
  const core = useCore();
  useEffect(() => forms.need('all', () => core.otaClient.forms({})), [core]);
  return forms.useAnswer('all');
}
