/** While nothing listens: why that is fine, and how to start by hand. */
import { Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { everywhere, ownAddresses } from '../../stores/server.ts';
import { Dot } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { parsePort } from './parsePort.ts';
import styles from './Server.module.css';

export function StoppedCard() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [text, setText] = useState('');
  const port = parsePort(text);
  const [host, setHost] = useState(everywhere);
  const addresses = ownAddresses.useAnswer('all');
  useEffect(() => void ownAddresses.ask('all', () => core.otaServer.interfaces({})), [core]);
  const start = () =>
    void action.run(() =>
      core.otaServer.start({
        ...(port === null || port === 0 ? {} : { port }),
        ...(host === everywhere ? {} : { host }),
      }),
    );
  return (
    <Card>
      <div className={styles.stopped}>
        <div className={styles.state}>
          <Dot tone="neutral" />
          <div>
            <p className={styles.stateName}>{t('server.stopped')}</p>
            <p className={styles.quiet}>{t('server.stoppedText')}</p>
          </div>
        </div>
        <div className={styles.start}>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('server.interface')}</span>
            <Select
              label={t('server.interface')}
              value={host}
              onChange={setHost}
              options={[
                { value: everywhere, label: t('server.everywhere') },
                ...(addresses.state === 'done' ? addresses.value : []).map((own) => ({
                  value: own.address,
                  label: own.address,
                  hint: own.loopback ? t('server.loopback') : own.interfaceName,
                })),
              ]}
              data-testid="server-interface"
            />
            <span className={styles.hint}>{t('server.interfaceHint')}</span>
          </div>
          <Field
            label={t('server.port')}
            hint={t('server.portHint')}
            error={port === null ? t('server.portInvalid') : undefined}
            inputMode="numeric"
            value={text}
            onText={setText}
          />
          <Button
            look="primary"
            icon={<Play />}
            busy={action.busy}
            disabled={port === null}
            className={styles.startButton}
            data-testid="server-start"
            onClick={start}
          >
            {t('server.start')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}
