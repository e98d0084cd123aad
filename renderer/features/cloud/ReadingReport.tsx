/** What a list held: every line that brought no IMEI is named. */
import type { ImeiReading } from '../../../shared/contract/cloud.ts';
import { useText } from '../../i18n/useText.ts';
import { Callout } from '../../ui/Callout.tsx';
import styles from './Cloud.module.css';

/** More lines than a person reads; the count says how many there are. */
const shown = 20;

export function ReadingReport({ reading }: { readonly reading: ImeiReading }) {
  const { t, code } = useText();
  const { imeis, duplicates, bad } = reading;
  const wrongDigits = imeis.filter(({ luhn }) => !luhn);
  const lines = [
    ...bad.map(({ line, text, reason, found }) => ({
      line,
      text: t('cloud.badLine', { line, text, reason: code('imeiProblem', reason, { found }) }),
    })),
    ...wrongDigits.map(({ line, imei }) => ({ line, text: t('cloud.wrongDigit', { line, imei }) })),
    ...duplicates.map(({ line, imei, firstLine }) => ({
      line,
      text: t('cloud.duplicate', { line, imei, firstLine }),
    })),
  ].sort((a, b) => a.line - b.line);
  return (
    <Callout
      tone={bad.length > 0 ? 'warn' : 'ok'}
      title={t('cloud.readCount', { count: imeis.length, bad: bad.length, duplicates: duplicates.length })}
      data-testid="imei-report"
    >
      {lines.length === 0 ? null : (
        <ul className={styles.report}>
          {lines.slice(0, shown).map(({ line, text }) => (
            <li key={`${line} ${text}`}>{text}</li>
          ))}
          {lines.length > shown ? <li>{t('cloud.moreLines', { count: lines.length - shown })}</li> : null}
        </ul>
      )}
    </Callout>
  );
}
