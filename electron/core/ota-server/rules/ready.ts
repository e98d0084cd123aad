import type { Finding, Progress, Rule } from './case.ts';

/** Rules about the package itself and about how often it was asked for. */

export const building: Rule = {
  name: 'building',
  ask(facts, progress): Finding {
    const campaign = progress.candidates[0]?.campaign;
    const sha256 = packageOf(progress);
    if (sha256 === null)
      return { reason: 'stillBuilding', cause: 43, params: { campaign: campaign?.name ?? '' } };
    if (facts.blob(sha256) === 'loading') return { reason: 'stillLoading', cause: 43 };
    if (campaign?.building === true && progress.resume === null)
      return { reason: 'stillBuilding', cause: 43, params: { campaign: campaign.name } };
    return { reason: 'built' };
  },
};

/** Which number the platform would use here is not written anywhere; 26 tells the support desk to look at the firmware. */
export const intact: Rule = {
  name: 'package',
  ask(facts, progress): Finding {
    const sha256 = packageOf(progress) ?? '';
    const params = { sha256: sha256.slice(0, 12) };
    if (facts.blob(sha256) === 'damaged') return { reason: 'packageDamaged', cause: 26, params };
    return { reason: 'packageIntact', params };
  },
};

/** The n-th download within a window is the one that is refused, and bans (platform-apis 1.6). Resumes do not count. */
export const loop: Rule = {
  name: 'loop',
  ask(facts, { candidates, resume }): Finding {
    if (resume !== null) return { reason: 'resumeNotCounted' };
    const target = candidates[0]?.campaign.targetVersion ?? '';
    const version = facts.request.version ?? '';
    const { loopWindows } = facts.settings;
    const since = loopWindows.map(({ windowMs }) => facts.nowMs - windowMs);
    const before = facts.servings(version, target, since);
    let most = 0;
    for (const [index, { count, windowMs }] of loopWindows.entries()) {
      const began = (before[index] ?? 0) + 1;
      most = Math.max(most, began);
      if (began < count) continue;
      const params = { count, hours: Math.round(windowMs / 36_000) / 100, source: version, target };
      if (facts.module?.bench === true) return { reason: 'benchDevice', params };
      return { reason: 'loopDetected', cause: 40, params };
    }
    return { reason: 'withinLimits', params: { count: most } };
  },
};

/** Digest of the package that would be served; null while it is being built. */
export function packageOf({ resume, candidates }: Progress): string | null {
  return resume?.packageSha256 ?? candidates[0]?.pick?.sha256 ?? null;
}
