/** A finding as text, for a ticket or a message: all that its card shows, in the same order. */
import type { Finding, Reading } from '../../shared/contract/explain.ts';
import type { Texts } from './useText.ts';

type Words = Pick<Texts, 't' | 'code'>;

export function findingText(finding: Finding, words: Words): string {
  const { t, code } = words;
  const { id, params, desk, serverText, readings, evidence, evidenceCount } = finding;
  const row = desk === undefined ? '' : ` (${t('explain.desk', { row: desk })})`;
  const more = evidenceCount - evidence.length;
  return [
    `${code('explainTitle', id, params)}${row}`,
    ...(serverText === undefined ? [] : [`${t('explain.serverText')}: ${serverText}`]),
    ...readings.flatMap((reading) => readingText(reading, readings.length > 1, words)),
    ...evidence.map(({ seq, text }) => `  ${seq}: ${text}`),
    ...(more > 0 ? [`  ${t('explain.more', { count: more })}`] : []),
  ].join('\n');
}

function readingText(reading: Reading, among: boolean, { t, code }: Words): string[] {
  const { what, table, retry, remedies, confidence } = reading;
  const source = `${code('explainTable', table)}, ${code('explainConfidence', confidence)}`;
  return [
    `- ${code(what.group, what.code, what.params)} [${source}]`,
    ...(among ? [`  ${t('explain.apart')}: ${code('explainApart', table)}`] : []),
    ...remedies.map((remedy, index) => `  ${index + 1}. ${code('remedy', remedy, what.params)}`),
    ...(retry === undefined ? [] : [`  ${t('explain.retry')}: ${code('retryClass', retry)}`]),
  ];
}
