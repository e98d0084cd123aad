/** A list of modules: typed, pasted, or out of a file; says at once what it makes of it. */
import { useMemo, useRef } from 'react';
import { readIdentityList } from '../../../shared/domain/identityList.ts';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import styles from './Campaigns.module.css';

export interface IdentityBoxProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly testId: string;
}

export function IdentityBox({ label, text, onText, testId }: IdentityBoxProps) {
  const { t } = useText();
  const file = useRef<HTMLInputElement>(null);
  const reading = useMemo(() => readIdentityList(text), [text]);
  const { ids, duplicates, badLines, doubtful } = reading;
  const remarks = [
    t('campaigns.readCount', { count: formatCount(ids.length) }),
    ...(duplicates > 0 ? [t('campaigns.readTwice', { count: duplicates })] : []),
    ...(doubtful.length > 0 ? [t('campaigns.readDoubtful', { count: doubtful.length })] : []),
  ];
  return (
    <div className={styles.labelled}>
      <TextBox
        label={label}
        hint={text.trim() === '' ? t('campaigns.listHint') : remarks.join(' · ')}
        error={
          badLines.length === 0
            ? undefined
            : t('campaigns.readBad', { lines: badLines.slice(0, 8).join(', ') })
        }
        mono
        rows={4}
        value={text}
        onText={onText}
        data-testid={testId}
      />
      <div>
        <Button size="s" onClick={() => file.current?.click()}>
          {t('campaigns.fromFile')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          className="visuallyHidden"
          tabIndex={-1}
          aria-label={`${label}: ${t('campaigns.fromFile')}`}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (chosen !== undefined) void chosen.text().then(onText);
          }}
        />
      </div>
    </div>
  );
}
