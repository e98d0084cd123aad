/** Commands sent in this view, newest first, and where Up and Down are among them. */
export interface History {
  readonly commands: readonly string[];
  /** -1: on the empty line below the newest. */
  readonly at: number;
}

export const emptyHistory: History = { commands: [], at: -1 };
const kept = 100;

/** A repeated command moves to the front instead of being kept twice. */
export function pushHistory(history: History, command: string): History {
  const others = history.commands.filter((known) => known !== command);
  return { commands: [command, ...others].slice(0, kept), at: -1 };
}

/** `by` 1 goes to older commands, -1 to newer ones; the text to show comes with it. */
export function stepHistory(
  history: History,
  by: 1 | -1,
): { readonly history: History; readonly text: string } {
  const at = Math.min(history.commands.length - 1, Math.max(-1, history.at + by));
  return { history: { ...history, at }, text: history.commands[at] ?? '' };
}
