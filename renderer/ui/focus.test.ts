import { describe, expect, it } from 'vitest';
import { isFocusLost } from './focus.ts';

/** An element that is what the given selectors say. */
const element = (...is: readonly string[]) => ({
  matches: (selectors: string) => selectors.split(', ').some((selector) => is.includes(selector)),
});

describe('the focus', () => {
  it('is lost where nothing has it', () => {
    expect(isFocusLost(null)).toBe(true);
    expect(isFocusLost(element('body'))).toBe(true);
  });

  it('is lost with the button that was disabled under it', () => {
    expect(isFocusLost(element('button', ':disabled'))).toBe(true);
  });

  it('is not lost while a field, a button or the main part has it', () => {
    for (const name of ['input', 'button', 'main']) expect(isFocusLost(element(name))).toBe(false);
  });
});
