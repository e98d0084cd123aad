/** One recording, read-only: its rows, what it is, what it means, and what can be made of it. */
import { ArrowLeft, FlaskConical, Play, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Recording } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { recordingExplanations } from '../../stores/recordings.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AskDialog } from './AskDialog.tsx';
import { RecordedRows } from './RecordedRows.tsx';
import { RecordingFacts } from './RecordingFacts.tsx';
import styles from './Recordings.module.css';
import type { RecordingParts } from './RecordingsPage.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';

export interface RecordingViewProps {
  readonly recording: Recording;
  readonly parts: RecordingParts;
}

export function RecordingView({ recording, parts }: RecordingViewProps) {
  const { t } = useText();
  const seq = useRoute((route) => route.seq);
  const [asked, setAsked] = useState<'replay' | 'ask' | 'remove' | null>(null);
  const close = () => setAsked(null);
  const { id } = recording;
  const show = useCallback((row: number) => goTo('recordings', { section: id, seq: row }), [id]);
  return (
    <Page
      fill
      title={recording.fileName}
      lead={t('recordings.readOnly')}
      actions={
        <>
          <Button look="ghost" icon={<ArrowLeft />} onClick={() => goTo('recordings')}>
            {t('recordings.toList')}
          </Button>
          <Button
            icon={<Play />}
            disabled={recording.ports.length === 0}
            data-testid="recording-replay"
            onClick={() => setAsked('replay')}
          >
            {t('recordings.replay')}
          </Button>
          <Button icon={<FlaskConical />} data-testid="recording-ask" onClick={() => setAsked('ask')}>
            {t('recordings.ask')}
          </Button>
          <IconButton
            size="m"
            label={t('recordings.removeOne', { name: recording.fileName })}
            icon={<Trash2 />}
            onClick={() => setAsked('remove')}
          />
        </>
      }
    >
      <div className={styles.view}>
        <RecordedRows recording={recording} seq={seq} overview={parts.overview} onShow={show} />
        <div className={styles.side}>
          <RecordingFacts recording={recording} />
          <Meaning recording={recording} parts={parts} onRow={show} />
        </div>
      </div>
      {asked === 'replay' ? <ReplayDialog recording={recording} onClose={close} /> : null}
      {asked === 'ask' ? (
        <AskDialog recording={recording} knob={parts.knob} onRow={show} onClose={close} />
      ) : null}
      <RemoveDialog recording={asked === 'remove' ? recording : null} onClose={close} />
    </Page>
  );
}

interface MeaningProps extends RecordingViewProps {
  readonly onRow: (seq: number) => void;
}

function Meaning({ recording: { id }, parts, onRow }: MeaningProps) {
  const { t } = useText();
  const core = useCore();
  const answer = recordingExplanations.useAnswer(id);
  useEffect(
    () => recordingExplanations.need(id, () => core.report.diagnose({ recordingId: id })),
    [core, id],
  );
  const again = () => void recordingExplanations.ask(id, () => core.report.diagnose({ recordingId: id }));
  return (
    <Card title={t('recordings.meaning')} data-testid="recording-meaning">
      {answer.state === 'done' ? parts.findings(answer.value, onRow) : null}
      {answer.state === 'busy' ? <Skeleton lines={4} /> : null}
      {answer.state === 'failed' ? (
        <ErrorNote
          error={answer.error}
          action={
            <Button size="s" onClick={again}>
              {t('common.retry')}
            </Button>
          }
        />
      ) : null}
    </Card>
  );
}
