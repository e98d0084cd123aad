/** The first screen: one thing to try, one thing to do, and what was done lately. */
import { ArrowRight, Cpu, FileSearch, FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { beginDraft, goTo, useDraft } from '../../stores/route.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import styles from './Home.module.css';

export function Home({ recent }: { readonly recent: ReactNode }) {
  const { t } = useText();
  return (
    <div className={styles.page}>
      <header className={styles.hero}>
        <h1 className={styles.title}>{t('home.title')}</h1>
        <p className={styles.lead}>{t('home.lead')}</p>
      </header>
      <div className={styles.ways}>
        <TryVirtual />
        <StartOwn />
        <InspectAny />
      </div>
      <HowItGoes />
      <Card title={t('home.recentTitle')} flush>
        {recent}
      </Card>
    </div>
  );
}

function TryVirtual() {
  const { t } = useText();
  const info = useAppInfo((view) => view.info);
  const pair = demoPair(info);
  const begin = () => {
    if (pair === null) return;
    beginDraft(2, {
      project: 'none',
      old: { kind: 'demo', name: pair.old },
      new: { kind: 'demo', name: pair.new },
      tour: true,
    });
  };
  return (
    <section className={`${styles.way} ${styles.first}`}>
      <FlaskConical className={styles.picture} aria-hidden="true" />
      <h2 className={styles.wayTitle}>{t('home.tryTitle')}</h2>
      <p className={styles.wayText}>{t('home.tryText')}</p>
      <Button
        look="primary"
        className={styles.big}
        disabled={pair === null}
        data-testid="try-virtual"
        onClick={begin}
      >
        {t('home.tryButton')}
        <ArrowRight aria-hidden="true" />
      </Button>
      {info !== null && pair === null ? <p className={styles.wayText}>{t('home.demoMissing')}</p> : null}
    </section>
  );
}

function StartOwn() {
  const { t } = useText();
  const draft = useDraft();
  // The project of last time; without one, this computer's own server.
  const usual = useSettings((view) => view.state?.preferences.projectId);
  const begun = draft.old !== null || draft.new !== null || draft.port !== null || draft.package !== null;
  return (
    <section className={styles.way}>
      <Cpu className={styles.picture} aria-hidden="true" />
      <h2 className={styles.wayTitle}>{t('home.startTitle')}</h2>
      <p className={styles.wayText}>{t('home.startText')}</p>
      <div className={styles.buttons}>
        <Button
          className={styles.big}
          data-testid="start-own"
          onClick={() => beginDraft(1, { project: usual ?? 'none' })}
        >
          {t('home.startButton')}
        </Button>
        {begun ? (
          <Button look="ghost" className={styles.big} onClick={() => goTo('upgrade')}>
            {t('home.continueButton')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function InspectAny() {
  const { t } = useText();
  return (
    <section className={`${styles.way} ${styles.across}`}>
      <FileSearch className={styles.picture} aria-hidden="true" />
      <div className={styles.wayText}>
        <h2 className={styles.smallTitle}>{t('home.inspectTitle')}</h2>
        <p>{t('home.inspectText')}</p>
      </div>
      <Button data-testid="inspect-any" onClick={() => goTo('inspect')}>
        {t('home.inspectButton')}
      </Button>
    </section>
  );
}

function HowItGoes() {
  const { t } = useText();
  const steps = [1, 2, 3, 4, 5] as const;
  return (
    <section aria-label={t('home.howTitle')}>
      <ol className={styles.how}>
        {steps.map((step) => (
          <li key={step} className={styles.howStep}>
            <span className={styles.howNumber} aria-hidden="true">
              {step}
            </span>
            <span className={styles.howTitle}>{t(`home.how${step}`)}</span>
            <span className={styles.howText}>{t(`home.how${step}Text`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
