/** The job at work: a row per module, and one verdict for all. */
import { CircleX } from 'lucide-react';
import type { Job, SettingsRow } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { progressOf, shareDone } from '../../stores/jobProgress.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './ModuleSettings.module.css';
import { shownValue } from './Written.tsx';

const tones: Readonly<Record<SettingsRow['state'], Tone>> = {
  waiting: 'neutral',
  running: 'accent',
  done: 'ok',
  unproven: 'warn',
  failed: 'bad',
  skipped: 'neutral',
};
const calloutTones = {
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'info',
  unproven: 'warn',
  interrupted: 'warn',
} as const;

export function ApplyResult({ job }: { readonly job: Job }) {
  const { t, code } = useText();
  const core = useCore();
  const tell = useToldAction();
  const { state } = job;
  const rows = job.result?.kind === 'settings' ? job.result.rows : [];
  return (
    <Card
      title={t('moduleSettings.results')}
      flush
      landing={state.phase}
      data-testid="apply-result"
      actions={
        state.phase === 'running' ? (
          <Button
            size="s"
            icon={<CircleX />}
            data-testid="apply-cancel"
            onClick={() => tell(() => core.jobs.cancel({ id: job.id }))}
          >
            {t('common.cancel')}
          </Button>
        ) : null
      }
    >
      <div className={styles.verdict} role="status">
        {state.phase === 'ended' ? (
          <Callout tone={calloutTones[state.verdict.outcome]} data-testid="apply-verdict">
            {code('verdict', state.verdict.code, state.verdict.params)}
          </Callout>
        ) : (
          <Progress slim value={shareDone(progressOf(job))} label={t('moduleSettings.results')} />
        )}
      </div>
      <ul>
        {rows.map((row) => (
          <ResultRow key={row.portId} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function ResultRow({ row }: { readonly row: SettingsRow }) {
  const { t, code } = useText();
  const { label, deviceId, state, changes, error } = row;
  const empty = t('moduleSettings.empty');
  return (
    <li className={styles.change} data-testid={`row-${row.portId}`} data-state={state}>
      <div className={styles.changeHead}>
        <span className={styles.rowName}>{label}</span>
        <Badge tone={tones[state]}>{code('settingsRow', state)}</Badge>
        <span className={styles.quiet}>{deviceId ?? ''}</span>
      </div>
      {changes.map(({ id, name, before, after, outcome, answer }) => (
        <p key={id} className={styles.fromTo}>
          {name}: {shownValue(before, empty)} → {shownValue(after, empty)}
          {outcome === 'stored' ? '' : ` · ${code('settingOutcome', outcome)}`} {answer ?? ''}
        </p>
      ))}
      {error === undefined ? null : <p className={styles.why}>{code('error', error.code, error.params)}</p>}
    </li>
  );
}
