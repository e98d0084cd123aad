/** A campaign in words: one row of a list, and everything about one. */
import type { Campaign } from '../../../../shared/contract/otaCampaign.ts';
import { table } from '../format.ts';
import type { VerbContext } from '../verb.ts';
import { showMoment } from './moment.ts';

type T = VerbContext['t'];

export function campaignTable(t: T, campaigns: readonly Campaign[]): string[] {
  if (campaigns.length === 0) return [t('cli.serve.noCampaigns')];
  const heads = ['id', 'name', 'firmwareName', 'target', 'state', 'stage', 'done'];
  return table(
    heads.map((name) => t(`cli.serve.column.${name}`)),
    campaigns.map((campaign) => [
      ...[campaign.id, campaign.name, campaign.firmwareNames[0] ?? '', campaign.targetVersion],
      ...[t(`campaignState.${campaign.state}`), stageText(t, campaign), doneText(campaign)],
    ]),
  );
}

function stageText(t: T, { rollout, stage }: Campaign): string {
  if (rollout === null) return t('cli.serve.stage.all');
  if (stage === 0) return t('cli.serve.stage.canary', { count: rollout.canary.length });
  return t('cli.serve.stage.batch', { percent: rollout.batches[stage - 1] ?? 100 });
}

/** Succeeded of all that were served. */
function doneText({ counts: { succeeded, waiting, suspected, failed } }: Campaign): string {
  return `${succeeded}/${succeeded + waiting + suspected + failed}`;
}

/** Everything that a person could have set, and how it goes. */
export function campaignLines(t: T, campaign: Campaign): string[] {
  const { rollout, window, counts } = campaign;
  const field = (name: string, value: string): string => `${t(`cli.serve.field.${name}`)}: ${value}`;
  const list = (ids: readonly string[]): string =>
    ids.length <= 5 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} … (${ids.length})`;
  return [
    `${campaign.name}  (${campaign.id})`,
    field('state', `${t(`campaignState.${campaign.state}`)}, ${stageText(t, campaign)}`),
    field('firmwareNames', campaign.firmwareNames.join(', ')),
    field('target', campaign.targetVersion),
    ...campaign.packages.map((one) =>
      one.kind === 'full'
        ? t('cli.serve.full', { sha256: one.sha256 })
        : t('cli.serve.delta', { sha256: one.sha256, versions: one.sourceVersions.join(', ') }),
    ),
    field('project', campaign.projectHint === null ? t('cli.serve.anyProject') : `…${campaign.projectHint}`),
    ...(campaign.coreVersion === null ? [] : [field('core', campaign.coreVersion)]),
    field('audience', t(`cli.serve.audience.${campaign.audience}`)),
    ...(campaign.allow.length === 0 ? [] : [field('allow', list(campaign.allow))]),
    ...(campaign.deny.length === 0 ? [] : [field('deny', list(campaign.deny))]),
    ...(window === null ? [] : [field('window', windowText(window))]),
    ...(campaign.allowOlder ? [t('cli.serve.allowsOlder')] : []),
    ...(campaign.building ? [t('cli.serve.isBuilding')] : []),
    ...(rollout === null ? [] : [field('rollout', t('cli.serve.rollout', rolloutWords(rollout)))]),
    field('counts', t('cli.serve.counts', counts)),
  ];
}

function rolloutWords({ canary, batches, ...numbers }: NonNullable<Campaign['rollout']>) {
  return { ...numbers, canary: canary.length, batches: batches.map((share) => `${share} %`).join(', ') };
}

function windowText({ fromMs, toMs }: NonNullable<Campaign['window']>): string {
  return [fromMs, toMs].map((ms) => (ms === null ? '…' : showMoment(ms))).join(' – ');
}
