/** One campaign: how far it is, and what can be done with it. */
import { useState } from 'react';
import type { Campaign, CampaignAction } from '../../../shared/contract/otaCampaign.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount, formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { CampaignProgress } from './CampaignProgress.tsx';
import styles from './Campaigns.module.css';

const tones: Readonly<Record<Campaign['state'], Tone>> = {
  ...{ active: 'ok', paused: 'warn', pausedByErrors: 'bad', aborted: 'neutral' },
};

export interface CampaignCardProps {
  readonly campaign: Campaign;
  readonly onEdit: () => void;
}

export function CampaignCard({ campaign, onEdit }: CampaignCardProps) {
  const texts = useText();
  const { code } = texts;
  const core = useCore();
  const action = useAction();
  const [asking, setAsking] = useState<'abort' | 'remove' | null>(null);
  const { id, state, rollout, stage, counts } = campaign;
  const steer = (way: CampaignAction) =>
    void action.run(() => core.otaServer.steerCampaign({ id, action: way }));
  const open = state !== 'aborted';
  const moreStages = rollout !== null && stage < rollout.batches.length;
  return (
    <Card
      title={campaign.name}
      hint={<Badge tone={tones[state]}>{code('campaignState', state)}</Badge>}
      data-testid="campaign"
      actions={
        <>
          {state === 'active' ? <Act name="pause" onClick={() => steer('pause')} /> : null}
          {state === 'paused' || state === 'pausedByErrors' ? (
            <Act name="resume" onClick={() => steer('resume')} />
          ) : null}
          {open && moreStages ? <Act name="nextStage" onClick={() => steer('nextStage')} /> : null}
          {open && counts.failed + counts.suspected > 0 ? (
            <Act name="retryFailed" onClick={() => steer('retryFailed')} />
          ) : null}
          {open ? <Act name="edit" onClick={onEdit} /> : null}
          {open ? <Act name="abort" onClick={() => setAsking('abort')} /> : null}
          <Act name="remove" danger onClick={() => setAsking('remove')} />
        </>
      }
    >
      <div className={styles.stack}>
        <CampaignProgress campaign={campaign} />
        <KeyValue columns={2} facts={factsOf(campaign, texts)} />
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
      {asking === null ? null : (
        <Confirm
          what={asking}
          name={campaign.name}
          onClose={() => setAsking(null)}
          onYes={() => {
            setAsking(null);
            if (asking === 'abort') steer('abort');
            else void action.run(() => core.otaServer.removeCampaign({ id }));
          }}
        />
      )}
    </Card>
  );
}

interface ActProps {
  readonly name: 'pause' | 'resume' | 'nextStage' | 'retryFailed' | 'edit' | 'abort' | 'remove';
  readonly danger?: boolean;
  readonly onClick: () => void;
}

function Act({ name, danger = false, onClick }: ActProps) {
  const { t } = useText();
  return (
    <Button size="s" look={danger ? 'danger' : 'plain'} data-testid={`campaign-${name}`} onClick={onClick}>
      {t(`campaigns.${name}`)}
    </Button>
  );
}

function factsOf(campaign: Campaign, { t }: Texts): readonly Fact[] {
  const { firmwareNames, packages, audience, allow, deny, window, projectHint, coreVersion } = campaign;
  const sources = packages.flatMap((item) => (item.kind === 'delta' ? item.sourceVersions : []));
  const fulls = packages.filter(({ kind }) => kind === 'full').length;
  const facts: Fact[] = [
    { name: t('campaigns.target'), value: campaign.targetVersion, mono: true },
    { name: t('campaigns.firmwareNames'), value: firmwareNames.join(', '), mono: true },
    {
      name: t('campaigns.sources'),
      value: [...sources, ...(fulls > 0 ? [t('campaigns.anySource')] : [])].join(', ') || '—',
      mono: sources.length > 0,
    },
    {
      name: t('campaigns.audience'),
      value:
        audience === 'all'
          ? t('campaigns.audienceAll')
          : t('campaigns.listedCount', { count: formatCount(allow.length) }),
    },
  ];
  if (deny.length > 0)
    facts.push({
      name: t('campaigns.deny'),
      value: t('campaigns.listedCount', { count: formatCount(deny.length) }),
    });
  if (coreVersion !== null) facts.push({ name: t('campaigns.core'), value: coreVersion, mono: true });
  facts.push({
    name: t('campaigns.project'),
    value: projectHint === null ? t('campaigns.anyProject') : `…${projectHint}`,
  });
  if (window !== null) {
    const end = (ms: number | null) => (ms === null ? '…' : formatDateTime(ms));
    facts.push({ name: t('campaigns.window'), value: `${end(window.fromMs)} – ${end(window.toMs)}` });
  }
  return facts;
}

interface ConfirmProps {
  readonly what: 'abort' | 'remove';
  readonly name: string;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

function Confirm({ what, name, onClose, onYes }: ConfirmProps) {
  const { t } = useText();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`campaigns.${what}Title`, { name })}
      description={t(`campaigns.${what}Text`)}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" data-testid={`campaign-${what}-yes`} onClick={onYes}>
            {t(`campaigns.${what}`)}
          </Button>
        </>
      }
    />
  );
}
