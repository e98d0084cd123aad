/** The sequence that runs, or how the last one ended. */
import { Square, X } from 'lucide-react';
import { useState } from 'react';
import type { TerminalRun } from '../../../shared/contract/terminal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { Dot, type Tone } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './Terminal.module.css';

const looks: Readonly<Record<TerminalRun['state'], { readonly tone: Tone; readonly key: TextKey }>> = {
  running: { tone: 'accent', key: 'terminal.run_running' },
  done: { tone: 'ok', key: 'terminal.run_done' },
  refused: { tone: 'warn', key: 'terminal.run_refused' },
  stopped: { tone: 'neutral', key: 'terminal.run_stopped' },
  failed: { tone: 'bad', key: 'terminal.run_failed' },
};

export function RunStrip({ portId, run }: { readonly portId: string; readonly run: TerminalRun | null }) {
  const { t, code } = useText();
  const core = useCore();
  const tell = useToldAction();
  const [closed, setClosed] = useState<string | null>(null);
  if (run === null || run.id === closed) return null;
  const { tone, key } = looks[run.state];
  const { round, rounds, step, steps, problems } = run;
  const name = run.name === '' ? t('terminal.unnamed') : run.name;
  return (
    <div className={styles.run} role="status" data-testid="terminal-run" data-state={run.state}>
      <Dot tone={tone} pulse={run.state === 'running'} />
      <p className={styles.runText}>
        <strong>{name}</strong> {t(key, { round, rounds, step, steps, problems })}
        {run.error === undefined ? null : ` ${code('error', run.error.code, run.error.params)}`}
      </p>
      {run.state === 'running' ? (
        <Button
          size="s"
          icon={<Square />}
          data-testid="terminal-stop"
          onClick={() => tell(() => core.terminal.stop({ portId }))}
        >
          {t('terminal.stop')}
        </Button>
      ) : (
        <IconButton label={t('common.close')} icon={<X />} onClick={() => setClosed(run.id)} />
      )}
    </div>
  );
}
