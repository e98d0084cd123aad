/** The AT terminal of one port; what is shown is its journal, so nothing said is ever lost. */
import { SquareTerminal } from 'lucide-react';
import { useText } from '../../i18n/useText.ts';
import { usePorts } from '../../stores/ports.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Terminal.module.css';
import { Terminal } from './Terminal.tsx';

export function TerminalPage() {
  const { t } = useText();
  const ports = usePorts((view) => view.ports);
  const { port } = useDraft();
  const known = ports.some((candidate) => candidate.id === port) ? port : null;
  return (
    <Page
      fill
      title={t('terminal.title')}
      lead={t('terminal.lead')}
      actions={
        <div className={styles.port}>
          <Select
            label={t('terminal.port')}
            data-testid="terminal-port"
            value={known}
            placeholder={t('terminal.noPort')}
            options={ports.map(({ id, label, nickname, path }) => ({
              value: id,
              label: nickname ?? label,
              ...(path === (nickname ?? label) ? {} : { hint: path }),
            }))}
            onChange={(next) => choose({ port: next })}
          />
        </div>
      }
    >
      {known === null ? (
        <div className={styles.terminal}>
          <div className={styles.empty}>
            <EmptyState
              picture={<SquareTerminal />}
              title={t(ports.length === 0 ? 'terminal.noPorts' : 'terminal.pickPort')}
              action={
                ports.length === 0 ? (
                  <Button onClick={() => goTo('ports')}>{t('terminal.toPorts')}</Button>
                ) : undefined
              }
            >
              {t(ports.length === 0 ? 'terminal.noPortsText' : 'terminal.pickPortText')}
            </EmptyState>
          </div>
        </div>
      ) : (
        <Terminal key={known} portId={known} />
      )}
    </Page>
  );
}
