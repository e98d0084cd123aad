/** How large the packages for a pair are likely to be, asked once per pair. */
import { useEffect } from 'react';
import type { DeltaFormat, FormatEstimate } from '../../shared/contract/delta.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { createAnswers } from './answers.ts';
import { usePairQuestion } from './formats.ts';

const answers = createAnswers<readonly FormatEstimate[]>();

/** The estimate for one format; undefined while it is not known, and where none could be made. */
export function useEstimate(
  pair: Parameters<typeof usePairQuestion>[0],
  format: DeltaFormat,
): FormatEstimate | undefined {
  const core = useCore();
  const { question, input } = usePairQuestion(pair);
  useEffect(() => {
    if (question === null || input === null) return;
    answers.need(question, () => core.delta.estimate(input));
  }, [core, question, input]);
  const answer = answers.useAnswer(question);
  return answer.state === 'done' ? answer.value.find((candidate) => candidate.format === format) : undefined;
}
