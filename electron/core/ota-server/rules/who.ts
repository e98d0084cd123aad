import type { Finding, Rule } from './case.ts';

/** Rules about the sender: its project, its identity, whose it is, whether it is banned. */

export const project: Rule = {
  name: 'project',
  ask({ request, campaigns, projectKnown, anyCampaign }): Finding {
    const candidates = campaigns.map((campaign) => ({ campaign, pick: null }));
    if (projectKnown) return { reason: 'projectKnown', progress: { candidates } };
    if (candidates.length > 0) return { reason: 'anyProject', progress: { candidates } };
    if (!anyCampaign) return { reason: 'nothingOffered', cause: 25 };
    return { reason: request.project === null ? 'projectMissing' : 'projectUnknown', cause: 25 };
  },
};

/** Long enough for every id that a module has; longer ones are somebody's mistake or mischief. */
const longestIdentity = 64;

/** Whether a module can be known by it: short enough, and nothing that moves a cursor. */
export function isIdentity(text: string): boolean {
  return text !== '' && text.length <= longestIdentity && !/\p{Cc}/u.test(text);
}

export const identity: Rule = {
  name: 'identity',
  ask({ request }): Finding {
    const who = request.identity;
    if (who === null) return { reason: 'identityMissing', cause: 3 };
    if (!isIdentity(who.value))
      return { reason: 'identityMalformed', cause: 3, params: { limit: longestIdentity } };
    return { reason: 'identified', params: { kind: who.kind } };
  },
};

/** The first request binds a module to its project; another project may not have it then (platform-apis 1.5). */
export const binding: Rule = {
  name: 'binding',
  ask({ module, project: asked, projectKnown }): Finding {
    const bound = module?.project ?? null;
    if (bound === null) return { reason: asked !== null && projectKnown ? 'newlyBound' : 'anyProject' };
    if (asked !== null && asked !== bound) return { reason: 'boundElsewhere', cause: 17 };
    return { reason: 'boundHere' };
  },
};

export const ban: Rule = {
  name: 'ban',
  ask({ module }): Finding {
    const standing = module?.ban ?? null;
    if (standing === null) return { reason: 'notBanned' };
    const params = { atMs: standing.atMs, note: standing.note };
    return standing.kind === 'loop'
      ? { reason: 'bannedInLoop', cause: 40, params: { ...params, source: standing.source ?? '' } }
      : { reason: 'bannedByPerson', cause: 21, params };
  },
};
