/** Green or red before anything is sent: does the module run what the package starts from. */
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { BaseMatch } from '../../../shared/contract/upgrade.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import { useFocusWhenLost } from '../../ui/focus.ts';
import styles from './Module.module.css';

const looks = {
  match: { key: 'module.matchOk', picture: CircleCheck, className: styles.matchOk },
  mismatch: { key: 'module.matchBad', picture: CircleX, className: styles.matchBad },
  already: { key: 'module.matchAlready', picture: CircleHelp, className: styles.matchUnknown },
  unknown: { key: 'module.matchUnknown', picture: CircleHelp, className: styles.matchUnknown },
} as const satisfies Record<
  BaseMatch['state'],
  { readonly key: TextKey; picture: unknown; className: unknown }
>;

export function MatchCard({ match }: { readonly match: BaseMatch }) {
  const { t } = useText();
  const heading = useFocusWhenLost<HTMLHeadingElement>('checked');
  const look = looks[match.state];
  const Picture = look.picture;
  return (
    <section className={classes(styles.match, look.className)} data-testid="match" data-state={match.state}>
      <Picture className={styles.matchPicture} aria-hidden="true" />
      <div className={styles.matchTexts}>
        <h2 ref={heading} tabIndex={-1} className={styles.matchTitle}>
          {t(look.key)}
        </h2>
        <dl className={styles.matchFacts}>
          <dt>{t('module.moduleRuns')}</dt>
          <dd>{match.moduleVersion}</dd>
          <dt>{t('module.packageBase')}</dt>
          <dd>{match.baseVersion ?? t('module.noBaseVersion')}</dd>
        </dl>
        <p className={styles.matchBy}>
          {t(match.by === 'digest' ? 'module.matchByDigest' : 'module.matchByName')}
        </p>
      </div>
    </section>
  );
}
