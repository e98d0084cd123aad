/** What the server would say to a URL or to the text of a request; nothing is served, counted or remembered. */
import { useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { RawText } from '../../ui/RawText.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import styles from './Requests.module.css';
import { Trace } from './Trace.tsx';
import { meaningOf } from './verdictText.ts';

type Answer = Awaited<ReturnType<ReturnType<typeof useCore>['otaServer']['dryRun']>>;

const example =
  '/api/site/firmware_upgrade?project_key=KEY&imei=862000000000001&firmware_name=NAME&version=1.0.0';

export function DryRun() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const run = async () => {
    setAnswer(null);
    const said = await action.run(() => core.otaServer.dryRun({ request: text.trim() }));
    if (said !== undefined) setAnswer(said);
  };
  return (
    <div className={styles.split}>
      <Card title={t('serverRequests.dryTitle')}>
        <form
          className={styles.stack}
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <TextBox
            label={t('serverRequests.dryLabel')}
            hint={t('serverRequests.dryHint')}
            mono
            rows={9}
            maxLength={16_384}
            placeholder={example}
            value={text}
            onText={setText}
            data-testid="dry-text"
          />
          <div>
            <Button
              type="submit"
              look="primary"
              busy={action.busy}
              disabled={text.trim() === ''}
              data-testid="dry-run"
            >
              {t('serverRequests.dryButton')}
            </Button>
          </div>
          {action.error === null ? null : <ErrorNote error={action.error} />}
        </form>
      </Card>
      {answer === null ? (
        <Card>
          <p className={styles.quiet}>{t('serverRequests.dryEmpty')}</p>
        </Card>
      ) : (
        <DryAnswer answer={answer} />
      )}
    </div>
  );
}

function DryAnswer({ answer }: { readonly answer: Answer }) {
  const texts = useText();
  const { t } = texts;
  const { decision, status, body, sizeBytes } = answer;
  const served = decision.outcome === 'serve';
  return (
    <Card
      title={decision.claim.identity ?? t('serverRequests.nameless')}
      actions={
        <Badge tone={served ? 'ok' : 'bad'}>
          {t(`serverRequests.outcome_${served ? 'served' : 'refused'}`)}
        </Badge>
      }
      data-testid="dry-answer"
    >
      <div className={styles.stack}>
        <p className={styles.verdict}>{meaningOf(decision, texts)}</p>
        <Trace decision={decision} />
        <RawText
          title={t('serverRequests.answer')}
          text={`HTTP/1.1 ${status}${body === '' ? '' : `\n\n${body}`}`}
          note={served ? t('serverRequests.dryServes', { bytes: formatCount(sizeBytes) }) : undefined}
        />
      </div>
    </Card>
  );
}
