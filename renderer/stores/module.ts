/** What modules answered when they were last asked, by port. */
import type { CoreClient } from '../../shared/contract/index.ts';
import type { ModuleIdentity } from '../../shared/contract/modem.ts';
import type { Preflight } from '../../shared/contract/upgrade.ts';
import { createAnswers } from './answers.ts';
import { type Draft, wayOf } from './draft.ts';

export const identities = createAnswers<ModuleIdentity>();
export const preflights = createAnswers<Preflight>();

type PreflightInput = Parameters<CoreClient['upgrade']['preflight']>[0];

/** What a preflight is asked about; null while the module or a package of Airdock's is missing. */
export function preflightInput(draft: Draft, packageSha: string | null): PreflightInput | null {
  const { port, bring, advertise, driver } = draft;
  if (port === null || (bring === 'package' && packageSha === null)) return null;
  return {
    portId: port,
    ...(bring === 'package' && packageSha !== null ? { sha256: packageSha } : { way: wayOf(draft) }),
    ...(advertise === null || advertise === '' ? {} : { advertise }),
    ...(driver === null ? {} : { driver }),
  };
}

/** Another port, package, address or driver is another question; the port comes first. */
export function preflightQuestion(draft: Draft, packageSha: string | null): string | null {
  const input = preflightInput(draft, packageSha);
  if (input === null) return null;
  return [
    input.portId,
    input.sha256 ?? draft.bring,
    input.advertise ?? '',
    ...(input.driver === undefined ? [] : [input.driver]),
  ].join('\n');
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
