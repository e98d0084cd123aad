/** Alt+1 to Alt+5 open the steps from anywhere. */
import { useEffect } from 'react';
import { goTo } from '../stores/route.ts';

/** The step that a key event asks for. By physical key: with Alt held, a Mac types other characters. */
export function stepOfKey(
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>,
): number | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const match = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  return match === null ? null : Number(match[1]);
}

export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = stepOfKey(event);
      if (step === null) return;
      event.preventDefault();
      goTo('upgrade', { step });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
