/** Who spoke: the marks that serial tools put behind the time. Sources: test/fixtures/logs/README.md. */

export type Direction = 'tx' | 'rx';

export interface Mark {
  readonly direction: Direction;
  /** UTF-16 units that it takes. */
  readonly length: number;
}

/** tx is what the computer sent. */
const general: readonly (readonly [RegExp, Direction])[] = [
  // SSCOM in Chinese and in English: the words differ, the signs stay.
  [/^\S{0,6}→◇ ?/, 'tx'],
  [/^\S{0,6}←◆ ?/, 'rx'],
  [/^\[(?:TX|SEND|SENT|OUT|S|发送?)\] ?[:：]? ?/i, 'tx'],
  [/^\[(?:RX|RECV|RECEIVED?|IN|R|接?收)\] ?[:：]? ?/i, 'rx'],
  [/^(?:TX|SEND|SENT|OUT)(?: ?(?:[:：]|[-=]*>+)) ?/i, 'tx'],
  [/^(?:RX|RECV|RECEIVED?|IN)(?: ?(?:[:：]|<+[-=]*)) ?/i, 'rx'],
  [/^发送? ?(?:[:：→]|[-=]*>+) ?/, 'tx'],
  [/^接?收到? ?(?:[:：←]|<+[-=]*) ?/, 'rx'],
  [/^(?:>{2,3}|-{1,2}>|→) /, 'tx'],
  [/^(?:<{2,3}|<-{1,2}|←) /, 'rx'],
];

/** llcom draws its arrows from the program's side: `<-` left the computer, `->` came in. */
const llcom: readonly (readonly [RegExp, Direction])[] = [
  [/^(?:Raw)?<-/, 'tx'],
  [/^(?:Raw)?->/, 'rx'],
];

export function readMark(text: string, format: string): Mark | null {
  for (const [pattern, direction] of format === 'llcom' ? llcom : general) {
    const found = pattern.exec(text);
    if (found !== null) return { direction, length: found[0].length };
  }
  return null;
}

/** What only a person or a program at the computer types. In a log without marks it is the echo of a command. */
export function looksLikeCommand(text: string): boolean {
  return /^at(?:[+^*&#%$\\][\w#]+.*|[ediqvz]\d{0,2}|)\s*$/i.test(text);
}
