/** What the chosen format will bring, before anything is built. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import { useText } from '../../i18n/useText.ts';
import { useEstimate } from '../../stores/estimates.ts';
import { useDraft } from '../../stores/route.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Build.module.css';
import { Caveats } from './Caveats.tsx';
import { LimitGauges } from './LimitGauges.tsx';

export function PlanCard({ option }: { readonly option: FormatOption }) {
  const { t, code } = useText();
  const { refusal } = option;
  const estimate = useEstimate(useDraft(), option.format);
  return (
    <Card title={t('build.planTitle', { format: t(`formats.${option.format}`) })} data-testid="build-plan">
      <div className={styles.result}>
        {refusal === undefined ? null : (
          <Callout tone="warn">{code('error', refusal.code, refusal.params)}</Callout>
        )}
        <KeyValue
          facts={[
            { name: t('packages.covered'), value: option.covered.join(', ') || t('common.none'), mono: true },
            {
              name: t('build.needsOld'),
              value: option.needsOld ? t('build.needsOldYes') : t('build.needsOldNo'),
            },
          ]}
        />
        <LimitGauges limits={option.limits} estimate={estimate} />
        <Caveats
          experimental={option.proofClass === 'experimental'}
          warnings={option.warnings}
          notCovered={option.notCovered}
        />
      </div>
    </Card>
  );
}
