/** `explain TEXT|FILE|-` or `--job ID`: what lines, codes and recordings mean. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Finding, maxPasteChars, type Reading } from '../../../../shared/contract/explain.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { AppError } from '../../../../shared/errors.ts';
import { text } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** Lines of one finding, as they go into a ticket too. */
export function findingLines(t: Translate, finding: Finding): string[] {
  const { id, params, desk, level, serverText, readings, evidence, evidenceCount } = finding;
  const row = desk === undefined ? '' : ` (${t('cli.explain.desk', { row: desk })})`;
  const more = evidenceCount - evidence.length;
  return [
    `${level === 'problem' ? '!!' : '- '} ${t(`explainTitle.${id}`, params)}${row}`,
    ...(serverText === undefined ? [] : [`   ${t('cli.explain.server', { text: serverText })}`]),
    ...readings.flatMap((reading) => readingLines(t, reading, readings.length > 1)),
    ...evidence.map(({ seq, text: said }) => `   ${String(seq).padStart(5)}  ${said}`),
    ...(more > 0 ? [`          ${t('cli.explain.more', { count: more })}`] : []),
  ];
}

function readingLines(t: Translate, reading: Reading, among: boolean): string[] {
  const { what, table, retry, remedies, confidence } = reading;
  const source = `[${t(`explainTable.${table}`)}; ${t(`explainConfidence.${confidence}`)}]`;
  return [
    `   ${t(`${what.group}.${what.code}`, what.params)} ${source}`,
    ...(among ? [`     ${t(`explainApart.${table}`)}`] : []),
    ...remedies.map((remedy) => `     > ${t(`remedy.${remedy}`)}`),
    ...(retry === undefined ? [] : [`     ${t(`retryClass.${retry}`)}`]),
  ];
}

/** Text as typed, a file's content where one word names a file, or standard input. Logs of Chinese tools are often GB18030. */
async function pasted({ args, path }: VerbContext): Promise<string> {
  const words = args.positionals;
  const [word = ''] = words;
  if (words.length === 1 && word === '-') return decode(await buffer(process.stdin));
  if (words.length === 1 && statSync(path(word), { throwIfNoEntry: false })?.isFile() === true)
    return decode(await readBytes(path(word)));
  return words.join(' ');
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError('file.notReadable', { path, reason }, { cause: error });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export const explain: Verb = {
  name: 'explain',
  takes: 'TEXT|FILE|-',
  positionals: [0, 200],
  options: { job: { type: 'string', value: 'ID' } },
  async run(context) {
    const { core, args, output, t } = context;
    const jobId = text(args, 'job');
    const isEmpty = args.positionals.length === 0;
    if (isEmpty === (jobId === undefined)) throw new UsageError('explainWhat', {});
    const given = jobId === undefined ? await pasted(context) : '';
    const answer =
      jobId === undefined
        ? await core.explain.paste({ text: given.slice(0, maxPasteChars) })
        : await core.explain.job({ jobId });
    const complete = answer.complete && given.length <= maxPasteChars;
    const { findings, examined: lines } = answer;
    output.result(
      { ...answer, complete },
      findings.length === 0
        ? [t('cli.explain.nothing', { lines })]
        : findings.flatMap((finding, index) => [...(index > 0 ? [''] : []), ...findingLines(t, finding)]),
    );
    if (!complete) output.note(t('cli.explain.partial', { lines }));
    return findings.length === 0 ? 1 : 0;
  },
};
