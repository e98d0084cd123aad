/** Where a support desk pastes what it was sent: a line, a code, a request or a log, and reads what it means. */
import { MessageCircleQuestionMark } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { maxPasteChars } from '../../../shared/contract/explain.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePasted } from '../../stores/explanations.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import styles from './Explain.module.css';
import { Findings } from './Findings.tsx';

/** What desks are asked about most; one per kind of question. */
const examples = ['+UPGRADEIND: -1003', '27', 'HTTPEND,702', '1,10423', 'CME ERROR: 1005'];

export function ExplainPage() {
  const { t } = useText();
  const core = useCore();
  const { text, answer } = usePasted();
  const { busy, error, run } = useAction();
  const explain = (asked: string) => {
    usePasted.setState({ text: asked });
    void run(async () => {
      const found = await core.explain.paste({ text: asked });
      // Typed on meanwhile: the answer is not to what stands there.
      if (usePasted.getState().text === asked) usePasted.setState({ answer: found });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || text.trim() === '') return;
    event.preventDefault();
    explain(text);
  };
  return (
    <Page title={t('explain.title')} lead={t('explain.lead')}>
      <Card>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the text box inside */}
        <div className={styles.ask} onKeyDown={onKeyDown}>
          <TextBox
            label={t('explain.boxLabel')}
            hint={t('explain.boxHint')}
            mono
            rows={6}
            maxLength={maxPasteChars}
            value={text}
            data-testid="explain-text"
            onText={(typed) => usePasted.setState({ text: typed, answer: null })}
          />
          <div className={styles.actions}>
            <Button
              look="primary"
              busy={busy}
              disabled={text.trim() === ''}
              data-testid="explain-run"
              onClick={() => explain(text)}
            >
              {t('explain.run')}
            </Button>
            <Button
              look="ghost"
              disabled={text === ''}
              onClick={() => usePasted.setState({ text: '', answer: null })}
            >
              {t('explain.clear')}
            </Button>
            <Examples onChoose={explain} />
          </div>
        </div>
      </Card>
      {error === null ? null : <ErrorNote error={error} />}
      {answer === null ? (
        <EmptyState picture={<MessageCircleQuestionMark />} title={t('explain.emptyTitle')}>
          {t('explain.emptyText')}
        </EmptyState>
      ) : (
        <Findings answer={answer} of="paste" />
      )}
    </Page>
  );
}

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useText();
  return (
    <fieldset className={styles.examples}>
      <legend className="visuallyHidden">{t('explain.examples')}</legend>
      <span className={styles.label} aria-hidden="true">
        {t('explain.examples')}
      </span>
      {examples.map((example) => (
        <button key={example} type="button" className={styles.example} onClick={() => onChoose(example)}>
          {example}
        </button>
      ))}
    </fieldset>
  );
}
