/** Copies a text that is not shown as such; says so for a moment. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/useText.ts';
import { Button, IconButton } from './Button.tsx';
import { copyToClipboard } from './clipboard.ts';

export interface CopyButtonProps {
  readonly label: string;
  /** Made when it is needed. */
  readonly text: () => string;
  /** Only the picture; the label is spoken. */
  readonly bare?: boolean;
  readonly 'data-testid'?: string;
}

export function CopyButton({ label, text, bare = false, ...rest }: CopyButtonProps) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = copied ? t('common.copied') : label;
  const icon = copied ? <Check /> : <Copy />;
  const copy = () => void copyToClipboard(text()).then(setCopied);
  if (bare) return <IconButton label={name} icon={icon} onClick={copy} {...rest} />;
  return (
    <Button size="s" look="ghost" icon={icon} onClick={copy} {...rest}>
      {name}
    </Button>
  );
}
