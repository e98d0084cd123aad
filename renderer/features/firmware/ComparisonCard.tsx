/** What changes between the two firmwares, and whether a delta can carry it. */
import type { Comparison } from '../../../shared/contract/firmware.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import type { Answer } from '../../stores/answers.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Firmware.module.css';

export function ComparisonCard({ comparison }: { readonly comparison: Answer<Comparison> }) {
  const { t } = useText();
  if (comparison.state === 'none') return <p className={styles.hint}>{t('firmware.bothNeeded')}</p>;
  return (
    <Card title={t('firmware.compareTitle')} data-testid="comparison">
      {comparison.state === 'busy' ? <Skeleton lines={4} /> : null}
      {comparison.state === 'failed' ? <ErrorNote error={comparison.error} /> : null}
      {comparison.state === 'done' ? <ComparisonView comparison={comparison.value} /> : null}
    </Card>
  );
}

const tones: Readonly<Record<Comparison['parts'][number]['change'], Tone>> = {
  same: 'neutral',
  changed: 'accent',
  added: 'ok',
  removed: 'warn',
};

function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { t, code } = useText();
  const { possible, reasons } = comparison.delta;
  const scriptsChanged = comparison.scriptFiles.filter((file) => file.change !== 'same');
  return (
    <div className={styles.comparison}>
      <Callout
        tone={possible && reasons.length === 0 ? 'ok' : 'warn'}
        title={possible ? t('firmware.possible') : t('firmware.impossible')}
        data-testid="delta-possible"
      >
        {reasons.length === 0 ? undefined : (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{code('compare', reason)}</li>
            ))}
          </ul>
        )}
      </Callout>
      <div className={styles.parts}>
        <Table
          caption={t('firmware.compareTitle')}
          rows={comparison.parts}
          rowKey={(part) => part.name}
          columns={[
            { key: 'name', title: t('firmware.part'), cell: (part) => part.name, mono: true, grow: true },
            {
              key: 'change',
              title: t('firmware.changeColumn'),
              cell: (part) => <Badge tone={tones[part.change]}>{t(`firmware.change_${part.change}`)}</Badge>,
            },
            {
              key: 'old',
              title: t('firmware.oldSize'),
              cell: (part) => size(part.oldSizeBytes),
              align: 'right',
            },
            {
              key: 'new',
              title: t('firmware.newSize'),
              cell: (part) => size(part.newSizeBytes),
              align: 'right',
            },
          ]}
        />
      </div>
      {comparison.scriptFiles.length === 0 ? null : (
        <details className={styles.scripts}>
          <summary>
            {t('firmware.scripts')}{' '}
            {t('firmware.scriptsChanged', {
              changed: scriptsChanged.length,
              total: comparison.scriptFiles.length,
            })}
          </summary>
          <ul className={styles.scriptList}>
            {comparison.scriptFiles.map((file) => (
              <li key={file.name}>
                <code>{file.name}</code> {t(`firmware.change_${file.change}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function size(bytes: number | undefined): string {
  return bytes === undefined ? '–' : formatBytes(bytes);
}
