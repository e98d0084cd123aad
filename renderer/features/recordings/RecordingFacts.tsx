/** What was recognised of the file, and what of it could not be read. */
import type { Recording } from '../../../shared/contract/report.ts';
import { formatBytes, formatDateTime, shortDigest } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { zoneText } from './fileKind.ts';
import styles from './Recordings.module.css';
import { kindText, sizeText, spanText } from './recordingText.ts';

const tones: Readonly<Record<string, Tone>> = { succeeded: 'ok', failed: 'bad', unproven: 'warn' };

export function RecordingFacts({ recording }: { readonly recording: Recording }) {
  const texts = useText();
  const { t, code } = texts;
  const { log, bundle, ports, times } = recording;
  const facts: Fact[] = [
    { name: t('recordings.kind'), value: kindText(recording, texts) },
    ...(log === undefined ? [] : [{ name: t('recordings.encoding'), value: log.encoding.toUpperCase() }]),
    { name: t('recordings.when'), value: spanText(recording, texts) },
    ...(log === undefined || times !== 'dated'
      ? []
      : [{ name: t('recordings.zone'), value: zoneText(log.utcOffsetMin) }]),
    { name: t('recordings.size'), value: sizeText(recording, texts) },
    ...(ports.length === 0
      ? []
      : [{ name: t('recordings.ports'), value: ports.map(portText).join(', '), mono: true }]),
    ...(bundle === undefined
      ? []
      : [{ name: t('recordings.made'), value: formatDateTime(bundle.createdAtMs) }]),
    {
      name: t('recordings.digest'),
      value: <CopyText value={recording.sha256} shown={shortDigest(recording.sha256)} />,
    },
  ];
  return (
    <Card title={t('recordings.facts')} data-testid="recording-facts">
      <div className={styles.facts}>
        <KeyValue facts={facts} />
        {times === 'dated' ? null : <p className={styles.sentence}>{code('recordingTimes', times)}</p>}
        {log?.directions === 'guessed' ? <p className={styles.quiet}>{t('recordings.guessed')}</p> : null}
        {bundle === undefined ? null : (
          <p className={styles.quiet}>
            {t(bundle.redacted ? 'recordings.redacted' : 'recordings.notRedacted')}
          </p>
        )}
        {bundle === undefined || bundle.jobs.length === 0 ? null : (
          <ul className={styles.jobs} aria-label={t('recordings.jobs')}>
            {bundle.jobs.map(({ jobId, outcome, code: verdict }) => (
              <li key={jobId}>
                <Badge tone={tones[outcome] ?? 'neutral'}>{code('outcome', outcome)}</Badge>{' '}
                {code('verdict', verdict)}
              </li>
            ))}
          </ul>
        )}
        {log === undefined || log.problems.length === 0 ? null : (
          <Callout tone="warn" title={t('recordings.problems')}>
            <ul>
              {log.problems.map(({ kind, count, firstLine }) => (
                <li key={kind}>{code('logProblem', kind, { count, line: firstLine })}</li>
              ))}
            </ul>
          </Callout>
        )}
      </div>
    </Card>
  );
}

function portText({ portId, bytes }: Recording['ports'][number]): string {
  return `${portId} (${formatBytes(bytes)})`;
}
