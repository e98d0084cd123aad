/** What the chosen format will bring, before anything is built. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Build.module.css';
import { Caveats } from './Caveats.tsx';
import { gateOf } from './packageView.ts';

export function PlanCard({ option }: { readonly option: FormatOption }) {
  const { t, code } = useText();
  const gate = gateOf(option.limits);
  const { refusal } = option;
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
            {
              name: t('build.limit'),
              value:
                gate === undefined
                  ? t('build.limitUnknown')
                  : t(limitKey(gate.part), { size: formatBytes(gate.bytes) }),
            },
          ]}
        />
        <Limits limits={option.limits} />
        <Caveats
          experimental={option.proofClass === 'experimental'}
          warnings={option.warnings}
          notCovered={option.notCovered}
        />
      </div>
    </Card>
  );
}

/** Every limit with its source, where they disagree; the smallest is the gate. */
export function Limits({ limits }: Pick<FormatOption, 'limits'>) {
  const { t } = useText();
  const gate = gateOf(limits);
  const same = limits.every((limit) => limit.bytes === gate?.bytes && limit.part === gate.part);
  if (gate === undefined || same) return null;
  return (
    <div className={styles.limits} data-testid="limits">
      <p>{t('build.limitsDisagree')}</p>
      <ul>
        {limits.map((limit) => (
          <li key={`${limit.source} ${limit.part ?? ''}`}>
            {t(limitKey(limit.part), { size: formatBytes(limit.bytes) })}{' '}
            <span className={styles.quiet}>{limit.source}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function limitKey(part: 'file' | 'delta' | undefined) {
  return part === 'delta' ? ('build.limitDelta' as const) : ('build.limitFile' as const);
}
