/** The stages with one active line. */
import { Check, X } from 'lucide-react';
import type { Job } from '../../../shared/contract/job.ts';
import { useText } from '../../i18n/useText.ts';
import { useSetsUrl } from '../../stores/drivers.ts';
import { classes } from '../../ui/classes.ts';
import { jobWay, type PhaseLine, phaseLines, stageText } from './phases.ts';
import styles from './Upgrade.module.css';

const stateKeys = {
  waiting: 'common.stateOpen',
  active: 'common.stateBusy',
  done: 'common.stateDone',
  failed: 'common.stateAttention',
} as const;

export function PhaseList({ job }: { readonly job: Job }) {
  const texts = useText();
  const setsUrl = useSetsUrl(job.result?.kind === 'upgrade' ? job.result.driver : undefined);
  return (
    <ol className={styles.phases} data-testid="phases">
      {phaseLines(job, setsUrl).map((line) => (
        <Line key={line.stage} line={line} label={stageText(line.stage, jobWay(job), texts)} />
      ))}
    </ol>
  );
}

function Line({ line, label }: { readonly line: PhaseLine; readonly label: string }) {
  const { t } = useText();
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
    </li>
  );
}
