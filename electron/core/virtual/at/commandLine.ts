/** What a received byte completed. */
export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  /** A line longer than allowed ended; its text is gone. */
  | { readonly kind: 'tooLong' };

/** Collects bytes into command lines: CR ends one, LF is ignored, backspace takes the last character back. */
export interface LineAssembler {
  push(byte: number): LineEvent | null;
  clear(): void;
}

const backspace = 0x08;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const del = 0x7f;

/** @param maxBytes longest line; read at each byte so that a knob can change it */
export function createLineAssembler(maxBytes: () => number): LineAssembler {
  let text = '';
  let overflowed = false;
  const clear = (): void => {
    text = '';
    overflowed = false;
  };
  return {
    clear,
    push(byte) {
      if (byte === lineFeed) return null;
      if (byte === carriageReturn) {
        const event: LineEvent = overflowed ? { kind: 'tooLong' } : { kind: 'line', text };
        clear();
        return event;
      }
      if (byte === backspace || byte === del) text = text.slice(0, -1);
      else if (text.length >= maxBytes()) overflowed = true;
      else text += String.fromCharCode(byte);
      return null;
    },
  };
}
