/** Kinds of virtual modules, asked once: they do not change while the core runs. */
import { useEffect } from 'react';
import type { DialectInfo } from '../../shared/contract/virtual.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { type Answer, createAnswers } from './answers.ts';

const dialects = createAnswers<readonly DialectInfo[]>();

export function useDialects(): Answer<readonly DialectInfo[]> {
  const core = useCore();
  useEffect(() => dialects.need('all', () => core.virtual.dialects({})), [core]);
  return dialects.useAnswer('all');
}
