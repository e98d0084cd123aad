/** What is offered to whom: the list, or one campaign being made or changed. */
import { Megaphone, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Campaign } from '../../../shared/contract/otaCampaign.ts';
import { useText } from '../../i18n/useText.ts';
import { useCampaigns } from '../../stores/campaigns.ts';
import { usePackages } from '../../stores/packages.ts';
import { goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CampaignCard } from './CampaignCard.tsx';
import { CampaignEditor } from './CampaignEditor.tsx';
import styles from './Campaigns.module.css';

export function CampaignsTab() {
  const { t } = useText();
  const { loaded, campaigns } = useCampaigns();
  const noPackages = usePackages((view) => view.loaded && view.packages.length === 0);
  const [editing, setEditing] = useState<Campaign | 'new' | null>(null);
  if (!loaded) return <Skeleton />;
  if (editing !== null)
    return <CampaignEditor campaign={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />;
  const create = (
    <Button look="primary" icon={<Plus />} data-testid="campaign-new" onClick={() => setEditing('new')}>
      {t('campaigns.create')}
    </Button>
  );
  return (
    <div className={styles.stack}>
      {noPackages ? (
        <Callout
          tone="info"
          action={
            <Button size="s" onClick={() => goTo('packages')}>
              {t('campaigns.toPackages')}
            </Button>
          }
        >
          {t('campaigns.noPackages')}
        </Callout>
      ) : null}
      {campaigns.length === 0 ? (
        <Card>
          <EmptyState picture={<Megaphone />} title={t('campaigns.empty')} action={create}>
            {t('campaigns.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <>
          <div className={styles.bar}>
            <p className={styles.quiet}>{t('campaigns.provenText')}</p>
            {create}
          </div>
          {campaigns.toReversed().map((campaign) => (
            <CampaignCard key={campaign.id} campaign={campaign} onEdit={() => setEditing(campaign)} />
          ))}
        </>
      )}
    </div>
  );
}
