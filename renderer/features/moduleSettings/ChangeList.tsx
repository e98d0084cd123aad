/** The last changes of this module, newest first, each with its way back or why there is none. */
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { SettingChange } from '../../../shared/contract/modem.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import styles from './ModuleSettings.module.css';
import { UndoDialog } from './UndoDialog.tsx';
import { shownValue } from './Written.tsx';

const tones: Readonly<Record<SettingChange['outcome'], Tone>> = {
  stored: 'ok',
  notStored: 'bad',
  sentOnly: 'warn',
  refused: 'bad',
  noAnswer: 'bad',
  begun: 'warn',
};

export interface ChangeListProps {
  readonly portId: string | null;
  readonly changes: readonly SettingChange[];
}

export function ChangeList({ portId, changes }: ChangeListProps) {
  const { t } = useText();
  const [undoing, setUndoing] = useState<SettingChange | null>(null);
  return (
    <Card title={t('moduleSettings.changes')} hint={t('moduleSettings.changesHint')} flush>
      {changes.length === 0 ? (
        <p className={styles.noChanges}>{t('moduleSettings.noChanges')}</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} canUndo={portId !== null} onUndo={setUndoing} />
          ))}
        </ul>
      )}
      <UndoDialog portId={portId} change={undoing} onClose={() => setUndoing(null)} />
    </Card>
  );
}

interface ChangeRowProps {
  readonly change: SettingChange;
  readonly canUndo: boolean;
  readonly onUndo: (change: SettingChange) => void;
}

function ChangeRow({ change, canUndo, onUndo }: ChangeRowProps) {
  const { t, code } = useText();
  const { name, before, after, sent, outcome, atMs, saved, reason, undo } = change;
  const empty = t('moduleSettings.empty');
  const undoable = undo === 'possible' || undo === 'emptyBefore';
  return (
    <li className={styles.change} data-testid={`change-${name}`} data-undo={undo}>
      <div className={styles.changeHead}>
        <code className={styles.settingName}>{name}</code>
        <Badge tone={tones[outcome]}>{code('settingOutcome', outcome)}</Badge>
        <span className={styles.quiet}>
          {formatDateTime(atMs)} · {t(saved ? 'moduleSettings.wasSaved' : 'moduleSettings.wasNotSaved')} ·{' '}
          {t(`moduleSettings.reason_${reason}`)}
        </span>
      </div>
      <p className={styles.fromTo}>
        {shownValue(before.value, empty)} → {shownValue(after.value ?? sent, empty)}
      </p>
      {undo === 'possible' ? null : <p className={styles.why}>{code('settingUndo', undo)}</p>}
      {undoable ? (
        <Button
          size="s"
          icon={<Undo2 />}
          className={styles.undo}
          disabled={!canUndo}
          data-testid={`undo-${name}`}
          onClick={() => onUndo(change)}
        >
          {t(undo === 'possible' ? 'moduleSettings.undo' : 'moduleSettings.undoTry')}
        </Button>
      ) : null}
    </li>
  );
}
