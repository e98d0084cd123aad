/** Which packages a pair of files allows, asked once per pair, and the one that is meant. */
import { useEffect, useMemo } from 'react';
import type { FileRef } from '../../shared/contract/common.ts';
import type { DeltaFormat, FormatOption, PackageWarning } from '../../shared/contract/delta.ts';
import { warningsOnce } from '../../shared/domain/warningsOnce.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';
import { type Draft, fileRefToText } from './draft.ts';

const answers = createAnswers<readonly FormatOption[]>();

type Pair = Pick<Draft, 'old' | 'new' | 'oldVersion' | 'newVersion'>;

/** Asks as soon as NEW is there: some formats need no OLD. */
export function useFormatOptions(pair: Pair): Answer<readonly FormatOption[]> {
  const core = useCore();
  const { question, input } = usePairQuestion(pair);
  useEffect(() => {
    if (question === null || input === null) return;
    answers.need(question, () => core.delta.options(input));
  }, [core, question, input]);
  return answers.useAnswer(question);
}

/** What the core is asked about a pair, and that as a text to know the answer by; both null without NEW. */
export function usePairQuestion({ old, new: fresh, oldVersion, newVersion }: Pair) {
  const question = fresh === null ? null : [textOf(old), textOf(fresh), oldVersion, newVersion].join('\n');
  const input = useMemo(
    () =>
      fresh === null
        ? null
        : {
            new: fresh,
            ...(old === null ? {} : { old }),
            ...(oldVersion === '' || old === null ? {} : { oldVersion }),
            ...(newVersion === '' ? {} : { newVersion }),
          },
    [old, fresh, oldVersion, newVersion],
  );
  return { question, input };
}

function textOf(file: FileRef | null): string {
  return file === null ? '-' : fileRefToText(file);
}

/** Warnings without the one that the list of what is left out says better. */
export function warningsOf(told: Told): readonly PackageWarning[] {
  return warningsOnce(told);
}

interface Told {
  readonly warnings: readonly PackageWarning[];
  readonly notCovered: readonly Pick<FormatOption['notCovered'][number], 'role'>[];
}

/** Possible, or refused in a way that the core lets a person override with a reason. */
export function isOffered({ refusal, overridable }: FormatOption): boolean {
  return refusal === undefined || overridable;
}

/** What a person chose, as long as it is offered for this pair; else what the core recommends. */
export function chosenOption(
  options: readonly FormatOption[],
  wanted: DeltaFormat | null,
): FormatOption | undefined {
  const offered = options.filter(isOffered);
  return (
    offered.find(({ format }) => format === wanted) ??
    offered.find(({ recommended }) => recommended) ??
    offered[0]
  );
}
