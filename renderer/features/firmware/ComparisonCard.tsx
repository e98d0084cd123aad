/** What changes between the two firmwares, and whether a delta can carry it. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import type { Comparison } from '../../../shared/contract/firmware.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import type { Answer } from '../../stores/answers.ts';
import { chosenOption, warningsOf } from '../../stores/formats.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Firmware.module.css';

export interface ComparisonCardProps {
  readonly comparison: Answer<Comparison>;
  readonly options: Answer<readonly FormatOption[]>;
}

export function ComparisonCard({ comparison, options }: ComparisonCardProps) {
  const { t } = useText();
  if (comparison.state === 'none') return <NewAlone options={options} />;
  return (
    <Card title={t('firmware.compareTitle')} data-testid="comparison">
      {comparison.state === 'busy' ? <Skeleton lines={4} /> : null}
      {comparison.state === 'failed' ? <ErrorNote error={comparison.error} /> : null}
      {comparison.state === 'done' ? (
        <ComparisonView comparison={comparison.value} options={options} />
      ) : null}
    </Card>
  );
}

const tones: Readonly<Record<Comparison['parts'][number]['change'], Tone>> = {
  same: 'neutral',
  changed: 'accent',
  added: 'ok',
  removed: 'warn',
};

/** With one file there is nothing to compare, but some packages need no more. */
function NewAlone({ options }: Pick<ComparisonCardProps, 'options'>) {
  const { t } = useText();
  const option = options.state === 'done' ? chosenOption(options.value, null) : undefined;
  if (option === undefined) return <p className={styles.hint}>{t('firmware.bothNeeded')}</p>;
  return <Callout>{t('firmware.newAlone', { format: t(`formats.${option.format}`) })}</Callout>;
}

interface ComparisonViewProps {
  readonly comparison: Comparison;
  readonly options: ComparisonCardProps['options'];
}

function ComparisonView({ comparison, options }: ComparisonViewProps) {
  const { t } = useText();
  const scriptsChanged = comparison.scriptFiles.filter((file) => file.change !== 'same');
  return (
    <div className={styles.comparison}>
      <Possible comparison={comparison} options={options} />
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

/** Whether any package can be built, and what the best of them leaves open; step 3 tells of the others. */
function Possible({ comparison, options }: ComparisonViewProps) {
  const { t, code } = useText();
  if (options.state === 'failed') return <ErrorNote error={options.error} />;
  if (options.state !== 'done') return <Skeleton lines={1} />;
  const best = chosenOption(options.value, null);
  const reasons =
    best === undefined
      ? comparison.delta.reasons.map((reason) => code('compare', reason))
      : [
          ...warningsOf(best).map((name) => code('warning', name)),
          ...best.notCovered.map(({ name, reason }) => `${name}: ${code('notCovered', reason)}`),
        ];
  return (
    <Callout
      tone={best !== undefined && reasons.length === 0 ? 'ok' : 'warn'}
      title={
        best === undefined
          ? t('firmware.impossible')
          : t('firmware.possible', { format: t(`formats.${best.format}`) })
      }
      data-testid="delta-possible"
    >
      {reasons.length === 0 ? undefined : (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

function size(bytes: number | undefined): string {
  return bytes === undefined ? '–' : formatBytes(bytes);
}
