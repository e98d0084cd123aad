/** What a line says: serial text as it came, everything else in the reader's language. Keys are masked wherever a line is listed. */
import type { JournalLine } from '../../../shared/contract/journalLine.ts';
import { maskKeys } from '../../../shared/domain/keyMask.ts';
import { formatClock } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/index.ts';
import { rowView } from '../../i18n/journalRow.ts';
import type { Texts } from '../../i18n/useText.ts';
import { withoutAnsi } from './ansi.ts';

export function lineText(line: JournalLine, texts: Pick<Texts, 't' | 'code'>): string {
  return line.row === undefined || line.row.kind === 'atLine'
    ? maskKeys(line.text)
    : rowView(line.row, texts).text;
}

/** The word on a line's source chip. */
export function sourceKey({ source, direction }: JournalLine): TextKey {
  switch (source) {
    case 'at':
      return direction === 'tx' ? 'timeline.sourceTx' : 'timeline.sourceRx';
    case 'log':
      return 'log.source_log';
    case 'http':
      return 'timeline.sourceHttp';
    case 'server':
      return 'timeline.sourceServer';
    case 'job':
      return 'timeline.sourceJob';
    case 'port':
      return 'timeline.sourcePort';
    case 'user':
      return 'timeline.sourceUser';
    case 'app':
      return 'timeline.sourceApp';
  }
}

/** Tab-separated: time, source, text. */
export function plainLine(line: JournalLine, texts: Pick<Texts, 't' | 'code'>): string {
  const source = (
    line.direction === undefined ? line.source : `${line.source} ${line.direction}`
  ).toUpperCase();
  return [formatClock(line.wallMs), source, withoutAnsi(lineText(line, texts))].join('\t');
}
