/** Inspections and comparisons of firmware files, asked once per file. */
import { useEffect } from 'react';
import type { FileRef } from '../../shared/contract/common.ts';
import type { Comparison, Inspection } from '../../shared/contract/firmware.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';
import { fileRefToText } from './draft.ts';

const inspections = createAnswers<Inspection>();
const comparisons = createAnswers<Comparison>();

export function useInspection(file: FileRef | null, version: string): Answer<Inspection> {
  const core = useCore();
  const question = file === null ? null : `${fileRefToText(file)}\n${version}`;
  useEffect(() => {
    if (file === null || question === null) return;
    inspections.need(question, () => core.firmware.inspect({ file, ...(version === '' ? {} : { version }) }));
  }, [core, file, question, version]);
  return inspections.useAnswer(question);
}

export function useComparison(older: FileRef | null, newer: FileRef | null): Answer<Comparison> {
  const core = useCore();
  const question =
    older === null || newer === null ? null : `${fileRefToText(older)}\n${fileRefToText(newer)}`;
  useEffect(() => {
    if (older === null || newer === null || question === null) return;
    comparisons.need(question, () => core.firmware.compare({ old: older, new: newer }));
  }, [core, older, newer, question]);
  return comparisons.useAnswer(question);
}

/** The version to show and where it came from; undefined when the file names none. */
export function bestVersion(inspection: Inspection): Inspection['versions'][number] | undefined {
  return inspection.versions.find((version) => version.source === 'user') ?? inspection.versions[0];
}
