/** One slim line: connection, server, and the job at work. */
import { useText } from '../i18n/useText.ts';
import { useAppInfo } from '../stores/appInfo.ts';
import { useConnection } from '../stores/connection.ts';
import { percentText, progressOf, shareDone } from '../stores/jobProgress.ts';
import { foremostJob, useJobs } from '../stores/jobs.ts';
import { goTo } from '../stores/route.ts';
import { useServer } from '../stores/server.ts';
import { showJob } from '../stores/showJob.ts';
import { Dot } from '../ui/Badge.tsx';
import { Progress } from '../ui/Progress.tsx';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const { t } = useText();
  const info = useAppInfo((view) => view.info);
  return (
    <footer className={styles.bar}>
      <ConnectionPart />
      <ServerPart />
      <span className={styles.spring} />
      <JobPart />
      {info === null ? null : (
        <span className={styles.quiet}>{t('shell.version', { version: info.version })}</span>
      )}
    </footer>
  );
}

function ConnectionPart() {
  const { t } = useText();
  const { state, everConnected } = useConnection();
  if (state.phase === 'connected') {
    return (
      <span className={styles.part} data-testid="connection" data-phase="connected">
        <Dot tone="ok" />
        {t('shell.connected')}
      </span>
    );
  }
  const text =
    state.phase === 'refused'
      ? t('shell.refused')
      : t(everConnected ? 'shell.reconnecting' : 'shell.connecting');
  return (
    <span className={styles.part} data-testid="connection" data-phase={state.phase}>
      <Dot tone={state.phase === 'refused' ? 'bad' : 'warn'} pulse={state.phase === 'connecting'} />
      {text}
    </span>
  );
}

function ServerPart() {
  const { t } = useText();
  const status = useServer((view) => view.status);
  if (status === null) return null;
  const running = status.state === 'running';
  return (
    <button type="button" className={styles.part} onClick={() => goTo('server')}>
      <Dot tone={running ? 'ok' : 'neutral'} />
      {running ? t('shell.serverRunning', { port: status.port }) : t('shell.serverStopped')}
    </button>
  );
}

function JobPart() {
  const { t, code } = useText();
  const job = useJobs(({ jobs }) => foremostJob(jobs));
  if (job === undefined) return <span className={styles.quiet}>{t('shell.noJob')}</span>;
  const progress = progressOf(job);
  const name = t(`jobs.kind_${job.kind}`);
  return (
    <button type="button" className={styles.part} data-testid="status-job" onClick={() => showJob(job)}>
      <span>{name}</span>
      <span className={styles.quiet}>{progress === undefined ? '' : code('phase', progress.phase)}</span>
      <span className={styles.track}>
        <Progress slim value={shareDone(progress)} label={name} />
      </span>
      <span className={styles.percent}>{percentText(progress)}</span>
    </button>
  );
}
