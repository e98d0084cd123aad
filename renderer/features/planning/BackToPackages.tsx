/** These pages belong to the library: one way back to it. */
import { ArrowLeft } from 'lucide-react';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';

export function BackToPackages() {
  const { t } = useText();
  return (
    <Button look="ghost" icon={<ArrowLeft />} onClick={() => goTo('packages')}>
      {t('packages.title')}
    </Button>
  );
}
