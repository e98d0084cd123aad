/** Before the first word of the core: nothing for a moment, then a quiet line, and after a while what to do. */
import { useCore } from '../connection/CoreContext.tsx';
import { useText } from '../i18n/useText.ts';
import { useConnection } from '../stores/connection.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';
import { isUnreachable } from './reachability.ts';

export function Starting() {
  const { t } = useText();
  const core = useCore();
  const unreachable = useConnection((view) => isUnreachable(view.state));
  if (!unreachable) {
    return (
      <div className={styles.starting} role="status">
        <p>{t('shell.starting')}</p>
      </div>
    );
  }
  return (
    <div className={styles.starting} role="alert">
      <div className={styles.unreachable} data-testid="unreachable">
        <h1>{t('shell.unreachableTitle')}</h1>
        <p>{t('shell.unreachableText')}</p>
        <Button onClick={() => core.reconnect()}>{t('shell.reconnect')}</Button>
      </div>
    </div>
  );
}
