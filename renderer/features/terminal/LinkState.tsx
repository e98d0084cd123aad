/** Where the port is, in words, with the one thing to do about it. */
import type { TerminalSession } from '../../../shared/contract/terminal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { usePort } from '../../stores/ports.ts';
import { useAction } from '../../stores/run.ts';
import { Dot, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Terminal.module.css';

type LinkName = TerminalSession['link']['state'];

const looks: Readonly<Record<LinkName, { readonly tone: Tone; readonly key: TextKey }>> = {
  closed: { tone: 'neutral', key: 'terminal.link_closed' },
  opening: { tone: 'accent', key: 'terminal.link_opening' },
  open: { tone: 'ok', key: 'terminal.link_open' },
  lent: { tone: 'accent', key: 'terminal.link_lent' },
  lost: { tone: 'warn', key: 'terminal.link_lost' },
  failed: { tone: 'bad', key: 'terminal.link_failed' },
  moved: { tone: 'accent', key: 'terminal.link_moved' },
};

export function LinkState({ session }: { readonly session: TerminalSession | null }) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const port = usePort(session?.portId ?? null);
  if (session === null) return <div className={styles.link} />;
  const { portId, link } = session;
  const { tone, key } = looks[link.state];
  const owner = link.state === 'lent' ? code('leaseOwner', link.owner) : '';
  const isWaiting = link.state === 'lost' && port?.reopen !== false;
  const error = link.state === 'failed' ? link.error : (action.error ?? null);
  return (
    <div className={styles.link}>
      <p className={styles.linkState} data-testid="terminal-link" data-state={link.state}>
        <Dot tone={tone} pulse={link.state === 'opening' || isWaiting} />
        <span>{t(isWaiting ? 'terminal.link_searching' : key, { owner, baud: session.baudRate })}</span>
      </p>
      {link.state === 'open' || link.state === 'lost' ? (
        <Button
          size="s"
          data-testid="terminal-release"
          busy={action.busy}
          disabled={port?.ownUpgrade !== undefined}
          onClick={() => void action.run(() => core.terminal.release({ portId }))}
        >
          {t('terminal.release')}
        </Button>
      ) : null}
      {link.state === 'closed' || link.state === 'failed' || (link.state === 'lost' && !isWaiting) ? (
        <Button
          size="s"
          data-testid="terminal-open"
          busy={action.busy}
          disabled={port?.guarded === true}
          onClick={() => void action.run(() => core.terminal.reconnect({ portId }))}
        >
          {t(link.state === 'closed' ? 'terminal.open' : 'terminal.again')}
        </Button>
      ) : null}
      {error === null ? null : (
        <p className={styles.linkError} role="alert">
          {code('error', error.code, error.params)}
        </p>
      )}
    </div>
  );
}
