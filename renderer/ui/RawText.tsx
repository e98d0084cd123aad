/** Text as it went over the wire: every character kept, with a copy button. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/useText.ts';
import { IconButton } from './Button.tsx';
import { copyToClipboard } from './clipboard.ts';
import styles from './RawText.module.css';

export interface RawTextProps {
  readonly title: string;
  readonly text: string;
  readonly note?: string | undefined;
  readonly testId?: string;
}

export function RawText({ title, text, note, testId }: RawTextProps) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <IconButton
          label={copied ? t('common.copied') : t('common.copy')}
          icon={copied ? <Check /> : <Copy />}
          onClick={() => void copyToClipboard(text).then(setCopied)}
        />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keys */}
      <section className={styles.frame} tabIndex={0} aria-label={title}>
        <pre data-testid={testId}>{text.trimEnd()}</pre>
      </section>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
    </figure>
  );
}
