/** A value that is often needed elsewhere, with its copy button. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/useText.ts';
import { IconButton } from './Button.tsx';
import styles from './CopyText.module.css';
import { classes } from './classes.ts';
import { copyToClipboard } from './clipboard.ts';

export interface CopyTextProps {
  readonly value: string;
  /** What is shown when the value itself is too long to read. */
  readonly shown?: string;
  readonly block?: boolean;
}

export function CopyText({ value, shown, block = false }: CopyTextProps) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span className={classes(styles.copy, block && styles.block)}>
      <code className={styles.value} title={shown === undefined ? undefined : value}>
        {shown ?? value}
      </code>
      <IconButton
        label={copied ? t('common.copied') : t('common.copy')}
        icon={copied ? <Check /> : <Copy />}
        onClick={() => void copyToClipboard(value).then(setCopied)}
      />
    </span>
  );
}
