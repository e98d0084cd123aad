/** What did not succeed, by cause, most frequent first. */
import type { UpgradeTable } from '../../../shared/contract/report.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './Reports.module.css';

const shown = 8;

export function CauseBars({ causes }: Pick<UpgradeTable, 'causes'>) {
  const { t, code } = useText();
  if (causes.length === 0) return <p className={styles.quiet}>{t('reports.noCauses')}</p>;
  const most = Math.max(...causes.map(({ count }) => count));
  return (
    <ul className={styles.causes} data-testid="upgrade-causes">
      {causes.slice(0, shown).map(({ code: verdict, rawCode, count, imeis }) => (
        <li key={`${verdict} ${rawCode ?? ''}`} title={imeis.join(', ')}>
          <span className={styles.cause}>
            {causeText(code('verdict', verdict, rawCode === null ? {} : { code: rawCode }), rawCode)}
          </span>
          <span className={styles.causeCount}>{count}</span>
          <svg className={styles.causeBar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect className={styles.causeGround} width={100} height={1} />
            <rect className={styles.rest} width={(count / most) * 100} height={1} />
          </svg>
        </li>
      ))}
      {causes.length > shown ? (
        <li className={styles.quiet}>{t('reports.moreCauses', { count: causes.length - shown })}</li>
      ) : null}
    </ul>
  );
}

/** The module's own code stands behind a text that does not say it. */
function causeText(text: string, rawCode: string | null): string {
  return rawCode === null || text.includes(rawCode) ? text : `${text} ${rawCode}`;
}
