/** What was sent, what came back, and what a module would make of it. */
import type { OtaExchange, OtaFinding } from '../../../shared/contract/otaClient.ts';
import { formatCount, formatTook } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { RawText } from '../../ui/RawText.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Client.module.css';
import { FindingList } from './FindingList.tsx';

export interface Sent {
  readonly exchange: OtaExchange;
  readonly findings: readonly OtaFinding[];
}

export function AnswerView({ sent }: { readonly sent: Sent }) {
  const texts = useText();
  const { t } = texts;
  const { exchange, findings } = sent;
  const { answer, body } = exchange;
  const good = answer !== null && answer.status < 300 && findings.every(({ level }) => level !== 'error');
  const copy = () =>
    void copyToClipboard(asText(sent, texts)).then((ok) =>
      ok ? notify(t('requestClient.copied')) : undefined,
    );
  return (
    <Card
      title={t('requestClient.answer')}
      hint={
        <Badge tone={good ? 'ok' : 'bad'}>
          {answer === null ? t('requestClient.noHttp') : `${answer.status} ${answer.reason}`}
        </Badge>
      }
      actions={
        <Button size="s" data-testid="client-copy" onClick={copy}>
          {t('requestClient.copyAll')}
        </Button>
      }
      data-testid="client-answer"
    >
      <div className={styles.stack}>
        <FindingList findings={findings} />
        <KeyValue
          columns={2}
          facts={[
            {
              name: t('requestClient.connected'),
              value: `${exchange.connectedTo.host}:${exchange.connectedTo.port}`,
              mono: true,
            },
            { name: t('requestClient.ending'), value: t(`requestClient.ending_${exchange.ending}`) },
            { name: t('requestClient.size'), value: `${formatCount(body.sizeBytes)} B` },
            {
              name: t('requestClient.took'),
              value: `${exchange.firstByteMs === null ? '' : `${formatTook(exchange.firstByteMs)} / `}${formatTook(exchange.durationMs)}`,
            },
            {
              name: 'SHA-256',
              value: <CopyText value={body.sha256} shown={body.sha256.slice(0, 12)} />,
            },
            { name: 'MD5', value: <CopyText value={body.md5} shown={body.md5.slice(0, 12)} /> },
          ]}
        />
        <RawText title={t('requestClient.raw')} text={exchange.request.text} testId="client-raw" />
        {answer === null ? null : (
          <RawText title={t('requestClient.head')} text={answer.head} testId="client-head" />
        )}
        {body.keptBytes === 0 ? null : (
          <RawText
            title={t('requestClient.body')}
            text={body.encoding === 'hex' ? inPairs(body.kept) : body.kept}
            note={
              body.keptBytes < body.sizeBytes
                ? t('requestClient.bodyPart', { bytes: formatCount(body.keptBytes) })
                : undefined
            }
            testId="client-body"
          />
        )}
      </div>
    </Card>
  );
}

/** Hex in rows of sixteen, as people compare it. */
function inPairs(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  const rows: string[] = [];
  for (let at = 0; at < pairs.length; at += 16) rows.push(pairs.slice(at, at + 16).join(' '));
  return rows.join('\n');
}

/** Everything for a ticket or a mail. */
export function asText({ exchange, findings }: Sent, { t, code }: Texts): string {
  const { connectedTo, request, answer, body } = exchange;
  const part = (title: string, text: string) => `--- ${title}\n${text.trimEnd()}\n`;
  return [
    `${connectedTo.host}:${connectedTo.port}\n`,
    ...findings.map((one) => `* ${code('otaFinding', one.code, one.params)}\n`),
    part(t('requestClient.raw'), request.text),
    ...(answer === null ? [] : [part(t('requestClient.head'), answer.head)]),
    part(t('requestClient.body'), body.encoding === 'hex' ? inPairs(body.kept) : body.kept),
    `${body.sizeBytes} B, SHA-256 ${body.sha256}\n`,
  ].join('\n');
}
