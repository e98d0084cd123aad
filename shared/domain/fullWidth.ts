/**
 * Full-width punctuation in AT commands: vendor pages print curly quotes and full-width commas, and a module takes none of them
 * (at-commands 6, row 6). Found and offered as corrected, never changed silently.
 */

export interface FullWidthChange {
  /** Position in the original text, in UTF-16 units. */
  readonly index: number;
  readonly from: string;
  /** Empty when the character is invisible and was left out. */
  readonly to: string;
}

export interface FullWidthResult {
  readonly text: string;
  /** In order; empty when there was nothing to correct. */
  readonly changes: readonly FullWidthChange[];
}

const replacements: ReadonlyMap<string, string> = new Map([
  ...[...'\u201c\u201d\u201e\u201f\u2033\u300c\u300d'].map((quote) => [quote, '"'] as const),
  ...[...'\u2018\u2019\u201a\u201b\u2032'].map((quote) => [quote, "'"] as const),
  ...[...'\u00a0\u2002\u2003\u2009\u202f\u3000'].map((blank) => [blank, ' '] as const),
  ...[...'\u200b\u200c\u200d\u2060\ufeff'].map((invisible) => [invisible, ''] as const),
  ['\u3002', '.'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2212', '-'],
]);

/** The text with every full-width sign as ASCII, and what was changed. Chinese words are left alone. */
export function correctFullWidth(text: string): FullWidthResult {
  const changes: FullWidthChange[] = [];
  let corrected = '';
  let index = 0;
  for (const character of text) {
    const to = toAscii(character);
    if (to !== null) changes.push({ index, from: character, to });
    corrected += to ?? character;
    index += character.length;
  }
  return { text: corrected, changes };
}

/** Whether a text holds anything that `correctFullWidth` would change. */
export function hasFullWidth(text: string): boolean {
  return correctFullWidth(text).changes.length > 0;
}

function toAscii(character: string): string | null {
  const replacement = replacements.get(character);
  if (replacement !== undefined) return replacement;
  const code = character.charCodeAt(0);
  // The block of full-width ASCII, U+FF01 to U+FF5E, lies 0xFEE0 above its originals.
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : null;
}
