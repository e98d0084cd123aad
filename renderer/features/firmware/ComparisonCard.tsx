/** What changes between the two firmwares, and which packages can carry it. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import type { Comparison } from '../../../shared/contract/firmware.ts';
import { useText } from '../../i18n/useText.ts';
import type { Answer } from '../../stores/answers.ts';
import { chosenOption, warningsOf } from '../../stores/formats.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ComparisonParts, ScriptChanges } from './ComparisonParts.tsx';
import styles from './Firmware.module.css';
import { FormatVerdicts } from './FormatVerdicts.tsx';

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
  return (
    <div className={styles.comparison}>
      <Possible options={options} />
      <ComparisonParts comparison={comparison} />
      <ScriptChanges files={comparison.scriptFiles} />
      {options.state === 'done' ? <FormatVerdicts options={options.value} /> : null}
    </div>
  );
}

/** Whether any package can be built, and what the best of them leaves open. */
function Possible({ options }: Pick<ComparisonViewProps, 'options'>) {
  const { t, code } = useText();
  if (options.state === 'failed') return <ErrorNote error={options.error} />;
  if (options.state !== 'done') return <Skeleton lines={1} />;
  const best = chosenOption(options.value, null);
  if (best === undefined) {
    return (
      <Callout tone="warn" title={t('firmware.impossible')} data-testid="delta-possible">
        {t('firmware.impossibleText')}
      </Callout>
    );
  }
  const { refusal } = best;
  const reasons = [
    ...(refusal === undefined ? [] : [code('error', refusal.code, refusal.params)]),
    ...warningsOf(best).map((warning) => code('warning', warning.code, warning.params)),
    ...best.notCovered.map(({ name, reason }) =>
      t('build.imageNote', { image: name, text: code('notCovered', reason) }),
    ),
  ];
  const format = t(`formats.${best.format}`);
  return (
    <Callout
      tone={reasons.length === 0 ? 'ok' : 'warn'}
      title={t(refusal === undefined ? 'firmware.possible' : 'firmware.possibleWithReason', { format })}
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
