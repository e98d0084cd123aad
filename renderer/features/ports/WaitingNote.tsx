/** What the holder of a port waits for; where several ports could be it, a person says which. */
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePorts } from '../../stores/ports.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './Ports.module.css';

export interface WaitingNoteProps {
  readonly port: PortInfo;
  readonly onSelect: (id: string) => void;
}

export function WaitingNote({ port, onSelect }: WaitingNoteProps) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const { waiting, lease } = port;
  const ports = usePorts((view) => view.ports);
  if (waiting === undefined) return null;
  const owner = code('leaseOwner', lease?.owner ?? 'terminal');
  if (waiting.for !== 'ambiguous') {
    const key = waiting.for === 'away' ? 'ports.waitingAway' : 'ports.waitingNotReady';
    return (
      <Callout tone="info" data-testid="waiting">
        {t(key, { owner })}
      </Callout>
    );
  }
  const choose = async (candidate: string) => {
    if ((await action.run(() => core.ports.choose({ id: port.id, candidate }))) !== undefined)
      onSelect(candidate);
  };
  const labelOf = (id: string): string => ports.find((each) => each.id === id)?.label ?? id;
  return (
    <Callout tone="warn" title={t('ports.ambiguousTitle')} data-testid="waiting">
      <p>{t('ports.waitingAmbiguous', { owner })}</p>
      <div className={styles.candidates}>
        {waiting.candidates.map((id) => (
          <Button key={id} size="s" busy={action.busy} onClick={() => void choose(id)}>
            {t('ports.itIs', { label: labelOf(id) })}
          </Button>
        ))}
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Callout>
  );
}
