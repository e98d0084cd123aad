import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import type { TerminalLine } from '../../../../shared/contract/terminal.ts';
import { createHideKeys } from './hideKeys.ts';
import { showLine } from './showLine.ts';

const wrote = (seq: number, text: string): TerminalLine => ({
  ...{ kind: 'bytes', seq, wallMs: 0, monoMs: 0, direction: 'tx' },
  bytes: Buffer.from(text).toString('base64'),
});

it('a key that is sent in two writes is in neither column of the hex view, nor in the bytes for a program', () => {
  const hide = createHideKeys();
  const lines = [wrote(1, 'AT+UPGRADE="KEY","ab'), wrote(2, 'c123",1\r\n')].map(hide);
  const shown = lines.flatMap((line) => showLine(line, (key) => key)).join('\n');
  for (const part of ['ab', '61 62', 'c123', '63 31']) expect(shown.toLowerCase()).not.toContain(part);
  const sent = lines.map((line) =>
    line.kind === 'bytes' ? Buffer.from(line.bytes, 'base64').toString() : '',
  );
  expect(sent.join('')).toBe('AT+UPGRADE="KEY","******",1\r\n');
});
