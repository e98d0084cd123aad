/** A campaign being made or changed: what, for whom, how carefully. */
import { type FormEvent, useState } from 'react';
import type { Campaign } from '../../../shared/contract/otaCampaign.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { notify } from '../../ui/Toast.tsx';
import { AudienceFields } from './AudienceFields.tsx';
import styles from './Campaigns.module.css';
import { type CampaignForm, emptyForm, formOf, inputOf } from './campaignForm.ts';
import { RolloutFields } from './RolloutFields.tsx';
import { WhatFields } from './WhatFields.tsx';

export interface EditorPartProps {
  readonly form: CampaignForm;
  readonly edit: (patch: Partial<CampaignForm>) => void;
}

export interface CampaignEditorProps {
  /** Null: a new one. */
  readonly campaign: Campaign | null;
  readonly onClose: () => void;
}

export function CampaignEditor({ campaign, onClose }: CampaignEditorProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const packages = usePackages((view) => view.packages);
  const [form, setForm] = useState(() => (campaign === null ? emptyForm : formOf(campaign)));
  const edit = (patch: Partial<CampaignForm>) => setForm((before) => ({ ...before, ...patch }));
  const isDelta = (sha256: string): boolean => {
    const known = packages.find((manifest) => manifest.sha256 === sha256);
    // A package that left the library keeps the kind that the campaign knows.
    if (known === undefined)
      return campaign?.packages.some((item) => item.sha256 === sha256 && item.kind === 'delta') === true;
    return known.from !== null;
  };
  const result = inputOf(form, isDelta);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!result.ok) return;
    const id = campaign === null ? {} : { id: campaign.id };
    const saved = await action.run(() => core.otaServer.saveCampaign({ ...id, ...result.input }));
    if (saved === undefined) return;
    notify(t('campaigns.saved', { name: saved.name }));
    onClose();
  };
  return (
    <form className={styles.stack} onSubmit={(event) => void save(event)} data-testid="campaign-editor">
      <Card
        title={campaign === null ? t('campaigns.createTitle') : t('campaigns.editTitle')}
        landing="opened"
      >
        <WhatFields form={form} edit={edit} isDelta={isDelta} hint={campaign?.projectHint ?? null} />
      </Card>
      <Card title={t('campaigns.whom')} hint={t('campaigns.whomText')}>
        <AudienceFields form={form} edit={edit} />
      </Card>
      <Card title={t('campaigns.rollout')} hint={t('campaigns.rolloutText')}>
        <RolloutFields form={form} edit={edit} />
      </Card>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <div className={styles.bar}>
        <p className={styles.quiet} role="status">
          {result.ok ? '' : t(`campaigns.${result.problem}`)}
        </p>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          busy={action.busy}
          disabled={!result.ok}
          data-testid="campaign-save"
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
