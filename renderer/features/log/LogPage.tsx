/** The log of everything, as a page. */
import { useText } from '../../i18n/useText.ts';
import { useRoute } from '../../stores/route.ts';
import { Page } from '../../ui/Page.tsx';
import { LogView } from './LogView.tsx';

export function LogPage() {
  const { t } = useText();
  const seq = useRoute((route) => route.seq);
  return (
    <Page fill title={t('log.title')} lead={t('log.lead')}>
      <LogView seq={seq} />
    </Page>
  );
}
