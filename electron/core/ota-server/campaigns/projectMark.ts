import { hash } from 'node:crypto';
import { keyHint } from '../../store/keyHint.ts';
import type { ProjectMark } from '../ledger/otaModules.ts';

/** How a project is told apart without its key being kept: a digest, and the end of the key for people. */
export function markOf(projectKey: string): ProjectMark {
  return { digest: hash('sha256', projectKey), hint: keyHint(projectKey) };
}
