/** Walking through the lines that were sent before, newest first; what was begun to be typed narrows them. Pure. */
export interface HistoryPlace {
  /** What stood in the line before the walk began. */
  readonly draft: string;
  /** -1: on the draft, below the newest. */
  readonly at: number;
}

export const belowNewest: HistoryPlace = { draft: '', at: -1 };

/** `by` 1 goes to older lines, -1 to newer ones; the text to show comes with it. */
export function stepHistory(
  history: readonly string[],
  place: HistoryPlace,
  by: 1 | -1,
): { readonly place: HistoryPlace; readonly text: string } {
  const { draft } = place;
  const start = draft.toLowerCase();
  const fitting = history.filter((line) => line !== draft && line.toLowerCase().startsWith(start));
  const at = Math.min(fitting.length - 1, Math.max(-1, place.at + by));
  return { place: { draft, at }, text: fitting[at] ?? draft };
}
