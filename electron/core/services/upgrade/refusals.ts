import type { PackageManifest } from '../../../../shared/contract/package.ts';
import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import { matchBase } from './baseMatch.ts';
import type { UpgradeRequest } from './request.ts';

/** Judgements of Airdock before anything is sent. A person may override them with a reason, which goes to the journal. */

/** No driver fits, or none of those that fit can deliver in this way. */
export function refuseUnknown(version: string, context: JobContext): Verdict {
  const row = context.event('upgrade.identified', { version });
  return {
    ...{ outcome: 'failed', code: 'upgrade.noDriver', params: { version }, domain: 'airdock' },
    ...{
      stage: 'identify',
      retry: 'pointless',
      remedies: ['chooseDriver', 'checkPort'],
      evidence: [row.seq],
    },
  };
}

/** The platform has banned this module; asking again only makes it longer. */
export function refuseBanned(request: UpgradeRequest, context: JobContext): Verdict | null {
  if (isOverridden(request, context)) return null;
  const row = context.event('upgrade.banned', {}, 'warning');
  return {
    ...{ outcome: 'failed', code: 'upgrade.banStands', params: {}, domain: 'server', stage: 'preflight' },
    ...{ retry: 'pointless', remedies: ['unlockImei', 'findLoopCause'], evidence: [row.seq] },
  };
}

/** A module on another firmware than the package's base is refused before anything is sent. */
export function refuseBase(
  manifest: PackageManifest,
  version: string,
  request: UpgradeRequest,
  context: JobContext,
): Verdict | null {
  const match = matchBase(manifest, version);
  const base = match.baseVersion ?? '';
  const row = context.event('upgrade.baseCompared', { state: match.state, version, base });
  if (match.state === 'match' || match.state === 'unknown') return null;
  if (isOverridden(request, context)) return null;
  const already = match.state === 'already';
  return {
    outcome: 'failed',
    code: already ? 'upgrade.alreadyThere' : 'upgrade.baseMismatch',
    params: already ? { version } : { module: version, base },
    ...{ domain: 'airdock', stage: 'preflight', retry: 'pointless' },
    remedies: already ? [] : ['checkBase', 'useIntermediateVersion'],
    evidence: [row.seq],
  };
}

function isOverridden({ override }: UpgradeRequest, context: JobContext): boolean {
  if (override === undefined) return false;
  context.event('upgrade.overridden', { reason: override }, 'warning');
  return true;
}
