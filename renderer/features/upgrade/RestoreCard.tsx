/** What the job changed in the module and whether it was put back: red when it was not. */
import type { Job } from '../../../shared/contract/job.ts';
import { useText } from '../../i18n/useText.ts';
import { isActive } from '../../stores/jobs.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table } from '../../ui/Table.tsx';

const tones = { yes: 'ok', gone: 'ok', failed: 'bad', notNeeded: 'neutral', unknown: 'warn' } as const;

export function RestoreCard({ job }: { readonly job: Job }) {
  const { t } = useText();
  const settings = job.result?.kind === 'upgrade' ? job.result.settings : [];
  if (isActive(job) || settings.length === 0) return null;
  const failed = settings.filter((setting) => setting.restored === 'failed').map((setting) => setting.name);
  return (
    <>
      {failed.length === 0 ? null : (
        <Callout
          tone="bad"
          title={t('upgrade.restoreFailed', { names: failed.join(', ') })}
          data-testid="restore-failed"
        >
          {t('upgrade.restoreFailedText')}
        </Callout>
      )}
      <Card title={t('upgrade.restoreTitle')} flush>
        <Table
          caption={t('upgrade.restoreTitle')}
          rows={settings}
          rowKey={(setting) => setting.name}
          columns={[
            { key: 'name', title: '', cell: (setting) => setting.name, mono: true },
            {
              key: 'before',
              title: t('upgrade.before'),
              cell: (setting) => setting.before ?? '–',
              grow: true,
            },
            {
              key: 'restored',
              title: '',
              cell: (setting) => (
                <Badge tone={tones[setting.restored]}>{t(`upgrade.restored_${setting.restored}`)}</Badge>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}
