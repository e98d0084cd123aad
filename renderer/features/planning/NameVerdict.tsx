/** What the platform would say, part by part. */
import { ListChecks } from 'lucide-react';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { NameFinding } from '../../../shared/contract/planning.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { NamePlatform } from './nameEntries.ts';
import styles from './Planning.module.css';

type Checked = Awaited<ReturnType<CoreClient['planning']['checkNames']>>;

export interface NameVerdictProps {
  readonly platform: NamePlatform;
  readonly checked: Checked | null;
  /** Something was entered; without it there is nothing to judge. */
  readonly asked: boolean;
}

export function NameVerdict({ platform, checked, asked }: NameVerdictProps) {
  const { t } = useText();
  return (
    <Card title={t('planning.verdict')}>
      <div className={styles.form} aria-live="polite">
        {asked ? (
          <Verdict platform={platform} checked={checked} />
        ) : (
          <EmptyState picture={<ListChecks />} title={t('planning.namesEmpty')}>
            {t('planning.namesEmptyText')}
          </EmptyState>
        )}
        <details className={styles.more}>
          <summary>{t('planning.rules', { platform: t(`planning.platform_${platform}`) })}</summary>
          <ul className={styles.rules}>
            {t(`planning.rules_${platform}`)
              .split('\n')
              .map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
          </ul>
        </details>
      </div>
    </Card>
  );
}

function Verdict({ platform, checked }: Pick<NameVerdictProps, 'platform' | 'checked'>) {
  const { t } = useText();
  if (checked === null) return <Skeleton lines={2} />;
  const name = t(`planning.platform_${platform}`);
  const tone = checked.ok ? (checked.findings.length === 0 ? 'ok' : 'warn') : 'bad';
  const title = checked.ok
    ? t(checked.findings.length === 0 ? 'planning.accepted' : 'planning.acceptedWarned', { platform: name })
    : t('planning.wouldRefuse', { platform: name });
  return (
    <div data-testid="names-verdict" data-ok={checked.ok}>
      <Callout tone={tone} title={title} />
      {checked.findings.length === 0 ? null : (
        <ul className={styles.findings}>
          {checked.findings.map((finding) => (
            <FindingLine
              key={`${finding.part} ${finding.code} ${JSON.stringify(finding.params)}`}
              finding={finding}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function FindingLine({ finding: { level, part, code: name, params } }: { readonly finding: NameFinding }) {
  const { t, code } = useText();
  return (
    <li>
      <Badge tone={level === 'error' ? 'bad' : 'warn'}>
        {t(level === 'error' ? 'planning.findingError' : 'planning.findingWarning')}
      </Badge>{' '}
      <strong>{code('packageNamePart', part)}</strong> {code('packageName', name, params)}
    </li>
  );
}
