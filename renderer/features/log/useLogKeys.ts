/** The log by keyboard. */
import type { KeyboardEvent, RefObject } from 'react';
import type { LongListHandle } from './LongList.tsx';
import type { LogViewState } from './useLogView.ts';

export interface LogKeyActions {
  readonly focusSearch: () => void;
  readonly openJump: () => void;
  readonly copy: () => void;
  readonly toggleMark: () => void;
}

/** Keys that work anywhere on the page; true where one was meant. */
export function pageKey(event: KeyboardEvent, view: LogViewState, actions: LogKeyActions): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key === 'f') actions.focusSearch();
  else if (command && event.key === 'g') actions.openJump();
  else if (event.key === 'F3') view.step(event.shiftKey ? -1 : 1);
  else return false;
  event.preventDefault();
  return true;
}

export function listKey(
  event: KeyboardEvent,
  view: LogViewState,
  list: RefObject<LongListHandle | null>,
  actions: LogKeyActions,
): void {
  if (event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  const target = command ? null : targetOf(event.key, view, list.current);
  if (target !== null) view.select(target, event.shiftKey);
  else if (command && event.key === 'a') view.setRange({ anchor: 0, focus: view.count - 1 });
  else if (command && event.key === 'c') actions.copy();
  else if (command) return;
  else if (event.key === ' ') view.freeze();
  else if (event.key === 'b' || event.key === 'B') actions.toggleMark();
  else if (event.key === 'Escape') view.setRange(null);
  else return;
  event.preventDefault();
}

/** Where a key leads; the first time to what is seen, not to the end of the world. */
function targetOf(key: string, view: LogViewState, list: LongListHandle | null): number | null {
  const page = list?.pageRows() ?? 20;
  const here = view.range?.focus ?? (view.following ? view.count - 1 : (list?.firstSeen() ?? 0));
  const begun = view.range !== null;
  switch (key) {
    case 'ArrowDown':
      return begun ? here + 1 : here;
    case 'ArrowUp':
      return begun ? here - 1 : here;
    case 'PageDown':
      return here + page;
    case 'PageUp':
      return here - page;
    case 'Home':
      return 0;
    case 'End':
      return view.count - 1;
    default:
      return null;
  }
}
