/** How near a module is to the loop ban, in each window. */
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { notify } from '../../ui/Toast.tsx';
import type { WholeModule } from './ModuleDetail.tsx';
import styles from './Modules.module.css';

const hourMs = 3_600_000;

export interface LoopCardProps {
  readonly module: WholeModule;
  readonly onChanged: () => void;
}

export function LoopCard({ module, onChanged }: LoopCardProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const reset = async () => {
    if ((await action.run(() => core.otaServer.releaseModule({ id: module.id }))) === undefined) return;
    notify(t('serverModules.resetDone'));
    onChanged();
  };
  return (
    <Card
      title={t('serverModules.loops')}
      hint={t('serverModules.loopsText')}
      data-testid="loops"
      actions={
        module.loops.length === 0 || module.ban !== null ? undefined : (
          <Button size="s" busy={action.busy} onClick={() => void reset()}>
            {t('serverModules.reset')}
          </Button>
        )
      }
    >
      {module.loops.length === 0 ? <p className={styles.quiet}>{t('serverModules.loopsNone')}</p> : null}
      <ul className={styles.loops}>
        {module.loops.map(({ source, target, windows }) => (
          <li key={`${source} ${target}`} className={styles.loop}>
            <p className={styles.pair}>
              {source} → {target}
            </p>
            {windows.map(({ count, limit, windowMs }) => {
              const label = t('serverModules.loop', { hours: windowMs / hourMs });
              return (
                <div key={windowMs} className={styles.window}>
                  <span>{label}</span>
                  <Progress
                    slim
                    label={label}
                    value={count / limit}
                    tone={count >= limit - 1 ? 'bad' : 'accent'}
                  />
                  <span className={styles.number}>
                    {count} / {limit}
                  </span>
                </div>
              );
            })}
          </li>
        ))}
      </ul>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Card>
  );
}
