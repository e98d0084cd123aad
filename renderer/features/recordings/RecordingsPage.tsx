/** What customers send: logs and bundles as read-only recordings, their meaning, and virtual modules made of them. */
import type { ReactNode } from 'react';
import type { Explanation } from '../../../shared/contract/explain.ts';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Knob, KnobValue } from '../../../shared/contract/virtual.ts';
import { useText } from '../../i18n/useText.ts';
import { useRecordings } from '../../stores/recordings.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ImportCard } from './ImportCard.tsx';
import { RecordingList } from './RecordingList.tsx';
import { RecordingView } from './RecordingView.tsx';

/** What other features draw in here. */
export interface RecordingParts {
  readonly findings: (answer: Explanation, onRow: (seq: number) => void) => ReactNode;
  readonly overview: (rows: readonly JournalRow[], onShow: (seq: number) => void) => ReactNode;
  readonly knob: (knob: Knob, value: KnobValue, onChange: (value: KnobValue) => void) => ReactNode;
}

export function RecordingsPage({ parts }: { readonly parts: RecordingParts }) {
  const { t } = useText();
  const { loaded, recordings } = useRecordings();
  const section = useRoute((route) => route.section);
  const recording = recordings.find(({ id }) => id === section);
  if (recording !== undefined)
    return <RecordingView key={recording.id} recording={recording} parts={parts} />;
  return (
    <Page title={t('recordings.title')} lead={t('recordings.lead')}>
      {section !== null && loaded ? (
        <Callout
          tone="warn"
          action={
            <Button size="s" onClick={() => goTo('recordings')}>
              {t('recordings.toList')}
            </Button>
          }
        >
          {t('recordings.gone')}
        </Callout>
      ) : null}
      <ImportCard />
      {loaded ? <RecordingList recordings={recordings} /> : <Skeleton lines={4} />}
    </Page>
  );
}
