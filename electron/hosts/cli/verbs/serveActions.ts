/** `serve campaigns|dryrun|ban …`: what the OTA server offers, why it refuses, and whom. */
import type { Campaign } from '../../../../shared/contract/otaCampaign.ts';
import type { OtaRuleResult } from '../../../../shared/contract/otaDecision.ts';
import type { Action } from '../actions.ts';
import { flag, type OptionSpec, text, texts } from '../arguments.ts';
import { bytes } from '../format.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

export const serveOptions: Readonly<Record<string, OptionSpec>> = {
  'firmware-name': { type: 'string', multiple: true, value: 'NAME' },
  'source-version': { type: 'string', multiple: true, value: 'VERSION' },
  target: { type: 'string', value: 'VERSION' },
  'project-key': { type: 'string', value: 'KEY' },
  note: { type: 'string', value: 'TEXT' },
  release: { type: 'boolean' },
};

/** Actions that are no package: a file of that name is `./campaigns`. */
export const serveActions: Readonly<Record<string, Action>> = {
  campaigns: {
    words: [0, 2],
    async run(context, [action, id]) {
      const { core, output } = context;
      if (action === 'add') return addCampaign(context, id ?? '');
      const known = ['pause', 'resume', 'abort', 'retryFailed', 'nextStage'] as const;
      const steering = known.find((name) => name === action);
      if (steering !== undefined && id !== undefined) {
        const campaign = await core.otaServer.steerCampaign({ id, action: steering });
        output.result({ campaign }, [lineOf(context, campaign)]);
        return 0;
      }
      if (action === 'remove' && id !== undefined) {
        await core.otaServer.removeCampaign({ id });
        output.result({ removed: id }, [id]);
        return 0;
      }
      if (action !== undefined)
        throw new UsageError('badAction', { value: action, allowed: `add, remove, ${known.join(', ')}` });
      const campaigns = await snapshotOf(core.otaServer.campaigns);
      output.result(
        { campaigns },
        campaigns.map((campaign) => lineOf(context, campaign)),
      );
      return 0;
    },
  },
  dryrun: {
    words: [1, 1],
    async run(context, [request = '']) {
      const { core, output, t } = context;
      const result = await core.otaServer.dryRun({ request });
      const answer = result.body === '' ? bytes(result.sizeBytes) : result.body;
      output.result(result, [
        ...result.decision.rules.map((rule) => ruleLine(t, rule)),
        `${result.status}  ${answer}`,
      ]);
      return result.decision.outcome === 'serve' ? 0 : 1;
    },
  },
  ban: {
    words: [0, 1],
    async run(context, [id]) {
      const { core, output, args } = context;
      if (id === undefined) {
        const { modules } = await core.otaServer.modules({ bannedOnly: true, limit: 1000 });
        output.result(
          { modules },
          modules.map((module) => `${module.id}  ${module.ban?.kind ?? ''}`),
        );
        return 0;
      }
      const note = text(args, 'note');
      const module = flag(args, 'release')
        ? await core.otaServer.releaseModule({ id })
        : await core.otaServer.banModule({ id, ...(note === undefined ? {} : { note }) });
      output.result({ module }, [`${module.id}  ${module.ban?.kind ?? '-'}`]);
      return 0;
    },
  },
};

/** `campaigns add SHA256 --firmware-name N --target V [--source-version V …] [--project-key KEY]`: a delta where sources are named, else a full package. */
async function addCampaign(context: VerbContext, sha256: string): Promise<0> {
  const { args, core, output } = context;
  const names = texts(args, 'firmware-name');
  const [first] = names;
  const target = text(args, 'target');
  if (first === undefined || target === undefined)
    throw new UsageError('missingOption', { name: '--firmware-name, --target' });
  const sources = texts(args, 'source-version');
  const campaign = await core.otaServer.saveCampaign({
    name: text(args, 'note') ?? `${first} ${target}`,
    projectKey: text(args, 'project-key') ?? null,
    firmwareNames: [...names],
    targetVersion: target,
    packages: [
      sources.length === 0
        ? { kind: 'full', sha256 }
        : { kind: 'delta', sha256, sourceVersions: [...sources] },
    ],
  });
  output.result({ campaign }, [lineOf(context, campaign)]);
  return 0;
}

function lineOf({ t }: VerbContext, campaign: Campaign): string {
  const { id, name, firmwareNames, targetVersion, state, counts } = campaign;
  const { succeeded, waiting, suspected, failed } = counts;
  const numbers = `${succeeded}/${succeeded + waiting + suspected + failed}`;
  return `${id}  ${name}  ${firmwareNames[0] ?? ''} -> ${targetVersion}  ${t(`campaignState.${state}`)}  ${numbers}`;
}

function ruleLine(t: VerbContext['t'], rule: OtaRuleResult): string {
  const name = t(`otaRule.${rule.rule}`);
  if (rule.outcome === 'notReached') return `     ${name}`;
  return `${rule.outcome === 'pass' ? ' ok ' : ' NO '} ${name}: ${t(`otaReason.${rule.reason}`, rule.params)}`;
}
