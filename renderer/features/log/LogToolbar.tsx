/** What of the record is shown and how: sources, level, port, bytes, wrapping, a frozen view. */
import { Binary, Bookmark, Download, Pause, Play, WrapText } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useBookmarks } from '../../stores/bookmarks.ts';
import { usePorts } from '../../stores/ports.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Select } from '../../ui/Select.tsx';
import { type LogChoice, levelChoices, sourceGroups, toggleGroup } from './choice.ts';
import styles from './Log.module.css';

export interface LogLook {
  readonly hex: boolean;
  readonly wrap: boolean;
}

export interface LogToolbarProps {
  readonly choice: LogChoice;
  readonly onChoice: (choice: LogChoice) => void;
  readonly look: LogLook;
  readonly onLook: (look: LogLook) => void;
  readonly frozen: boolean;
  readonly onFreeze: () => void;
  readonly onJumpTo: (seq: number, part: number) => void;
  readonly onExport: () => void;
}

const allPorts = 'all';

/** Drawn when something of it changes, not with every state of the stream. */
export const LogToolbar = memo(function LogToolbar(props: LogToolbarProps) {
  const { choice, onChoice, look, onLook, frozen } = props;
  const { t } = useText();
  const ports = usePorts((view) => view.ports);
  return (
    <div className={styles.bar}>
      <fieldset className={styles.chips}>
        <legend className="visuallyHidden">{t('log.sources')}</legend>
        {sourceGroups.map((group) => (
          <FilterChip
            key={group}
            label={t(`log.source_${group}`)}
            pressed={!choice.hidden.has(group)}
            onChange={(shown) => onChoice(toggleGroup(choice, group, shown))}
          />
        ))}
      </fieldset>
      <div className={styles.level}>
        <Select
          label={t('log.level')}
          value={choice.level}
          data-testid="log-level"
          options={levelChoices.map((value) => ({ value, label: t(`log.level_${value}`) }))}
          onChange={(value) => {
            const level = levelChoices.find((known) => known === value);
            if (level !== undefined) onChoice({ ...choice, level });
          }}
        />
      </div>
      <div className={styles.port}>
        <Select
          label={t('log.port')}
          value={choice.portId ?? allPorts}
          options={[
            { value: allPorts, label: t('log.allPorts') },
            ...ports.map(({ id, nickname, label }) => ({ value: id, label: nickname ?? label, hint: id })),
          ]}
          onChange={(value) => onChoice({ ...choice, portId: value === allPorts ? null : value })}
        />
      </div>
      <div className={styles.end}>
        <Toggle
          label={t('log.hex')}
          icon={<Binary />}
          on={look.hex}
          testId="log-hex"
          onPress={() => onLook({ ...look, hex: !look.hex })}
        />
        <Toggle
          label={t('log.wrap')}
          icon={<WrapText />}
          on={look.wrap}
          testId="log-wrap"
          onPress={() => onLook({ ...look, wrap: !look.wrap })}
        />
        <Toggle
          label={t(frozen ? 'log.resume' : 'log.pause')}
          icon={frozen ? <Play /> : <Pause />}
          on={frozen}
          testId="log-pause"
          onPress={props.onFreeze}
        />
        <BookmarkMenu onJumpTo={props.onJumpTo} />
        <Button size="s" icon={<Download />} data-testid="log-export" onClick={props.onExport}>
          {t('log.export')}
        </Button>
      </div>
    </div>
  );
});

interface ToggleProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly on: boolean;
  readonly testId: string;
  readonly onPress: () => void;
}

function Toggle({ label, icon, on, testId, onPress }: ToggleProps) {
  return (
    <Button
      size="s"
      look={on ? 'plain' : 'ghost'}
      icon={icon}
      aria-pressed={on}
      data-testid={testId}
      onClick={onPress}
    >
      {label}
    </Button>
  );
}

function BookmarkMenu({ onJumpTo }: Pick<LogToolbarProps, 'onJumpTo'>) {
  const { t } = useText();
  const marks = useBookmarks();
  const actions = marks.map(({ seq, part, wallMs, text }) => ({
    key: `${seq}.${part}`,
    label: `${formatClock(wallMs)}  ${text.slice(0, 48)}`,
    onSelect: () => onJumpTo(seq, part),
  }));
  const none = { key: 'none', label: t('log.noBookmarks'), disabled: true, onSelect: () => undefined };
  return (
    <Menu
      trigger={
        <Button
          size="s"
          look="ghost"
          icon={<Bookmark />}
          data-testid="log-bookmarks"
          aria-label={t('log.bookmarks')}
        >
          {marks.length === 0 ? undefined : String(marks.length)}
        </Button>
      }
      actions={actions.length === 0 ? [none] : actions}
    />
  );
}
