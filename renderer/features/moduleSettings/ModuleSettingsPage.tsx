/** KEY, URL, PERIOD and AUTO: of one module with every way back, or a preset for many. */
import { useText } from '../../i18n/useText.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Page } from '../../ui/Page.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ManyModules } from './ManyModules.tsx';
import { OneModule } from './OneModule.tsx';

export function ModuleSettingsPage() {
  const { t } = useText();
  const { many } = useDraft();
  return (
    <Page title={t('moduleSettings.title')} lead={t('moduleSettings.lead')}>
      <Tabs
        value={many ? 'many' : 'one'}
        onChange={(value) => choose({ many: value === 'many' })}
        tabs={[
          { value: 'one', label: t('moduleSettings.one'), content: <OneModule /> },
          { value: 'many', label: t('moduleSettings.many'), content: <ManyModules /> },
        ]}
      />
    </Page>
  );
}
