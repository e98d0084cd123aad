/** ANSI colours of a log line as spans. Bounded: a hostile line makes few spans, and every other control sequence is left out. Pure. */

export interface Ink {
  /** 0 to 7; bright ones are 8 to 15. Null: the colour of the text. */
  readonly colour: number | null;
  readonly background: number | null;
  readonly bold: boolean;
}

export interface Inked {
  readonly text: string;
  readonly ink: Ink;
}

const plain: Ink = { colour: null, background: null, bold: false };

/** Beyond this a line goes on in the ink that it has. */
export const maxSpans = 200;

/** ESC as itself or as the visible sign that stands for it, then CSI parameters and the final byte. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control character is what is looked for
const sequence = /[\u001b\u241b]\[([0-9;:?]*)[ -/]*([@-~])/g;

export function inkedText(line: string): readonly Inked[] {
  const spans: Inked[] = [];
  let ink = plain;
  let from = 0;
  const add = (text: string): void => {
    const last = spans.at(-1);
    if (text === '') return;
    if (last !== undefined && (sameInk(last.ink, ink) || spans.length >= maxSpans))
      spans[spans.length - 1] = { text: last.text + text, ink: last.ink };
    else spans.push({ text, ink });
  };
  for (const match of line.matchAll(sequence)) {
    add(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') ink = nextInk(ink, match[1] ?? '');
  }
  add(line.slice(from));
  return spans;
}

/** The text that a search looks into: without any control sequence. */
export function withoutAnsi(line: string): string {
  return line.replace(sequence, '');
}

/** Select Graphic Rendition, the part that logs use; 256 and true colours are skipped with their parameters. */
function nextInk(before: Ink, parameters: string): Ink {
  let ink = before;
  const codes = parameters.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 0) ink = plain;
    else if (code === 1) ink = { ...ink, bold: true };
    else if (code === 22) ink = { ...ink, bold: false };
    else if (code >= 30 && code <= 37) ink = { ...ink, colour: code - 30 };
    else if (code >= 90 && code <= 97) ink = { ...ink, colour: code - 82 };
    else if (code === 39) ink = { ...ink, colour: null };
    else if (code >= 40 && code <= 47) ink = { ...ink, background: code - 40 };
    else if (code >= 100 && code <= 107) ink = { ...ink, background: code - 92 };
    else if (code === 49) ink = { ...ink, background: null };
    else if (code === 38 || code === 48) at += codes[at + 1] === 5 ? 2 : 4;
  }
  return ink;
}

function sameInk(a: Ink, b: Ink): boolean {
  return a.colour === b.colour && a.background === b.background && a.bold === b.bold;
}
