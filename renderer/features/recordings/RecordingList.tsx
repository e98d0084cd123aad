/** Everything that was imported, newest first. */
import { FileArchive, FileText, Inbox, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Recording } from '../../../shared/contract/report.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './Recordings.module.css';
import { RemoveDialog } from './RemoveDialog.tsx';
import { kindText, sizeText, spanText } from './recordingText.ts';

export function RecordingList({ recordings }: { readonly recordings: readonly Recording[] }) {
  const { t } = useText();
  const [removing, setRemoving] = useState<Recording | null>(null);
  if (recordings.length === 0) {
    return (
      <Card>
        <EmptyState picture={<Inbox />} title={t('recordings.empty')}>
          {t('recordings.emptyText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card flush>
      <ul aria-label={t('recordings.list')} data-testid="recordings">
        {[...recordings].reverse().map((recording) => (
          <RecordingRow key={recording.id} recording={recording} onRemove={() => setRemoving(recording)} />
        ))}
      </ul>
      <RemoveDialog recording={removing} onClose={() => setRemoving(null)} />
    </Card>
  );
}

interface RecordingRowProps {
  readonly recording: Recording;
  readonly onRemove: () => void;
}

function RecordingRow({ recording, onRemove }: RecordingRowProps) {
  const texts = useText();
  const { t } = texts;
  const Picture = recording.source === 'bundle' ? FileArchive : FileText;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.open}
        data-testid={`recording-${recording.id}`}
        onClick={() => goTo('recordings', { section: recording.id })}
      >
        <Picture className={styles.picture} aria-hidden="true" />
        <span className={styles.name}>{recording.fileName}</span>
        <Badge>{kindText(recording, texts)}</Badge>
        <span className={styles.span}>{spanText(recording, texts)}</span>
        <span className={styles.count}>{sizeText(recording, texts)}</span>
        <span className={styles.count}>{formatDateTime(recording.importedAtMs)}</span>
      </button>
      <IconButton
        label={t('recordings.removeOne', { name: recording.fileName })}
        icon={<Trash2 />}
        onClick={onRemove}
      />
    </li>
  );
}
