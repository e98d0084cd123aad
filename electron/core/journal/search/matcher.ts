import { createContext, Script } from 'node:vm';
import type { LineQuery } from '../../../../shared/contract/journalLine.ts';
import { AppError } from '../../../../shared/errors.ts';

/** What a search looks for. */
export interface Matcher {
  /** For each text whether it matches. Throws `journal.slowPattern` {pattern} when a pattern takes far too long. */
  test(texts: readonly string[]): boolean[];
  /** Three-character strings that every block with a hit must contain; empty where nothing is known. */
  readonly trigrams: readonly string[];
}

/** One block has some hundred lines; a sound pattern needs a thousandth of this. */
const patternMs = 1000;

/** Throws `journal.badPattern` {reason}. */
export function createMatcher(query: LineQuery): Matcher {
  const { text, caseSensitive = false } = query;
  if (query.regex === true) return patternMatcher(query);
  const wanted = caseSensitive ? text : text.toLowerCase();
  return {
    test: (texts) => texts.map((one) => (caseSensitive ? one : one.toLowerCase()).includes(wanted)),
    trigrams: trigramsOf([text]),
  };
}

/** A pattern runs where it can be stopped: one that goes back and forth for ever would hold the whole index. */
function patternMatcher({ text, caseSensitive }: LineQuery): Matcher {
  let pattern: RegExp;
  try {
    pattern = new RegExp(text, caseSensitive === true ? 'u' : 'iu');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : String(error);
    throw new AppError('journal.badPattern', { pattern: text, reason });
  }
  const given: { texts: readonly string[]; pattern: RegExp } = { texts: [], pattern };
  const context = createContext(given);
  const script = new Script('texts.map((text) => pattern.test(text))');
  return {
    test(texts) {
      given.texts = texts;
      try {
        const results: unknown = script.runInContext(context, { timeout: patternMs });
        return Array.isArray(results) ? results.map((result) => result === true) : [];
      } catch (error) {
        throw new AppError('journal.slowPattern', { pattern: text }, { cause: error });
      }
    },
    trigrams: trigramsOf(literalsIn(text)),
  };
}

/**
 * Texts that every match of a pattern contains. Only what is certain: with an alternative or a choice in it nothing is, and what is
 * in brackets or may be left out is passed over.
 */
export function literalsIn(pattern: string): string[] {
  if (/[|(]/.test(pattern.replace(/\\./g, ''))) return [];
  const literals: string[] = [];
  let run = '';
  const end = (): void => {
    literals.push(run);
    run = '';
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (character === '\\') {
      at += 1;
      const escaped = pattern[at] ?? '';
      if (/[0-9A-Za-z]/.test(escaped)) return [];
      run += escaped;
    } else if (character === '[') {
      end();
      for (at += 1; at < pattern.length && pattern[at] !== ']'; at += 1) if (pattern[at] === '\\') at += 1;
    } else if (character === '{') {
      run = run.slice(0, -1);
      end();
      at = Math.max(at, pattern.indexOf('}', at));
    } else if (character === '*' || character === '?') {
      run = run.slice(0, -1);
      end();
    } else if ('.^$+'.includes(character)) end();
    else run += character;
  }
  end();
  return literals.filter((literal) => literal.length >= 3);
}

/** Letters whose cases SQLite and JavaScript may fold differently are no help. */
function trigramsOf(texts: readonly string[]): string[] {
  const trigrams = new Set<string>();
  for (const text of texts) {
    const characters = [...text];
    for (let at = 0; at + 3 <= characters.length; at += 1) {
      const three = characters.slice(at, at + 3);
      if (three.every(isSure)) trigrams.add(three.join('').toLowerCase());
    }
  }
  return [...trigrams];
}

const isSure = (character: string): boolean =>
  character.charCodeAt(0) > 0 &&
  (character.charCodeAt(0) < 0x80 || character.toLowerCase() === character.toUpperCase());
