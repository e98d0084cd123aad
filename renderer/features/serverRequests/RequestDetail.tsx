/** One request in full: the verdict, rule by rule, what came byte for byte, and what went back. */
import { MousePointerClick } from 'lucide-react';
import { formatClock, formatCount, formatTook } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { identityOf, type ServedRequest, useWholeRequest } from '../../stores/serverRequests.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { RawText } from '../../ui/RawText.tsx';
import { OutcomeBadge } from './RequestLine.tsx';
import styles from './Requests.module.css';
import { Trace } from './Trace.tsx';
import { meaningOf } from './verdictText.ts';

export function RequestDetail({ request: chosen }: { readonly request: ServedRequest | null }) {
  const texts = useText();
  const { t, code } = texts;
  const whole = useWholeRequest(chosen);
  if (chosen === null) {
    return (
      <Card>
        <EmptyState picture={<MousePointerClick />} title={t('serverRequests.choose')}>
          {t('serverRequests.chooseText')}
        </EmptyState>
      </Card>
    );
  }
  const request = whole.state === 'done' && whole.value !== null ? whole.value : chosen;
  const { response } = request;
  // The rows of an old exchange may be gone while its decision is kept.
  const decision = request.decision ?? chosen.decision;
  const identity = identityOf(request);
  return (
    <Card
      title={identity ?? t('serverRequests.nameless')}
      actions={
        <>
          <OutcomeBadge request={chosen} />
          {identity === null || decision === null ? null : (
            <Button size="s" onClick={() => goTo('server', { section: 'modules', shown: identity })}>
              {t('serverRequests.toModule')}
            </Button>
          )}
          {request.request === null ? null : (
            <Button size="s" onClick={() => goTo('timeline', { seq: request.request?.seq ?? 1 })}>
              {t('serverRequests.toTimeline')}
            </Button>
          )}
        </>
      }
      data-testid="request-detail"
    >
      <div className={styles.stack}>
        <p className={styles.verdict} data-testid="request-verdict">
          {decision === null
            ? response === null
              ? t('serverRequests.open')
              : code('decision', response.decision)
            : meaningOf(decision, texts)}
        </p>
        {decision === null ? null : <Trace decision={decision} />}
        <KeyValue columns={2} facts={factsOf(request, texts)} />
        {request.request === null ? (
          <p className={styles.quiet}>
            {t(whole.state === 'busy' ? 'serverRequests.reading' : 'serverRequests.rowsGone')}
          </p>
        ) : (
          <RawText title={t('serverRequests.raw')} text={request.request.head} testId="request-raw" />
        )}
        {response === null || response.status === 0 ? null : (
          <RawText
            title={t('serverRequests.answer')}
            text={`HTTP/1.1 ${response.status} ${response.reason}${response.body === undefined ? '' : `\n\n${response.body}`}`}
            note={response.body === undefined ? t('serverRequests.fileBody') : undefined}
            testId="request-answer"
          />
        )}
        {whole.state === 'failed' ? <ErrorNote error={whole.error} /> : null}
      </div>
    </Card>
  );
}

function factsOf(request: ServedRequest, { t, code }: Texts): readonly Fact[] {
  const { decision, response, atMs } = request;
  const facts: Fact[] = [{ name: t('serverRequests.at'), value: formatClock(atMs) }];
  if (request.request !== null)
    facts.push({ name: t('serverRequests.remote'), value: request.request.remote, mono: true });
  if (decision !== null) facts.push(...claimFacts(decision, t));
  if (response !== null) {
    const { sentBytes, bodyBytes, durationMs, packageSha256 } = response;
    facts.push({
      name: t('serverRequests.bytes'),
      value: `${formatCount(sentBytes)} / ${formatCount(bodyBytes)} B`,
    });
    facts.push({ name: t('serverRequests.took'), value: formatTook(durationMs) });
    facts.push({ name: t('serverRequests.why'), value: code('decision', response.decision) });
    if (packageSha256 !== undefined)
      facts.push({
        name: t('serverRequests.package'),
        value: <CopyText value={packageSha256} shown={packageSha256.slice(0, 12)} />,
      });
  }
  return facts;
}

function claimFacts(decision: NonNullable<ServedRequest['decision']>, t: Texts['t']): Fact[] {
  const { claim, dialect, targetVersion } = decision;
  const row = (name: string, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ name, value, mono: true }];
  return [
    ...row(t('serverRequests.dialect'), dialect),
    ...row(
      t('serverRequests.project'),
      claim.projectHint === null || claim.projectHint === '' ? null : `…${claim.projectHint}`,
    ),
    ...row(t('serverRequests.firmwareName'), claim.firmwareName),
    ...row(t('serverRequests.version'), claim.version),
    ...row(t('serverRequests.core'), claim.coreVersion),
    ...row(t('serverRequests.target'), targetVersion),
  ];
}
