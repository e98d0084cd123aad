/** Which packages a pair of files allows, asked once per pair, and the one that is meant. */
import { useEffect } from 'react';
import type { FileRef } from '../../shared/contract/common.ts';
import type { DeltaFormat, FormatOption } from '../../shared/contract/delta.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';
import { type Draft, fileRefToText } from './draft.ts';

const answers = createAnswers<readonly FormatOption[]>();

type Pair = Pick<Draft, 'old' | 'new' | 'oldVersion' | 'newVersion'>;

/** Asks as soon as NEW is there: some formats need no OLD. */
export function useFormatOptions(pair: Pair): Answer<readonly FormatOption[]> {
  const core = useCore();
  const { old, new: fresh, oldVersion, newVersion } = pair;
  const question = fresh === null ? null : [textOf(old), textOf(fresh), oldVersion, newVersion].join('\n');
  useEffect(() => {
    if (fresh === null || question === null) return;
    const input = {
      new: fresh,
      ...(old === null ? {} : { old }),
      ...(oldVersion === '' || old === null ? {} : { oldVersion }),
      ...(newVersion === '' ? {} : { newVersion }),
    };
    answers.need(question, () => core.delta.options(input));
  }, [core, old, fresh, oldVersion, newVersion, question]);
  return answers.useAnswer(question);
}

function textOf(file: FileRef | null): string {
  return file === null ? '-' : fileRefToText(file);
}

/** Warnings without the one that the list of what is left out says better. */
export function warningsOf(told: Pick<FormatOption, 'warnings'> & LeftOut): readonly string[] {
  const bootloader = told.notCovered.some(({ role }) => role === 'bootloader');
  return told.warnings.filter((name) => name !== 'bootloaderNotCovered' || !bootloader);
}

interface LeftOut {
  readonly notCovered: readonly Pick<FormatOption['notCovered'][number], 'role'>[];
}

/** A refusal that a person may override with a reason; the core decides, this only offers the field. */
export function isOverridable({ format, refusal }: FormatOption): boolean {
  if (format === 'uis8910') return refusal?.code === 'delta.notCarried';
  return (format === 'luatos' || format === 'luatos-script') && refusal?.code === 'firmware.damaged';
}

export function isOffered(option: FormatOption): boolean {
  return option.refusal === undefined || isOverridable(option);
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
