/** `serve campaigns ...`: which package which modules may have, and how carefully it spreads. */
import type { Campaign, CampaignAction } from '../../../../shared/contract/otaCampaign.ts';
import type { Action } from '../actions.ts';
import { texts } from '../arguments.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { campaignFields, campaignPackages } from './campaignFields.ts';
import { campaignLines, campaignTable } from './campaignText.ts';
import { findCampaign } from './findCampaign.ts';

/** Far more than anybody types; the contract's limit on packages of one campaign. */
const mostPackages = 100;

function shown({ output, t }: VerbContext, campaign: Campaign): 0 {
  output.result({ campaign }, campaignLines(t, campaign));
  return 0;
}

const steering = (action: CampaignAction): Action => ({
  words: [1, 1],
  async run(context, [word = '']) {
    const { id } = await findCampaign(context, word);
    return shown(context, await context.core.otaServer.steerCampaign({ id, action }));
  },
});

/** Packages that are named take the place of those that it had; else only their source versions may change. */
async function packagesOf(context: VerbContext, before: Campaign, words: readonly string[]) {
  if (words.length > 0) return campaignPackages(context, words);
  if (texts(context.args, 'source-version').length === 0) return before.packages;
  return campaignPackages(
    context,
    before.packages.map(({ sha256 }) => sha256),
  );
}

export const campaignActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run({ core, output, t }) {
      const campaigns = await snapshotOf(core.otaServer.campaigns);
      output.result({ campaigns }, campaignTable(t, campaigns));
      return 0;
    },
  },
  show: {
    words: [1, 1],
    run: async (context, [word = '']) => shown(context, await findCampaign(context, word)),
  },
  add: {
    words: [0, mostPackages],
    async run(context, words) {
      // What is still being made has no package yet.
      if (words.length === 0 && context.args.options['building'] !== true)
        throw new UsageError('missingPackage');
      const fields = await campaignFields(context, null);
      const packages = await campaignPackages(context, words);
      return shown(context, await context.core.otaServer.saveCampaign({ ...fields, packages }));
    },
  },
  edit: {
    words: [1, 1 + mostPackages],
    async run(context, [word = '', ...words]) {
      const before = await findCampaign(context, word);
      const fields = await campaignFields(context, before);
      const packages = await packagesOf(context, before, words);
      return shown(context, await context.core.otaServer.saveCampaign({ ...fields, packages }));
    },
  },
  pause: steering('pause'),
  resume: steering('resume'),
  abort: steering('abort'),
  'retry-failed': steering('retryFailed'),
  'next-stage': steering('nextStage'),
  remove: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { id, name } = await findCampaign(context, word);
      await context.core.otaServer.removeCampaign({ id });
      context.output.result({ removed: id }, [context.t('cli.serve.campaignRemoved', { name, id })]);
      return 0;
    },
  },
};
