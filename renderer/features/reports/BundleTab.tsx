/** Choose, look at what would leave, write. Nothing can be written that was not shown before. */
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import type { JournalSession } from '../../../shared/contract/journalSession.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { isEmptySelection, selectionOf, useBundleDraft } from '../../stores/bundleDraft.ts';
import { useJobs } from '../../stores/jobs.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { PreviewCard } from './PreviewCard.tsx';
import styles from './Reports.module.css';
import { SessionList } from './SessionList.tsx';

export function BundleTab() {
  const { t } = useText();
  const core = useCore();
  const draft = useBundleDraft();
  const { busy, error, run } = useAction();
  const [sessions, setSessions] = useState<readonly JournalSession[]>([]);
  const jobs = useJobs((view) => view.jobs);
  const selection = selectionOf(
    draft,
    sessions,
    jobs.map(({ id }) => id),
  );
  const key = JSON.stringify(selection);
  const empty = isEmptySelection(selection);
  const look = async () => {
    const started = await run(() => core.report.preview(selection));
    if (started === undefined) return;
    useBundleDraft.setState({ preview: { jobId: started.jobId, of: key }, written: null });
  };
  const shown = draft.preview?.of === key ? draft.preview.jobId : null;
  return (
    <div className={styles.split}>
      <div className={styles.stack}>
        <Card title={t('reports.choose')} hint={t('reports.chooseHint')}>
          <SessionList onSessions={setSessions} />
        </Card>
        <Card title={t('reports.what')}>
          <div className={styles.stack}>
            <Switch
              label={t('reports.redact')}
              hint={t('reports.redactHint')}
              checked={draft.redact}
              data-testid="bundle-redact"
              onChange={(redact) => useBundleDraft.setState({ redact })}
            />
            <Switch
              label={t('reports.firmware')}
              hint={t('reports.firmwareHint')}
              checked={draft.firmware}
              data-testid="bundle-firmware"
              onChange={(firmware) => useBundleDraft.setState({ firmware })}
            />
            {draft.redact ? null : <Callout tone="warn">{t('reports.notRedacted')}</Callout>}
            <div className={styles.actions}>
              <Button
                look={shown === null ? 'primary' : 'plain'}
                busy={busy}
                disabled={empty}
                data-testid="bundle-preview"
                onClick={() => void look()}
              >
                {t('reports.preview')}
              </Button>
              {empty ? <span className={styles.quiet}>{t('reports.nothingChosen')}</span> : null}
            </div>
            {error === null ? null : <ErrorNote error={error} />}
          </div>
        </Card>
      </div>
      {shown === null ? (
        <Card>
          <EmptyState picture={<PackageOpen />} title={t('reports.notShown')}>
            {t('reports.notShownText')}
          </EmptyState>
        </Card>
      ) : (
        <PreviewCard key={shown} jobId={shown} selection={selection} of={key} />
      )}
    </div>
  );
}
