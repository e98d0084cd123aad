/** How a platform's plan is dealt with: who asks, who answers, and what an unknown battery or signal means. */
import { useText } from '../../i18n/useText.ts';
import { offerDeciders } from '../../stores/draft.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Module.module.css';

export function PlanFields() {
  const { t } = useText();
  const { follow, offers, acceptUnknown } = useDraft();
  return (
    <>
      <Switch
        label={t('module.follow')}
        hint={t(follow ? 'module.followOn' : 'module.followOff')}
        checked={follow}
        data-testid="plan-follow"
        onChange={(next) => choose({ follow: next })}
      />
      <div className={styles.labelled}>
        <p className={styles.label}>{t('module.offers')}</p>
        <Segmented
          label={t('module.offers')}
          value={offers}
          segments={offerDeciders.map((value) => ({
            value,
            label: t(`module.offers_${value}`),
            testId: `offers-${value}`,
          }))}
          onChange={(next) => choose({ offers: next })}
        />
        <p className={styles.quiet}>{t('module.offersHint')}</p>
      </div>
      <Switch
        label={t('module.acceptUnknown')}
        hint={t(acceptUnknown ? 'module.acceptUnknownOn' : 'module.acceptUnknownOff')}
        checked={acceptUnknown}
        data-testid="plan-accept-unknown"
        onChange={(next) => choose({ acceptUnknown: next })}
      />
    </>
  );
}
