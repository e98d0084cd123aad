/** State and keys of the line to type; what it looks like is CommandLine's business. */
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type AtCommand, completeCommand, knownCommand } from '../../../shared/domain/atCommands/index.ts';
import { parseHex } from '../../../shared/domain/atHex.ts';
import { correctFullWidth, type FullWidthChange } from '../../../shared/domain/fullWidth.ts';
import type { Language } from '../../i18n/index.ts';
import { belowNewest, stepHistory } from './history.ts';

export type SendMode = 'text' | 'hex';

export interface CommandLineOptions {
  readonly language: Language;
  readonly history: readonly string[];
  /** Put into the line from outside. */
  readonly offered: { readonly text: string } | null;
  readonly onSend: (text: string, mode: SendMode) => void;
}

export interface CommandLineState {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly mode: SendMode;
  readonly text: string;
  readonly completions: readonly AtCommand[];
  /** Index of the chosen completion; -1 while none is. */
  readonly chosen: number;
  /** Full-width signs in the line. */
  readonly changes: readonly FullWidthChange[];
  readonly command: AtCommand | null;
  readonly badHex: boolean;
  setMode(mode: SendMode): void;
  change(text: string): void;
  put(text: string): void;
  takeCorrected(): void;
  /** Sends; what is not plain is first put right in the line, unless it shall go as it was typed. */
  enter(asTyped: boolean): void;
  close(): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function useCommandLine({ language, history, offered, onSend }: CommandLineOptions): CommandLineState {
  const area = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<SendMode>('text');
  const [text, setText] = useState('');
  const [place, setPlace] = useState(belowNewest);
  /** Null: the list is closed; -1: open, nothing chosen. */
  const [chosen, setChosen] = useState<number | null>(null);
  const focus = () => area.current?.querySelector('input')?.focus();

  const completions = mode === 'text' && chosen !== null ? completeCommand(text, language) : [];
  const active = chosen !== null && chosen >= 0 ? completions[chosen] : undefined;
  const corrected = mode === 'text' ? correctFullWidth(text) : { text, changes: [] };
  const badHex = mode === 'hex' && text.trim() !== '' && parseHex(text) === null;

  const change = (next: string) => {
    setText(next);
    setPlace({ draft: next, at: -1 });
    setChosen(-1);
  };
  const put = (next: string) => {
    change(next);
    setChosen(null);
    focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each offer is taken once.
  useEffect(() => {
    if (offered !== null) put(offered.text);
  }, [offered]);
  const enter = (asTyped: boolean) => {
    if (text.trim() === '' || badHex) return;
    if (!asTyped && corrected.changes.length > 0) {
      put(corrected.text);
      return;
    }
    put('');
    onSend(text, mode);
  };
  const walk = (by: 1 | -1) => {
    const stepped = stepHistory(history, place, by);
    setText(stepped.text);
    setPlace(stepped.place);
    setChosen(null);
  };
  /** True where the key is dealt with. */
  const inList = (event: KeyboardEvent): boolean => {
    if (completions.length === 0) return false;
    const { key } = event;
    if (key === 'Enter' && active !== undefined) put(active.insert);
    else if (key === 'Tab' && !event.shiftKey) put((active ?? completions[0])?.insert ?? text);
    else if (key === 'Escape') setChosen(null);
    else if (key === 'ArrowDown') setChosen(Math.min(completions.length - 1, (chosen ?? -1) + 1));
    else if (key === 'ArrowUp' && active !== undefined) setChosen((chosen ?? 0) - 1);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and the arrows belong to the input method while it composes Chinese.
    if (event.nativeEvent.isComposing) return;
    if (!inList(event)) {
      if (event.key === 'Enter') enter(event.ctrlKey || event.metaKey);
      else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') walk(event.key === 'ArrowUp' ? 1 : -1);
      else if (event.key === ' ' && event.ctrlKey) setChosen(-1);
      else return;
    }
    event.preventDefault();
  };
  return {
    ...{ area, mode, text, completions, chosen: chosen ?? -1, changes: corrected.changes, badHex },
    ...{ change, put, enter, onKeyDown },
    command: mode === 'text' ? knownCommand(text) : null,
    setMode(next) {
      setMode(next);
      focus();
    },
    takeCorrected: () => put(corrected.text),
    close: () => setChosen(null),
  };
}
