/** How it ended: who says so, on which evidence, and what to do next. */
import { Ban, CircleCheck, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import type { Job, UpgradeResult } from '../../../shared/contract/job.ts';
import type { Outcome, Verdict } from '../../../shared/contract/verdict.ts';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { elapsedMs } from '../../stores/jobProgress.ts';
import { beginDraft, goTo, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { useFocusWhenLost } from '../../ui/focus.ts';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { Evidence } from './Evidence.tsx';
import { ImageFacts } from './ImageFacts.tsx';
import { jobWay, stageText } from './phases.ts';
import styles from './Upgrade.module.css';

const pictures: Readonly<Record<Outcome, typeof CircleCheck>> = {
  succeeded: CircleCheck,
  failed: CircleX,
  cancelled: Ban,
  unproven: CircleHelp,
  interrupted: TriangleAlert,
};

export function VerdictCard({ job }: { readonly job: Job }) {
  const { t, code } = useText();
  const heading = useFocusWhenLost<HTMLHeadingElement>('ended');
  if (job.state.phase !== 'ended') return null;
  const { verdict } = job.state;
  const Picture = pictures[verdict.outcome];
  return (
    <section
      className={classes(styles.verdict, styles[verdict.outcome])}
      data-testid="verdict"
      data-outcome={verdict.outcome}
      aria-live="polite"
    >
      <header className={styles.verdictHead}>
        <Picture className={styles.verdictPicture} aria-hidden="true" />
        <div>
          <h2 ref={heading} tabIndex={-1} className={styles.verdictTitle}>
            {t(`upgrade.verdict_${verdict.outcome}`)}
          </h2>
          <p className={styles.verdictTook}>
            {t('upgrade.took', { time: formatDuration(elapsedMs(job, 0)) })}
          </p>
        </div>
      </header>
      <p className={styles.verdictText}>{code('verdict', verdict.code, verdict.params)}</p>
      <FromTo job={job} />
      <Remedies verdict={verdict} />
      <ImageFacts job={job} />
      <Facts job={job} verdict={verdict} />
      <div className={styles.verdictActions}>
        <Button
          look={verdict.outcome === 'succeeded' ? 'plain' : 'primary'}
          onClick={() => again(verdict.outcome)}
          data-testid="upgrade-again"
        >
          {verdict.outcome === 'succeeded' ? t('upgrade.again') : t('upgrade.startAgain')}
        </Button>
        <Button look="ghost" onClick={() => goTo('terminal')}>
          {t('upgrade.openTerminal')}
        </Button>
      </div>
      <Evidence jobId={job.id} seqs={verdict.evidence} />
    </section>
  );
}

/** After a success there is another upgrade to choose; after anything else the same module is looked at again. */
function again(outcome: Outcome): void {
  if (outcome === 'succeeded') beginDraft(2, { project: useRoute.getState().draft.project });
  else goTo('upgrade', { step: 4, draft: { job: null } });
}

function FromTo({ job }: { readonly job: Job }) {
  const { t } = useText();
  const result = job.result?.kind === 'upgrade' ? job.result : undefined;
  if (result === undefined) return null;
  if (result.way === 'local') return <ComponentFromTo result={result} />;
  const wrong =
    result.to !== undefined && result.expectedVersion !== undefined && result.to !== result.expectedVersion;
  return (
    <dl className={styles.verdictFromTo}>
      <dt>{t('upgrade.from')}</dt>
      <dd data-testid="verdict-from">{result.from ?? t('upgrade.notReported')}</dd>
      <dt>{t('upgrade.to')}</dt>
      <dd>
        <span data-testid="verdict-to">{result.to ?? t('upgrade.notReported')}</span>
        {wrong ? (
          <span className={styles.expected}>
            {t('upgrade.expected', { version: result.expectedVersion ?? '' })}
          </span>
        ) : null}
      </dd>
    </dl>
  );
}

/** What an image changes is the MCU; the module's own version says nothing of it. */
function ComponentFromTo({ result: { offer, to } }: { readonly result: UpgradeResult }) {
  const { t } = useText();
  return (
    <dl className={styles.verdictFromTo}>
      <dt>{t('upgrade.offerComponent')}</dt>
      <dd>{offer?.component ?? t('upgrade.notReported')}</dd>
      <dt>{t('upgrade.imageVersion')}</dt>
      <dd data-testid="verdict-from">{offer?.to ?? t('upgrade.notReported')}</dd>
      <dt>{t('upgrade.imageDeclared')}</dt>
      <dd data-testid="verdict-to">{to ?? t('upgrade.imageNotDeclared')}</dd>
    </dl>
  );
}

function Remedies({ verdict }: { readonly verdict: Verdict }) {
  const { t, code } = useText();
  if (verdict.remedies.length === 0) return null;
  return (
    <div>
      <h3 className={styles.smallTitle}>{t('upgrade.remedies')}</h3>
      <ol className={styles.remedies} data-testid="remedies">
        {verdict.remedies.map((remedy) => (
          <li key={remedy}>{code('remedy', remedy, verdict.params)}</li>
        ))}
      </ol>
    </div>
  );
}

function Facts({ job, verdict }: { readonly job: Job; readonly verdict: Verdict }) {
  const texts = useText();
  const { t, code } = texts;
  const result = job.result?.kind === 'upgrade' ? job.result : undefined;
  const facts: Fact[] = [{ name: t('upgrade.whoSaid'), value: code('domain', verdict.domain) }];
  if (verdict.outcome !== 'succeeded') {
    facts.push({ name: t('upgrade.stage'), value: stageText(verdict.stage, jobWay(job), texts) });
    // Nothing went wrong: there is nothing to try again, only something left to look at.
    const isDone = verdict.outcome === 'unproven' && verdict.retry === 'pointless';
    const retry = isDone ? t('upgrade.retryUnproven') : code('retryClass', verdict.retry);
    facts.push({ name: t('upgrade.retry'), value: retry });
  }
  if (verdict.rawCode !== undefined)
    facts.push({ name: t('upgrade.rawCode'), value: verdict.rawCode, mono: true });
  const cause = verdict.params['cause'];
  if (cause !== undefined) facts.push({ name: t('upgrade.cloudCode'), value: String(cause), mono: true });
  if (result?.driver !== undefined)
    facts.push({ name: t('upgrade.driverName'), value: code('driver', result.driver) });
  if (result?.startedByModule === true)
    facts.push({ name: t('upgrade.startedBy'), value: t('upgrade.startedByModuleShort') });
  if (result?.packageBytes !== undefined) {
    facts.push({ name: t('upgrade.packageBytes'), value: formatBytes(result.packageBytes) });
  }
  if (result?.servedBytes !== undefined) {
    facts.push({ name: t('upgrade.servedBytes'), value: formatBytes(result.servedBytes) });
  }
  if (result?.sentBytes !== undefined) {
    facts.push({ name: t('upgrade.sentBytes'), value: formatBytes(result.sentBytes) });
  }
  return <KeyValue facts={facts} />;
}
