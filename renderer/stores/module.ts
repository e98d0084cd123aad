/** What modules answered when they were last asked, by port. */
import type { ModuleIdentity } from '../../shared/contract/modem.ts';
import type { Preflight } from '../../shared/contract/upgrade.ts';
import { createAnswers } from './answers.ts';
import type { Draft } from './draft.ts';

export const identities = createAnswers<ModuleIdentity>();
export const preflights = createAnswers<Preflight>();

/** A preflight is about one port, one package and one address; another of them is another question. */
export function preflightQuestion(draft: Draft, packageSha: string | null): string | null {
  if (draft.port === null || packageSha === null) return null;
  return [draft.port, packageSha, draft.advertise ?? ''].join('\n');
}

/** Drops what a module said: an upgrade changes it. */
export function forgetModule(portId: string): void {
  identities.forget((question) => question === portId);
  preflights.forget((question) => question.startsWith(`${portId}\n`));
}

/** What keeps an upgrade from being started, and whether a person may override it with a reason. */
export function preflightBlocks(preflight: Preflight): boolean {
  const mismatch = preflight.match.state === 'mismatch' || preflight.match.state === 'already';
  return mismatch || preflight.findings.some((finding) => finding.level === 'error');
}
