/** What was recorded here, and what was imported: each a line that can be chosen. */
import { RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Job } from '../../../shared/contract/job.ts';
import type { JournalSession } from '../../../shared/contract/journalSession.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount, formatDateTime, formatTook } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useBundleDraft } from '../../stores/bundleDraft.ts';
import { useJobs } from '../../stores/jobs.ts';
import { usePorts } from '../../stores/ports.ts';
import { useRecordings } from '../../stores/recordings.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Reports.module.css';
import { toggled } from './selection.ts';

/** The newest; older ones are found by their text once more was recorded than fits here. */
const limit = 300;

export function SessionList({
  onSessions,
}: {
  readonly onSessions: (all: readonly JournalSession[]) => void;
}) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const recordings = useRecordings((view) => view.recordings);
  const draft = useBundleDraft();
  const ports = usePorts((view) => view.ports);
  const jobs = useJobs((view) => view.jobs);
  const [sessions, setSessions] = useState<readonly JournalSession[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [typed, setTyped] = useState('');
  const load = useCallback(
    async (signal?: AbortSignal) => {
      setError(null);
      try {
        const filter = { kinds: ['job' as const, 'port' as const, 'server' as const] };
        const found = await core.journal.sessions({ filter, limit }, signal === undefined ? {} : { signal });
        setSessions(found.sessions);
        onSessions(found.sessions);
      } catch (thrown) {
        if (signal?.aborted !== true) setError(AppError.from(thrown));
      }
    },
    [core, onSessions],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);
  const nameOf = (portId: string) => ports.find(({ id }) => id === portId)?.label ?? portId;
  const fits = (...words: readonly string[]) =>
    words.join(' ').toLowerCase().includes(typed.trim().toLowerCase());
  const own = (sessions ?? []).flatMap((session) => {
    const job = jobs.find(({ id }) => id === session.jobId);
    // That something was imported or handed over is nothing to hand over.
    return job?.kind === 'report' ? [] : [{ session, ...sessionText(session, job, nameOf, texts) }];
  });
  return (
    <div className={styles.stack}>
      <div className={styles.finder}>
        <Field
          label={t('reports.find')}
          hideLabel
          placeholder={t('reports.find')}
          value={typed}
          onText={setTyped}
        />
        <Button size="s" look="ghost" icon={<RefreshCw />} onClick={() => void load()}>
          {t('common.refresh')}
        </Button>
      </div>
      {error === null ? null : <ErrorNote error={error} />}
      {sessions === null && error === null ? <Skeleton lines={4} /> : null}
      {sessions !== null && own.length + recordings.length === 0 ? (
        <p className={styles.quiet}>{t('reports.noSessions')}</p>
      ) : null}
      <ul className={styles.sessions} aria-label={t('reports.choose')} data-testid="bundle-sessions">
        {recordings
          .filter(({ fileName }) => fits(fileName, t('reports.recording')))
          .toReversed()
          .map(({ id, fileName, rows }) => (
            <li key={id}>
              <Checkbox
                label={`${t('reports.recording')} · ${fileName}`}
                hint={t('reports.rows', { count: formatCount(rows) })}
                checked={draft.recordings.has(id)}
                data-testid={`choose-recording-${id}`}
                onChange={() => useBundleDraft.setState({ recordings: toggled(draft.recordings, id) })}
              />
            </li>
          ))}
        {own
          .filter(({ label, hint }) => fits(label, hint))
          .map(({ session: { id, kind }, label, hint }) => (
            <li key={id}>
              <Checkbox
                label={label}
                hint={hint}
                checked={draft.sessions.has(id)}
                data-testid={`choose-${kind}-${id}`}
                onChange={() => useBundleDraft.setState({ sessions: toggled(draft.sessions, id) })}
              />
            </li>
          ))}
      </ul>
    </div>
  );
}

function sessionText(
  session: JournalSession,
  job: Job | undefined,
  nameOf: (portId: string) => string,
  { t, code }: Texts,
) {
  const { kind, portId, imei, version, outcome, open, firstMs, lastMs, rows } = session;
  const parts = [
    job === undefined ? t(`reports.session_${kind}`) : t(`jobs.kind_${job.kind}`),
    formatDateTime(firstMs),
    portId === undefined ? '' : nameOf(portId),
    outcome === undefined ? '' : code('outcome', outcome),
    open ? t('reports.open') : '',
  ];
  const hints = [
    imei ?? '',
    version ?? '',
    formatTook(lastMs - firstMs),
    t('reports.rows', { count: formatCount(rows) }),
  ];
  const joined = (words: readonly string[]) => words.filter((word) => word !== '').join(' · ');
  return { label: joined(parts), hint: joined(hints) };
}
