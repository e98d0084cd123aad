/** Full-width signs in a line, each shown with what it would become; nothing is changed without being seen. */
import type { FullWidthChange } from '../../../shared/domain/fullWidth.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Terminal.module.css';

export interface FullWidthOfferProps {
  readonly text: string;
  readonly changes: readonly FullWidthChange[];
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

export function FullWidthOffer({ text, changes, onTake, onKeep }: FullWidthOfferProps) {
  const { t } = useText();
  return (
    <div className={styles.offer} role="status" data-testid="terminal-full-width">
      <p className={styles.offerTitle}>{t('terminal.fullWidth', { count: changes.length })}</p>
      <code className={styles.offerLine}>
        {partsOf(text, changes).map((part) =>
          part.to === null ? (
            <span key={part.at}>{part.from}</span>
          ) : (
            <span key={part.at}>
              <del>{part.from}</del>
              <ins>{part.to === '' ? '∅' : part.to}</ins>
            </span>
          ),
        )}
      </code>
      <div className={styles.offerActions}>
        <Button size="s" look="primary" data-testid="terminal-full-width-take" onClick={onTake}>
          {t('terminal.takeCorrected')}
        </Button>
        <Button size="s" data-testid="terminal-full-width-keep" onClick={onKeep}>
          {t('terminal.sendAsTyped')}
        </Button>
      </div>
    </div>
  );
}

interface Part {
  readonly at: number;
  readonly from: string;
  /** Null where nothing changes. */
  readonly to: string | null;
}

function partsOf(text: string, changes: readonly FullWidthChange[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { index, from, to } of changes) {
    if (index > at) parts.push({ at, from: text.slice(at, index), to: null });
    parts.push({ at: index, from, to });
    at = index + from.length;
  }
  if (at < text.length) parts.push({ at, from: text.slice(at), to: null });
  return parts;
}
