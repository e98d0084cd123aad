/** Why what stands beside it is locked: an upgrade has the port, and anything else there would break it. */
import type { PortInfo } from '../../shared/contract/port.ts';
import { useText } from '../i18n/useText.ts';
import { goTo } from '../stores/route.ts';
import { Button } from './Button.tsx';
import { Callout } from './Callout.tsx';

export function PortLock({ port }: { readonly port: PortInfo | undefined }) {
  const { t, code } = useText();
  if (port?.guarded !== true) return null;
  const { owner = 'upgrade', jobId } = port.lease ?? {};
  return (
    <Callout
      tone="warn"
      data-testid="port-lock"
      title={t('upgrade.locked', { owner: code('leaseOwner', owner) })}
      action={
        owner !== 'upgrade' || jobId === undefined ? undefined : (
          <Button
            size="s"
            data-testid="port-lock-watch"
            onClick={() => goTo('upgrade', { step: 5, draft: { job: jobId } })}
          >
            {t('upgrade.lockedWatch')}
          </Button>
        )
      }
    >
      {t('upgrade.lockedText')}
    </Callout>
  );
}
