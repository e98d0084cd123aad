/** What people keep: single lines and sequences with waits, to run, change, hand on. */
import { Download, Pencil, Play, Plus, Star, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import type { Favourite } from '../../../shared/contract/terminal.ts';
import { knownCommand } from '../../../shared/domain/atCommands/index.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { SequenceDialog } from './SequenceDialog.tsx';
import styles from './Terminal.module.css';
import { TransferDialog } from './TransferDialog.tsx';

export interface FavouriteListProps {
  readonly portId: string;
  readonly favourites: readonly Favourite[];
  readonly onOffer: (text: string) => void;
}

/** A favourite of one line is put into the line, where it can still be changed; everything else is run. */
function singleLine({ sequence: { steps, rounds } }: Favourite): string | null {
  const [step] = steps;
  return steps.length === 1 && rounds === 1 && step?.kind === 'line' ? step.text : null;
}

export function FavouriteList({ portId, favourites, onOffer }: FavouriteListProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [edited, setEdited] = useState<Favourite | 'new' | null>(null);
  const [transfer, setTransfer] = useState<'export' | 'import' | null>(null);
  const run = ({ sequence }: Favourite) => void action.run(() => core.terminal.run({ portId, sequence }));
  const remove = ({ id }: Favourite) => void action.run(() => core.terminal.removeFavourite({ id }));
  return (
    <div className={styles.panel}>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {favourites.length === 0 ? (
        <p className={styles.linesHint}>
          <Star aria-hidden="true" className={styles.star} /> {t('terminal.noFavouritesText')}
        </p>
      ) : (
        <ul className={styles.items} data-testid="terminal-favourites">
          {favourites.map((favourite) => (
            <FavouriteRow
              key={favourite.id}
              favourite={favourite}
              onOffer={onOffer}
              onRun={run}
              onEdit={setEdited}
              onRemove={remove}
            />
          ))}
        </ul>
      )}
      <FrequentList onOffer={onOffer} />
      <div className={styles.panelActions}>
        <Button size="s" icon={<Plus />} data-testid="favourite-new" onClick={() => setEdited('new')}>
          {t('terminal.newFavourite')}
        </Button>
        <IconButton label={t('terminal.import')} icon={<Upload />} onClick={() => setTransfer('import')} />
        {favourites.length === 0 ? null : (
          <IconButton
            label={t('terminal.export')}
            icon={<Download />}
            onClick={() => setTransfer('export')}
          />
        )}
      </div>
      {edited === null ? null : (
        <SequenceDialog favourite={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {transfer === null ? null : <TransferDialog kind={transfer} onClose={() => setTransfer(null)} />}
    </div>
  );
}

/** What nearly everybody asks first; a click puts it into the line. */
const frequent = ['ATI', 'AT+CSQ', 'AT+CEREG?', 'AT+CPIN?', 'AT+UPGRADE?', 'AT+UPGRADE="URL"'] as const;

function FrequentList({ onOffer }: { readonly onOffer: (text: string) => void }) {
  const { t, language } = useText();
  return (
    <section className={styles.frequent}>
      <h3 className={styles.panelTitle}>{t('terminal.frequent')}</h3>
      <ul className={styles.items}>
        {frequent.map((command) => (
          <li key={command} className={styles.item}>
            <button type="button" className={styles.itemText} onClick={() => onOffer(command)}>
              <code>{command}</code>
              <small>{knownCommand(command)?.meaning[language]}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FavouriteRow({
  favourite,
  onOffer,
  onRun,
  onEdit,
  onRemove,
}: {
  readonly favourite: Favourite;
  readonly onOffer: (text: string) => void;
  readonly onRun: (favourite: Favourite) => void;
  readonly onEdit: (favourite: Favourite) => void;
  readonly onRemove: (favourite: Favourite) => void;
}) {
  const { t } = useText();
  const { steps, rounds, name } = favourite.sequence;
  const line = singleLine(favourite);
  const shown = name === '' ? (line ?? t('terminal.unnamed')) : name;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.itemText}
        title={line ?? shown}
        onClick={() => (line === null ? onRun(favourite) : onOffer(line))}
      >
        <span>{shown}</span>
        <small>
          {line ?? `${t('terminal.stepCount', { count: steps.length })}${rounds === 1 ? '' : ` × ${rounds}`}`}
        </small>
      </button>
      <IconButton
        label={t('terminal.runNamed', { name: shown })}
        icon={<Play />}
        onClick={() => onRun(favourite)}
      />
      <IconButton
        label={t('terminal.editNamed', { name: shown })}
        icon={<Pencil />}
        onClick={() => onEdit(favourite)}
      />
      <IconButton
        label={t('terminal.removeNamed', { name: shown })}
        icon={<Trash2 />}
        onClick={() => onRemove(favourite)}
      />
    </li>
  );
}
