/** What leaves this computer: a bundle for a colleague, a certificate, and many upgrades in numbers. */
import { useText } from '../../i18n/useText.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { Page } from '../../ui/Page.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { BundleTab } from './BundleTab.tsx';
import { UpgradesTab } from './UpgradesTab.tsx';

const tabs = ['bundle', 'upgrades'] as const;

export function ReportsPage() {
  const { t } = useText();
  const section = useRoute((route) => route.section);
  const tab = tabs.find((name) => name === section) ?? 'bundle';
  return (
    <Page title={t('reports.title')} lead={t('reports.lead')}>
      <Tabs
        value={tab}
        onChange={(value) => goTo('reports', { section: value })}
        tabs={[
          { value: 'bundle', label: t('reports.bundle'), content: <BundleTab /> },
          { value: 'upgrades', label: t('reports.upgrades'), content: <UpgradesTab /> },
        ]}
      />
    </Page>
  );
}
