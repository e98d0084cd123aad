/** The laboratory: which answers are broken on purpose now, and one more. */
import { useText } from '../../i18n/useText.ts';
import { useFaults } from '../../stores/faults.ts';
import { Card } from '../../ui/Card.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ActiveFaults } from './ActiveFaults.tsx';
import styles from './Faults.module.css';
import { SetFault } from './SetFault.tsx';

export function FaultsTab() {
  const { t } = useText();
  const { loaded, faults } = useFaults();
  if (!loaded) return <Skeleton />;
  return (
    <div className={styles.stack}>
      {faults.length === 0 ? (
        <Card>
          <p className={styles.quiet}>{t('faults.none')}</p>
        </Card>
      ) : (
        <ActiveFaults faults={faults} />
      )}
      <SetFault />
    </div>
  );
}
