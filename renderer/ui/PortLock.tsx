/** Why what stands beside it is locked: an upgrade has the port or the module, and anything else there would break it. */
import type { PortInfo } from '../../shared/contract/port.ts';
import { useText } from '../i18n/useText.ts';
import { useFollowUpgrade } from '../stores/followUpgrade.ts';
import { goTo } from '../stores/route.ts';
import { Button } from './Button.tsx';
import { Callout } from './Callout.tsx';
import { ErrorNote } from './ErrorNote.tsx';

export function PortLock({ port }: { readonly port: PortInfo | undefined }) {
  if (port?.guarded !== true) return null;
  return port.ownUpgrade === undefined ? <HeldLock lease={port.lease} /> : <OwnLock portId={port.id} />;
}

/** A job of Airdock's has it. */
function HeldLock({ lease }: Pick<PortInfo, 'lease'>) {
  const { t, code } = useText();
  const { owner = 'upgrade', jobId } = lease ?? {};
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

/** The module has begun by itself, and no job follows it yet. */
function OwnLock({ portId }: { readonly portId: string }) {
  const { t } = useText();
  const follow = useFollowUpgrade(portId);
  return (
    <Callout
      tone="warn"
      data-testid="port-lock"
      title={t('upgrade.lockedOwn')}
      action={
        <Button size="s" data-testid="port-lock-follow" busy={follow.busy} onClick={follow.start}>
          {t('upgrade.lockedFollow')}
        </Button>
      }
    >
      {t('upgrade.lockedText')}
      {follow.error === null ? null : <ErrorNote error={follow.error} />}
    </Callout>
  );
}
