/** Filter chips, text filter and the choice of clock. */
import type { TextKey } from '../../i18n/index.ts';
import type { SourceGroup } from '../../i18n/journalRow.ts';
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import type { TimelineFilter } from './filter.ts';
import styles from './Timeline.module.css';

const groups: readonly { readonly group: SourceGroup; readonly key: TextKey }[] = [
  { group: 'at', key: 'timeline.filterAt' },
  { group: 'http', key: 'timeline.filterHttp' },
  { group: 'port', key: 'timeline.filterPort' },
  { group: 'job', key: 'timeline.filterJob' },
  { group: 'app', key: 'timeline.filterApp' },
];

export interface TimelineToolbarProps {
  readonly filter: TimelineFilter;
  readonly onFilter: (filter: TimelineFilter) => void;
  readonly clock: 'offset' | 'wall';
  readonly onClock: (clock: 'offset' | 'wall') => void;
}

export function TimelineToolbar({ filter, onFilter, clock, onClock }: TimelineToolbarProps) {
  const { t } = useText();
  const toggle = (group: SourceGroup, shown: boolean) => {
    const hidden = new Set(filter.hidden);
    if (shown) hidden.delete(group);
    else hidden.add(group);
    onFilter({ ...filter, hidden });
  };
  return (
    <div className={styles.toolbar}>
      <fieldset className={styles.chips}>
        <legend className="visuallyHidden">{t('timeline.filters')}</legend>
        {groups.map(({ group, key }) => (
          <FilterChip
            key={group}
            label={t(key)}
            pressed={!filter.hidden.has(group)}
            onChange={(shown) => toggle(group, shown)}
          />
        ))}
        <FilterChip
          label={t('timeline.filterProblems')}
          pressed={filter.problemsOnly}
          onChange={(problemsOnly) => onFilter({ ...filter, problemsOnly })}
        />
      </fieldset>
      <div className={styles.search}>
        <Field
          label={t('timeline.search')}
          hideLabel
          placeholder={t('timeline.search')}
          className={styles.searchInput}
          value={filter.search}
          onText={(search) => onFilter({ ...filter, search })}
        />
      </div>
      <Segmented
        label={t('timeline.clock')}
        value={clock}
        onChange={onClock}
        segments={[
          { value: 'offset', label: t('timeline.clockOffset') },
          { value: 'wall', label: t('timeline.clockWall') },
        ]}
      />
    </div>
  );
}
