/** What the preflight found, worst first. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Module.module.css';

const order = { error: 0, warning: 1, info: 2 } as const;
const pictures = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

export function Findings({ preflight }: { readonly preflight: Preflight }) {
  const { t, code } = useText();
  const findings = [...preflight.findings].sort((a, b) => order[a.level] - order[b.level]);
  if (findings.length === 0) {
    return (
      <p className={classes(styles.finding, styles.good)} data-testid="findings">
        <CircleCheck aria-hidden="true" />
        {t('module.allGood')}
      </p>
    );
  }
  return (
    <ul className={styles.findings} aria-label={t('module.findings')} data-testid="findings">
      {findings.map((finding) => {
        const Picture = pictures[finding.level];
        return (
          <li
            key={finding.code}
            className={classes(styles.finding, styles[finding.level])}
            data-level={finding.level}
          >
            <Picture aria-hidden="true" />
            <span>{code('finding', finding.code)}</span>
          </li>
        );
      })}
    </ul>
  );
}
