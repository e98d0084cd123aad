/** Whether a module on a mobile network can come in at all, and what helps where it cannot. */
import { type AddressReach, reachOf } from '../../../shared/domain/addressReach.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import styles from './Server.module.css';

/** The best of all: one public address is enough. */
function bestReach(addresses: readonly string[]): AddressReach {
  const order: readonly AddressReach[] = ['public', 'carrierNat', 'private', 'linkLocal', 'loopback'];
  const reaches = addresses.map(reachOf);
  return order.find((reach) => reaches.includes(reach)) ?? 'loopback';
}

export function Reach({ addresses }: { readonly addresses: readonly string[] }) {
  const { t } = useText();
  const reach = bestReach(addresses);
  if (reach === 'public')
    return (
      <Callout tone="info" title={t('server.reachPublic')} data-testid="reach">
        {t('server.reachPublicText')}
      </Callout>
    );
  return (
    <Callout tone="warn" title={t(`server.reach_${reach}`)} data-testid="reach">
      <p>{t('server.reachWhy')}</p>
      <ul className={styles.ways}>
        <li>
          {t('server.wayHost')}{' '}
          <Button size="s" look="ghost" onClick={() => goTo('server', { section: 'client' })}>
            {t('server.wayHostGo')}
          </Button>
        </li>
        <li>{t('server.wayTunnel')}</li>
        <li>{t('server.wayApn')}</li>
        <li>{t('server.waySerial')}</li>
      </ul>
    </Callout>
  );
}
