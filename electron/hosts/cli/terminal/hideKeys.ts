/** Keys in the bytes of a session: base64 and hex are places where no rule for text finds them. */
import { Buffer } from 'node:buffer';
import type { TerminalLine } from '../../../../shared/contract/terminal.ts';
import { createKeyByteMask } from '../../../../shared/domain/keyMask.ts';

/** One for a session, told every line in order: a key may come in two pieces. Lines of text are masked where they are written. */
export function createHideKeys(): (line: TerminalLine) => TerminalLine {
  const masks = { tx: createKeyByteMask(), rx: createKeyByteMask() };
  return (line) => {
    if (line.kind !== 'bytes') return line;
    const hidden = masks[line.direction](Buffer.from(line.bytes, 'base64'));
    return { ...line, bytes: Buffer.from(hidden).toString('base64') };
  };
}
