/** The vendor's default projects, the one of a chip that was seen in front. */
import { useEffect, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Project.module.css';

interface Suggestion {
  readonly name: string;
  readonly seenChip: string | null;
}

export function NameSuggestions({ onPick }: { readonly onPick: (name: string) => void }) {
  const { t } = useText();
  const core = useCore();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without an answer there is nothing to suggest, and a name can be typed.
    core.settings.suggestProjects({}, { signal: abort.signal }).then(setSuggestions, () => undefined);
    return () => abort.abort();
  }, [core]);
  if (suggestions.length === 0) return null;
  return (
    <div className={styles.suggestions}>
      <span className={styles.secrets}>{t('project.suggested')}</span>
      {suggestions.map(({ name, seenChip }) => (
        <Button
          key={name}
          size="s"
          title={seenChip === null ? undefined : t('project.suggestedChip', { chip: seenChip })}
          data-testid={`suggest-${name}`}
          onClick={() => onPick(name)}
        >
          {/* The name itself is Chinese wherever it is used; the label speaks the language of the page. */}
          {name.replace('标准模块', t('project.standardModule'))}
          {seenChip === null ? '' : ` (${seenChip})`}
        </Button>
      ))}
    </div>
  );
}
