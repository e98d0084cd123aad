/** The stages with one active line; download and apply have bars of their own, because their percent runs twice. */
import { Check, X } from 'lucide-react';
import type { Job } from '../../../shared/contract/job.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import { Progress } from '../../ui/Progress.tsx';
import { type PhaseLine, phaseLines, stageText, wayOf } from './phases.ts';
import styles from './Upgrade.module.css';

const stateKeys = {
  waiting: 'common.stateOpen',
  active: 'common.stateBusy',
  done: 'common.stateDone',
  failed: 'common.stateAttention',
} as const;

export function PhaseList({ job }: { readonly job: Job }) {
  const texts = useText();
  return (
    <ol className={styles.phases} data-testid="phases">
      {phaseLines(job).map((line) => (
        <Line key={line.stage} line={line} label={stageText(line.stage, wayOf(job), texts)} />
      ))}
    </ol>
  );
}

function Line({ line, label }: { readonly line: PhaseLine; readonly label: string }) {
  const { t } = useText();
  const percent = line.share === undefined || line.share === null ? '' : `${Math.round(line.share * 100)}%`;
  const showBar = line.share !== undefined && (line.state === 'active' || line.state === 'done');
  return (
    <li
      className={classes(styles.phase, styles[line.state])}
      data-stage={line.stage}
      data-state={line.state}
      aria-current={line.state === 'active' ? 'step' : undefined}
    >
      <span className={styles.mark} aria-hidden="true">
        {line.state === 'done' ? <Check /> : line.state === 'failed' ? <X /> : null}
      </span>
      <span className={styles.phaseLabel}>
        {label}
        <span className="visuallyHidden">, {t(stateKeys[line.state])}</span>
      </span>
      <span className={styles.percent}>{showBar ? percent : ''}</span>
      {showBar ? (
        <span className={styles.bar}>
          <Progress
            slim
            value={line.share ?? null}
            label={label}
            tone={line.state === 'done' ? 'ok' : 'accent'}
          />
        </span>
      ) : null}
    </li>
  );
}
