/** What became of each setting that was just written. */
import type { SettingChange } from '../../../shared/contract/modem.ts';
import { useText } from '../../i18n/useText.ts';
import { Callout } from '../../ui/Callout.tsx';
import styles from './ModuleSettings.module.css';

const tones = {
  stored: 'ok',
  notStored: 'bad',
  sentOnly: 'warn',
  refused: 'bad',
  noAnswer: 'bad',
  begun: 'warn',
} as const;

export function Written({ changes }: { readonly changes: readonly SettingChange[] }) {
  const { t, code } = useText();
  return (
    <div role="status" className={styles.written}>
      {changes.map(({ id, name, outcome, before, after, answer }) => (
        <Callout
          key={id}
          tone={tones[outcome]}
          title={`${name}: ${code('settingOutcome', outcome)}`}
          data-testid={`written-${name}`}
        >
          <span className={styles.fromTo}>
            {shownValue(before.value, t('moduleSettings.empty'))} →{' '}
            {shownValue(after.value, t('moduleSettings.empty'))} {answer ?? ''}
          </span>
          {outcome === 'notStored' ? <p>{t('moduleSettings.notStoredText')}</p> : null}
          {outcome === 'sentOnly' ? <p>{t('moduleSettings.sentOnlyText')}</p> : null}
        </Callout>
      ))}
    </div>
  );
}

export function shownValue(value: string | null, empty: string): string {
  if (value === null) return '?';
  return value === '' ? empty : value;
}
