/**
 * Where the keyboard goes when what held it is gone: a pressed button disappears, a step gives way to the next. Left
 * alone the browser drops the focus to <body>, and people who use a keyboard or a screen reader start over from the top.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Whether nothing that takes keys has the focus. A disabled element still counts as active for a frame. */
export function isFocusLost(active: { matches(selectors: string): boolean } | null): boolean {
  return active === null || active.matches('body, :disabled');
}

/** A page that was just loaded has not lost any focus: nobody has used it yet. */
function takeIfLost(target: HTMLElement | null): void {
  if (navigator.userActivation.hasBeenActive && isFocusLost(document.activeElement)) target?.focus();
}

/**
 * Gives a target the focus as it appears and at each new `occasion`, if the focus is lost then; it is never taken from
 * a field. The target needs `tabIndex={-1}`. Without an occasion nothing happens.
 */
export function useFocusWhenLost<T extends HTMLElement>(occasion: string | undefined): RefObject<T | null> {
  const target = useRef<T>(null);
  useLayoutEffect(() => {
    if (occasion !== undefined) takeIfLost(target.current);
  }, [occasion]);
  return target;
}

/**
 * For the heading of something that is walked through: a new `place` takes the focus, wherever it was, since the person
 * asked to go there. At a new `occasion` in the same place it only catches a focus that nothing nearer has caught.
 */
export function useFocusOnArrival<T extends HTMLElement>(
  place: string | number,
  occasion: string,
): RefObject<T | null> {
  const target = useRef<T>(null);
  const before = useRef<string | number | null>(null);
  useLayoutEffect(() => {
    if (before.current === null) takeIfLost(target.current);
    else if (before.current !== place) target.current?.focus();
    before.current = place;
  }, [place]);
  // After every layout effect, so that the heading of a result comes first.
  useEffect(() => {
    if (occasion !== '') takeIfLost(target.current);
  }, [occasion]);
  return target;
}
