/** Kinds of virtual modules, asked once: they do not change while the core runs. */
import { useEffect } from 'react';
import type { Inspection } from '../../shared/contract/firmware.ts';
import type { DialectInfo } from '../../shared/contract/virtual.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';

const dialects = createAnswers<readonly DialectInfo[]>();

export function useDialects(): Answer<readonly DialectInfo[]> {
  const core = useCore();
  useEffect(() => dialects.need('all', () => core.virtual.dialects({})), [core]);
  return dialects.useAnswer('all');
}

/** The kind of virtual module that runs such a firmware, by its chip and its file format; undefined where none does. */
export function dialectFor(
  { chip, kind }: Pick<Inspection, 'chip' | 'kind'>,
  all: readonly Pick<DialectInfo, 'id' | 'chip' | 'fileEndings'>[],
): string | undefined {
  return all.find((dialect) => dialect.chip === chip && dialect.fileEndings.includes(`.${kind}`))?.id;
}
