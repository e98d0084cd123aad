/** Names and versions before anything is uploaded: what a platform would refuse, and what libfota will ask for. */
import { useText } from '../../i18n/useText.ts';
import { usePackage } from '../../stores/packages.ts';
import { useRoute } from '../../stores/route.ts';
import { Page } from '../../ui/Page.tsx';
import { BackToPackages } from './BackToPackages.tsx';
import { LibfotaCard } from './LibfotaCard.tsx';
import { NamesCheck } from './NamesCheck.tsx';
import styles from './Planning.module.css';

export function NamesPage() {
  const { t } = useText();
  const manifest = usePackage(useRoute((route) => route.shown));
  return (
    <Page title={t('planning.namesTitle')} lead={t('planning.namesLead')} actions={<BackToPackages />}>
      <div className={styles.column}>
        <NamesCheck key={manifest?.sha256 ?? ''} manifest={manifest} />
        <LibfotaCard />
      </div>
    </Page>
  );
}
