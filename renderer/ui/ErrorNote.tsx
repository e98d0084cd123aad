/** What Airdock could not do, in words, with the technical text below a fold. */
import type { ReactNode } from 'react';
import { AppError, type ErrorParams } from '../../shared/errors.ts';
import { useText } from '../i18n/useText.ts';
import { Callout } from './Callout.tsx';
import styles from './ErrorNote.module.css';

/** An AppError, or one as the contract carries it in a job. */
type ShownError =
  | AppError
  | { readonly code: string; readonly params: ErrorParams; readonly cause?: string | undefined };

export interface ErrorNoteProps {
  readonly error: ShownError;
  readonly title?: string;
  readonly action?: ReactNode;
}

export function ErrorNote({ error, title, action }: ErrorNoteProps) {
  const { t, code } = useText();
  const technical = error instanceof AppError ? error.toData().cause : error.cause;
  return (
    <Callout tone="bad" title={title ?? t('common.somethingFailed')} action={action}>
      {code('error', error.code, error.params)}
      {technical === undefined ? null : (
        <details className={styles.more}>
          <summary>{t('common.technical')}</summary>
          <code className={styles.technical}>
            {error.code}: {technical}
          </code>
        </details>
      )}
    </Callout>
  );
}
