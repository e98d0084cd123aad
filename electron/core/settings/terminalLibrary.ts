import { randomUUID } from 'node:crypto';
import type { Favourite, TerminalLibrary, TerminalSettings } from '../../../shared/contract/terminal.ts';
import { formatSequences, parseSequences, type Sequence } from '../../../shared/domain/atSequence.ts';
import { createRedactor } from '../../../shared/domain/redaction.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { createTerminalRepository, type TerminalSettingsPatch } from './terminalRepository.ts';

/** What people keep for the terminal: settings, history, favourites. */
export interface TerminalKeep {
  state(): TerminalLibrary;
  settings(): TerminalSettings;
  onChange(listener: (state: TerminalLibrary) => void): () => void;
  setSettings(patch: TerminalSettingsPatch): TerminalSettings;
  /** A line that holds a project key is not kept: keys belong into the secret store. */
  remember(text: string): void;
  clearHistory(): void;
  /** Throws AppError terminal.unknownFavourite {id}. */
  saveFavourite(given: { readonly id?: string | undefined; readonly sequence: Sequence }): Favourite;
  /** Throws AppError terminal.unknownFavourite {id}. */
  removeFavourite(id: string): void;
  exportFavourites(): { readonly text: string; readonly favourites: number; readonly hiddenKeys: number };
  /** All of the text or nothing of it. Throws AppError terminal.badSequence {line, text}. */
  importFavourites(text: string): { readonly added: number; readonly replaced: number };
}

export function createTerminalKeep(store: Store): TerminalKeep {
  const rows = createTerminalRepository(store);
  const listeners = new Set<(state: TerminalLibrary) => void>();
  // Asked for with every line that is sent.
  let settings = rows.settings();
  const state = (): TerminalLibrary => ({
    settings,
    history: [...rows.history()],
    favourites: [...rows.favourites()],
  });
  const tell = (): void => {
    if (listeners.size === 0) return;
    const now = state();
    for (const listener of [...listeners]) listener(now);
  };
  return {
    state,
    settings: () => settings,
    onChange(listener) {
      const own = (now: TerminalLibrary): void => listener(now);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    setSettings(patch) {
      rows.setSettings(patch);
      settings = rows.settings();
      tell();
      return settings;
    },
    remember(text) {
      if (text.trim() === '' || holdsKey(text)) return;
      rows.remember(text);
      tell();
    },
    clearHistory() {
      rows.clearHistory();
      tell();
    },
    saveFavourite({ id, sequence }) {
      if (id !== undefined && !rows.favourites().some((known) => known.id === id)) throw unknown(id);
      const favourite = { id: id ?? randomUUID(), sequence: asContract(sequence) };
      rows.saveFavourite(favourite);
      tell();
      return favourite;
    },
    removeFavourite(id) {
      if (!rows.removeFavourite(id)) throw unknown(id);
      tell();
    },
    exportFavourites() {
      const favourites = rows.favourites();
      const redactor = createRedactor();
      const sequences = favourites.map(({ sequence }) => withoutKeys(sequence, redactor.redact));
      return {
        text: formatSequences(sequences),
        favourites: favourites.length,
        hiddenKeys: redactor.counts().key,
      };
    },
    importFavourites(text) {
      const { sequences, problems } = parseSequences(text);
      const [problem] = problems;
      if (problem !== undefined) {
        throw new AppError('terminal.badSequence', { line: problem.line, text: problem.text });
      }
      const known = new Map(rows.favourites().map(({ id, sequence }) => [sequence.name, id]));
      let replaced = 0;
      rows.together(() => {
        for (const sequence of sequences) {
          const id = known.get(sequence.name);
          if (id !== undefined) replaced += 1;
          rows.saveFavourite({ id: id ?? randomUUID(), sequence: asContract(sequence) });
        }
      });
      tell();
      return { added: sequences.length - replaced, replaced };
    },
  };
}

function holdsKey(text: string): boolean {
  const redactor = createRedactor();
  redactor.redact(text);
  return redactor.counts().key > 0;
}

/** Only lines with a key are changed: numbers in the others may be what they are about. */
function withoutKeys(sequence: Sequence, redact: (text: string) => string): Sequence {
  const steps = sequence.steps.map((step) =>
    step.kind === 'line' && holdsKey(step.text) ? { ...step, text: redact(step.text) } : step,
  );
  return { ...sequence, steps };
}

function asContract(sequence: Sequence): Favourite['sequence'] {
  return { ...sequence, steps: sequence.steps.map((step) => ({ ...step })) };
}

function unknown(id: string): AppError {
  return new AppError('terminal.unknownFavourite', { id });
}
