/** A module is at an upgrade that nobody here asked for: quietly said on every page, followed with one press. */
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useText } from '../../i18n/useText.ts';
import { useFollowUpgrade } from '../../stores/followUpgrade.ts';
import { usePorts } from '../../stores/ports.ts';
import { goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

export function OwnUpgradeBanners() {
  const ports = usePorts((view) => view.ports);
  return ports
    .filter(({ ownUpgrade }) => ownUpgrade !== undefined)
    .map((port) => <OwnUpgradeBanner key={port.id} port={port} />);
}

function OwnUpgradeBanner({ port }: { readonly port: PortInfo }) {
  const { t } = useText();
  const follow = useFollowUpgrade(port.id);
  const { ownUpgrade, nickname, label } = port;
  if (ownUpgrade === undefined) return null;
  const name = nickname ?? label;
  return (
    <Callout
      tone="info"
      data-testid="own-upgrade"
      title={t(ownUpgrade.startedBy === 'module' ? 'timeline.ownUpgrade' : 'timeline.typedUpgrade', { name })}
      action={
        <>
          <Button
            size="s"
            look="ghost"
            data-testid="own-upgrade-line"
            onClick={() => goTo('timeline', { seq: ownUpgrade.seq })}
          >
            {t('timeline.ownUpgradeLine')}
          </Button>
          <Button size="s" data-testid="own-upgrade-follow" busy={follow.busy} onClick={follow.start}>
            {t('timeline.ownUpgradeFollow')}
          </Button>
        </>
      }
    >
      {t('timeline.ownUpgradeText')}
      {follow.error === null ? null : <ErrorNote error={follow.error} />}
    </Callout>
  );
}
