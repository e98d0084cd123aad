/** How far a campaign is: its stage, and what the modules reported. */
import type { Campaign } from '../../../shared/contract/otaCampaign.ts';
import { formatCount } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Dot, type Tone } from '../../ui/Badge.tsx';
import styles from './Campaigns.module.css';

const tones: Readonly<Record<keyof Campaign['counts'], Tone>> = {
  ...{ succeeded: 'ok', waiting: 'accent', suspected: 'warn', failed: 'bad' },
};
const order = ['succeeded', 'waiting', 'suspected', 'failed'] as const;

export function CampaignProgress({ campaign }: { readonly campaign: Campaign }) {
  const texts = useText();
  const { code } = texts;
  const { counts, rollout } = campaign;
  const total = order.reduce((sum, name) => sum + counts[name], 0);
  return (
    <div className={styles.progress}>
      {rollout === null ? null : (
        <p className={styles.stage} data-testid="campaign-stage">
          {stageText(campaign, texts)}
        </p>
      )}
      <div className={styles.track} aria-hidden="true">
        {order.map((name) =>
          counts[name] === 0 ? null : (
            <span
              key={name}
              className={styles[tones[name]]}
              style={{ width: `${(counts[name] / total) * 100}%` }}
            />
          ),
        )}
      </div>
      <ul className={styles.counts}>
        {order.map((name) => (
          <li key={name} data-testid={`count-${name}`}>
            <Dot tone={tones[name]} />
            {code('otaOfferState', name)}
            <strong>{formatCount(counts[name])}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stageText({ rollout, stage }: Campaign, { t }: Texts): string {
  if (rollout === null) return '';
  const { batches, canary, successPercent, errorPercent, minSample } = rollout;
  const gates = t('campaigns.gates', { success: successPercent, error: errorPercent, sample: minSample });
  const share = batches[stage - 1];
  const now =
    share === undefined
      ? t('campaigns.stageCanary', { count: canary.length })
      : t('campaigns.stageBatch', { stage, stages: batches.length, share });
  return stage >= batches.length ? now : `${now} ${gates}`;
}
