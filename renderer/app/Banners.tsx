/** What must not be missed: a lost connection, a refusal, an interrupted upgrade, one that a module began by itself. */

import { useCore } from '../connection/CoreContext.tsx';
import { OwnUpgradeBanners } from '../features/timeline/OwnUpgradeBanner.tsx';
import { useText } from '../i18n/useText.ts';
import { useConnection } from '../stores/connection.ts';
import { useFaults } from '../stores/faults.ts';
import { useJobs } from '../stores/jobs.ts';
import { goTo, useRoute } from '../stores/route.ts';
import { useAction } from '../stores/run.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import styles from './App.module.css';
import { isUnreachable } from './reachability.ts';

export function Banners() {
  return (
    <div className={styles.banners}>
      <ConnectionBanner />
      <InterruptedBanner />
      <OwnUpgradeBanners />
      <FaultsBanner />
    </div>
  );
}

function ConnectionBanner() {
  const { t, code } = useText();
  const core = useCore();
  const { state, everConnected } = useConnection();
  if (state.phase === 'connected' || (state.phase === 'connecting' && !everConnected)) return null;
  const refused = state.phase === 'refused';
  return (
    <Callout
      tone={refused ? 'bad' : 'warn'}
      title={refused ? t('shell.refusedTitle') : t('shell.lostTitle')}
      data-testid="connection-banner"
      action={
        <Button size="s" onClick={() => core.reconnect()}>
          {t('shell.reconnect')}
        </Button>
      }
    >
      {refused
        ? code('error', state.error.code, state.error.params)
        : t(isUnreachable(state) ? 'shell.unreachableText' : 'shell.lostText')}
    </Callout>
  );
}

/** The newest upgrade was cut off by Airdock's own end, and nobody looks at it yet. */
function InterruptedBanner() {
  const { t } = useText();
  const job = useJobs(({ jobs }) => jobs.findLast((candidate) => candidate.kind === 'upgrade'));
  const shownJob = useRoute((route) =>
    route.page === 'upgrade' && route.step === 5 ? route.draft.job : null,
  );
  if (job?.state.phase !== 'ended' || job.state.verdict.outcome !== 'interrupted' || shownJob === job.id)
    return null;
  return (
    <Callout
      tone="warn"
      title={t('shell.interruptedTitle')}
      data-testid="interrupted-banner"
      action={
        <Button size="s" onClick={() => goTo('upgrade', { step: 5, draft: { job: job.id } })}>
          {t('shell.interruptedShow')}
        </Button>
      }
    >
      {t('shell.interruptedText')}
    </Callout>
  );
}

/** Answers are broken on purpose: nobody shall look for a real failure because a test was forgotten. */
function FaultsBanner() {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const faults = useFaults((view) => view.faults);
  if (faults.length === 0) return null;
  const names = [...new Set(faults.map(({ effect }) => code('otaFault', `${effect.kind}.name`)))];
  return (
    <Callout
      tone="bad"
      title={t('faults.bannerTitle', { count: faults.length })}
      data-testid="faults-banner"
      action={
        <>
          <Button size="s" onClick={() => goTo('server', { section: 'faults' })}>
            {t('faults.bannerShow')}
          </Button>
          <Button
            size="s"
            look="danger"
            busy={action.busy}
            data-testid="faults-clear-all"
            onClick={() => void action.run(() => core.otaServer.clearFault({}))}
          >
            {t('faults.clearAll')}
          </Button>
        </>
      }
    >
      {t('faults.bannerText', { names: names.join(' · ') })}
    </Callout>
  );
}
