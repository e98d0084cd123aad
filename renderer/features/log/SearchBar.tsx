/** Search over the whole record: words or a pattern, hits counted by the core, hits alone with lines around them, going to a place. */
import { ArrowDown, ArrowUp, CaseSensitive, CornerDownRight, Regex } from 'lucide-react';
import { type KeyboardEvent, memo, type Ref, useState } from 'react';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { firstAtOrBehind, type LineHits } from '../../stores/lineHits.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Log.module.css';

export interface Wanted {
  readonly text: string;
  readonly regex: boolean;
  readonly caseSensitive: boolean;
  /** `hits`: lines that match alone; `errors`: error lines alone. */
  readonly only: 'all' | 'hits' | 'errors';
  readonly around: number;
}

export const nothingWanted: Wanted = { text: '', regex: false, caseSensitive: false, only: 'all', around: 0 };
export const aroundChoices = [0, 3, 10, 50] as const;

export interface SearchBarProps {
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
  readonly hits: LineHits;
  /** Position of the line at hand. */
  readonly position: number;
  readonly onStep: (by: 1 | -1) => void;
  readonly onJump: () => void;
  readonly searchRef: Ref<HTMLDivElement>;
  readonly onLeave: () => void;
}

/** Drawn when something of it changes, not with every state of the stream. */
export const SearchBar = memo(function SearchBar(props: SearchBarProps) {
  const { wanted, onWanted, onStep } = props;
  const { t } = useText();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && wanted.text !== '') onWanted({ ...wanted, text: '', only: 'all' });
    else if (event.key === 'Escape' || (event.key === 'ArrowDown' && !event.altKey)) props.onLeave();
    else return;
    event.preventDefault();
  };
  const flip = (only: 'hits' | 'errors') => (pressed: boolean) =>
    onWanted({ ...wanted, only: pressed ? only : 'all' });
  return (
    <div className={styles.bar}>
      <div className={styles.search} ref={props.searchRef}>
        <Field
          label={t('log.search')}
          hideLabel
          mono={wanted.regex}
          placeholder={t('log.searchHint')}
          className={styles.searchInput}
          maxLength={1000}
          value={wanted.text}
          data-testid="log-search"
          onText={(text) => onWanted({ ...wanted, text })}
          onKeyDown={onKeyDown}
        />
      </div>
      <IconButton
        label={t('log.regex')}
        icon={<Regex />}
        look={wanted.regex ? 'plain' : 'ghost'}
        aria-pressed={wanted.regex}
        data-testid="log-regex"
        onClick={() => onWanted({ ...wanted, regex: !wanted.regex })}
      />
      <IconButton
        label={t('log.caseSensitive')}
        icon={<CaseSensitive />}
        look={wanted.caseSensitive ? 'plain' : 'ghost'}
        aria-pressed={wanted.caseSensitive}
        onClick={() => onWanted({ ...wanted, caseSensitive: !wanted.caseSensitive })}
      />
      <IconButton
        label={t('log.before')}
        icon={<ArrowUp />}
        disabled={wanted.text === ''}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label={t('log.next')}
        icon={<ArrowDown />}
        disabled={wanted.text === ''}
        onClick={() => onStep(1)}
      />
      {wanted.text === '' ? null : <HitCount hits={props.hits} position={props.position} />}
      {wanted.text === '' ? null : (
        <FilterChip label={t('log.onlyHits')} pressed={wanted.only === 'hits'} onChange={flip('hits')} />
      )}
      <div className={styles.end}>
        <FilterChip
          label={t('log.errorsOnly')}
          pressed={wanted.only === 'errors'}
          onChange={flip('errors')}
        />
        <div className={styles.around}>
          <Select
            label={t('log.around')}
            value={String(wanted.around)}
            disabled={wanted.only === 'all'}
            data-testid="log-around"
            options={aroundChoices.map((count) => ({
              value: String(count),
              label: count === 0 ? t('log.around_0') : t('log.around_n', { count }),
            }))}
            onChange={(value) => onWanted({ ...wanted, around: Number(value) })}
          />
        </div>
        <Button
          size="s"
          look="ghost"
          icon={<CornerDownRight />}
          data-testid="log-jump"
          onClick={props.onJump}
        >
          {t('log.jump')}
        </Button>
      </div>
    </div>
  );
});

function HitCount({ hits, position }: { readonly hits: LineHits; readonly position: number }) {
  const { t } = useText();
  const { positions } = hits;
  const count = formatCount(positions.length);
  const before = firstAtOrBehind(positions, position + 1);
  const at = formatCount(Math.max(positions.length === 0 ? 0 : 1, before));
  const text = hits.counting
    ? t('log.hitsCounting', { count })
    : positions.length === 0
      ? t('log.noHits')
      : t(hits.cut ? 'log.hitsCut' : 'log.hits', { at, count });
  return (
    <span className={styles.count} role="status" data-testid="log-hits" data-count={positions.length}>
      {text}
    </span>
  );
}

export interface JumpDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** False where what was typed is neither a time nor a line. */
  readonly onGo: (typed: string) => boolean;
}

export function JumpDialog({ open, onClose, onGo }: JumpDialogProps) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [bad, setBad] = useState(false);
  const go = () => {
    const understood = onGo(typed);
    setBad(!understood);
    if (understood) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('log.jumpTitle')}
      actions={
        <Button look="primary" data-testid="log-jump-go" onClick={go}>
          {t('log.go')}
        </Button>
      }
    >
      <Field
        label={t('log.jump')}
        hideLabel
        mono
        hint={t('log.jumpHint')}
        error={bad ? t('log.jumpBad') : undefined}
        value={typed}
        data-testid="log-jump-input"
        onText={(text) => {
          setTyped(text);
          setBad(false);
        }}
        onKeyDown={(event) => event.key === 'Enter' && go()}
      />
    </Dialog>
  );
}
