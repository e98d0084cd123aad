/** What a search for a way has found so far, and what it says at its end. */
import type { Job } from '../../../shared/contract/job.ts';
import type { HopsResult } from '../../../shared/contract/planning.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { isActive } from '../../stores/jobs.ts';
import { choose, goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { HopChain, nameOf } from './HopChain.tsx';
import { Skipped, Tried } from './HopDetails.tsx';
import styles from './Planning.module.css';

export function HopsResultView({ job }: { readonly job: Job }) {
  const found = job.result?.kind === 'hops' ? job.result : null;
  return (
    <>
      {isActive(job) ? <Searching job={job} found={found} /> : <Ended job={job} />}
      {found === null ? null : <Found found={found} />}
    </>
  );
}

function Searching({ job, found }: { readonly job: Job; readonly found: HopsResult | null }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const cancelling = job.state.phase === 'cancelling';
  const trying = found?.trying ?? null;
  return (
    <Card
      title={
        trying === null
          ? t('planning.searching')
          : t('planning.trying', { from: nameOf(trying.from), to: nameOf(trying.to) })
      }
      landing="searching"
      data-testid="hops-searching"
      actions={
        <Button
          size="s"
          busy={action.busy || cancelling}
          onClick={() => void action.run(() => core.jobs.cancel({ id: job.id }))}
        >
          {t('common.cancel')}
        </Button>
      }
    >
      <JobProgress job={job} fallback={t('planning.reading')} />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Card>
  );
}

/** How it ended, where that is not a way: a refusal, a cancellation, an interruption. */
function Ended({ job }: { readonly job: Job }) {
  const { code } = useText();
  if (job.error !== undefined) return <ErrorNote error={job.error} />;
  if (job.state.phase !== 'ended') return null;
  const { verdict } = job.state;
  if (verdict.outcome === 'succeeded' || verdict.outcome === 'failed') return null;
  return <Callout tone="warn">{code('verdict', verdict.code, verdict.params)}</Callout>;
}

function Found({ found }: { readonly found: HopsResult }) {
  const { t } = useText();
  return (
    <>
      {found.outcome === 'none' ? <NoWay found={found} /> : null}
      {found.chain.length === 0 ? null : (
        <Card
          title={
            found.outcome === 'direct'
              ? t('planning.direct')
              : t('planning.chain', { count: found.chain.length })
          }
          hint={found.outcome === 'direct' ? undefined : t('planning.chainHint')}
          landing="found"
          data-testid="hops-chain"
        >
          <HopChain hops={found.chain} />
        </Card>
      )}
      {found.tried.length === 0 && found.skipped.length === 0 ? null : (
        <Card title={t('planning.details')}>
          <div className={styles.form}>
            <Tried found={found} />
            <Skipped files={found.skipped} />
          </div>
        </Card>
      )}
    </>
  );
}

/** Nothing fits: what else could. */
function NoWay({ found }: { readonly found: HopsResult }) {
  const { t, code } = useText();
  return (
    <Callout tone="warn" title={t('planning.none', { count: found.considered })} data-testid="hops-none">
      <ul className={styles.else}>
        {found.considered === 0 ? <li>{t('planning.elseMoreReleases')}</li> : null}
        {found.instead.map((format) => (
          <li key={format} className={styles.instead}>
            <span>
              {t('planning.elseFull')} {code('format', format)}
            </span>
            <Button
              size="s"
              onClick={() => {
                choose({ format });
                goTo('upgrade', { step: 3 });
              }}
            >
              {t(`formats.${format}`)}
            </Button>
          </li>
        ))}
        <li>{t('planning.elseDirections')}</li>
        <li>{t('planning.elseCable')}</li>
      </ul>
    </Callout>
  );
}
