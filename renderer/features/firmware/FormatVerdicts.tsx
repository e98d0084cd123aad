/** Every kind of package with the core's word on this pair: it can be built, or why not. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import { useText } from '../../i18n/useText.ts';
import { isOffered } from '../../stores/formats.ts';
import { Badge } from '../../ui/Badge.tsx';
import styles from './Firmware.module.css';

export function FormatVerdicts({ options }: { readonly options: readonly FormatOption[] }) {
  const { t, code } = useText();
  const offered = options.filter(isOffered).length;
  return (
    <details className={styles.scripts} data-testid="format-verdicts">
      <summary>{t('firmware.formatVerdicts', { offered, total: options.length })}</summary>
      <ul className={styles.verdicts}>
        {options.map((option) => (
          <li key={option.format}>
            <span className={styles.verdictHead}>
              {t(`formats.${option.format}`)} <VerdictBadge option={option} />
            </span>
            {option.refusal === undefined ? null : (
              <span className={styles.quiet}>
                {code('error', option.refusal.code, option.refusal.params)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function VerdictBadge({ option }: { readonly option: FormatOption }) {
  const { t } = useText();
  if (option.refusal === undefined) return <Badge tone="ok">{t('firmware.verdictPossible')}</Badge>;
  if (option.overridable) return <Badge tone="warn">{t('firmware.verdictReason')}</Badge>;
  return <Badge>{t('firmware.verdictRefused')}</Badge>;
}
