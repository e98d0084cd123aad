/**
 * Ways to read a text: each unit is one character as it is meant, and the piece of the text that stands for it. What is replaced
 * in the meaning is written back in the same way.
 */
export interface View {
  /** What the pieces mean, one UTF-16 unit per piece. */
  readonly text: string;
  readonly pieces: readonly { readonly from: number; readonly to: number }[];
  /** The piece for another character. */
  encode(char: string, index: number): string;
}

const hexOf = (code: number, digits: number, isUpper: boolean): string => {
  const hex = code.toString(16).padStart(digits, '0');
  return isUpper ? hex.toUpperCase() : hex;
};

/** The whole text with `%33` and `\u0033` read; null where it has neither. */
export function escapedView(text: string): View | null {
  if (!/%[0-9A-Fa-f]{2}|\\u00[0-9A-Fa-f]{2}/.test(text)) return null;
  const pieces: { from: number; to: number }[] = [];
  let meant = '';
  for (const found of text.matchAll(/%([0-9A-Fa-f]{2})|\\u00([0-9A-Fa-f]{2})|[\s\S]/g)) {
    const code = found[1] ?? found[2];
    meant += code === undefined ? found[0] : String.fromCharCode(Number.parseInt(code, 16));
    pieces.push({ from: found.index, to: found.index + found[0].length });
  }
  return {
    text: meant,
    pieces,
    encode(char, index) {
      const piece = pieces[index];
      const raw = piece === undefined ? '' : text.slice(piece.from, piece.to);
      const isUpper = !/[a-f]/.test(raw);
      if (raw.startsWith('%')) return `%${hexOf(char.charCodeAt(0), 2, isUpper)}`;
      return raw.startsWith('\\u') ? `\\u${hexOf(char.charCodeAt(0), 4, isUpper)}` : char;
    },
  };
}

/** Runs of HEX, with blanks between bytes or without; UCS2 where every second byte is 0. */
export function* hexViews(text: string): Generator<View> {
  for (const found of text.matchAll(/(?:00[2-7][0-9A-Fa-f]){7,}/g))
    yield hexView(text, found.index, found[0].length, /[\s\S]{4}/g, 4);
  for (const found of text.matchAll(/(?:[2-7][0-9A-Fa-f]){7,}/g))
    yield hexView(text, found.index, found[0].length, /[\s\S]{2}/g, 2);
  for (const found of text.matchAll(/(?:[0-9A-Fa-f]{2}[ :-]){6,}[0-9A-Fa-f]{2}/g))
    yield hexView(text, found.index, found[0].length, /[0-9A-Fa-f]{2}/g, 2);
}

function hexView(text: string, start: number, length: number, unit: RegExp, digits: 2 | 4): View {
  const run = text.slice(start, start + length);
  const pieces: { from: number; to: number }[] = [];
  let meant = '';
  for (const { 0: piece, index } of run.matchAll(unit)) {
    meant += String.fromCharCode(Number.parseInt(piece, 16));
    pieces.push({ from: start + index, to: start + index + digits });
  }
  const isUpper = !/[a-f]/.test(run);
  return { text: meant, pieces, encode: (char) => hexOf(char.charCodeAt(0), digits, isUpper) };
}

/** ICCID as a SIM file holds it: digits of each byte swapped (`98684…`). */
export function* swappedViews(text: string): Generator<View> {
  for (const found of text.matchAll(/(?<![0-9A-Fa-f])98[0-9A-Fa-f]{18}(?![0-9A-Fa-f])/g)) {
    const pieces = Array.from({ length: 20 }, (_, index) => {
      const at = found.index + (index % 2 === 0 ? index + 1 : index - 1);
      return { from: at, to: at + 1 };
    });
    const meant = pieces.map(({ from, to }) => text.slice(from, to)).join('');
    yield { text: meant, pieces, encode: (char) => char };
  }
}
