/** Lines to the clipboard, written by the core. */
import type { Core } from '../../connection/connect.ts';
import { formatCount } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/useText.ts';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { notify, notifyProblem } from '../../ui/Toast.tsx';
import { type Handover, takeText } from './handover.ts';
import { plainLine } from './lineText.ts';

/** What clipboards and the programs behind them still take; beyond it a file is the right thing, and that is said. */
const mostChars = 32 * 1024 * 1024;

export async function copyLines(core: Core, what: Handover, texts: Texts): Promise<void> {
  const { t } = texts;
  let text = '';
  let lines = 0;
  let done = 0;
  const how = { format: 'text', redact: false } as const;
  const { signal } = new AbortController();
  for await (const piece of takeText(core, what, how, (line) => plainLine(line, texts), signal)) {
    text += piece.text;
    lines += piece.lines;
    done = piece.done;
    if (text.length > mostChars) break;
  }
  if (!(await copyToClipboard(text))) return notifyProblem(t('log.copyRefused'));
  notify(t(done < 1 ? 'log.copyCut' : 'log.copied', { count: formatCount(lines) }));
}
