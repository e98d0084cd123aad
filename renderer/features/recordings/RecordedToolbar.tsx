/** The search above the rows, and how many were found. */
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import styles from './Recordings.module.css';
import type { RecordedHits, RecordedQuery } from './useRecordedSearch.ts';

export interface RecordedToolbarProps {
  readonly query: RecordedQuery;
  readonly hits: RecordedHits;
  readonly onQuery: (query: RecordedQuery) => void;
}

export function RecordedToolbar({ query, hits, onQuery }: RecordedToolbarProps) {
  const { t } = useText();
  return (
    <search className={styles.toolbar}>
      <div className={styles.searchField}>
        <Field
          label={t('recordings.search')}
          hideLabel
          placeholder={t('recordings.search')}
          maxLength={1000}
          value={query.text}
          data-testid="recording-search"
          onText={(text) => onQuery({ ...query, text })}
          onKeyDown={(event) => (event.key === 'Escape' ? onQuery({ ...query, text: '' }) : undefined)}
        />
      </div>
      <FilterChip
        label={t('recordings.regex')}
        pressed={query.regex}
        onChange={(regex) => onQuery({ ...query, regex })}
      />
      <p className={styles.hits} role="status" data-testid="recording-hits">
        {hits.state === 'done'
          ? t(hits.more ? 'recordings.hitsMore' : 'recordings.hits', { count: formatCount(hits.rows.length) })
          : hits.state === 'busy'
            ? t('recordings.searching')
            : ''}
      </p>
    </search>
  );
}
