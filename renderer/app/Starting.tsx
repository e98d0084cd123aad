/** Before the first word of the core: nothing for a moment, then a quiet line. */
import { useText } from '../i18n/useText.ts';
import styles from './App.module.css';

export function Starting() {
  const { t } = useText();
  return (
    <div className={styles.starting} role="status">
      <p>{t('shell.starting')}</p>
    </div>
  );
}
