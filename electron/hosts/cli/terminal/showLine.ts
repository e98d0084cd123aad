/** A line of a terminal session as text: host time in milliseconds, direction, content. */
import { Buffer } from 'node:buffer';
import type { TerminalLine } from '../../../../shared/contract/terminal.ts';
import { bytesPerRow, hexRows } from '../../../../shared/domain/atHex.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';

/** Bytes come in rows of 16; what needs no line has none. */
export function showLine(line: TerminalLine, t: Translate): string[] {
  const time = clock(line.wallMs);
  switch (line.kind) {
    case 'line':
      // The echo repeats what was sent.
      if (line.role === 'echo') return [];
      return [`${time} ${line.direction === 'tx' ? '>' : ' '} ${line.text}`];
    case 'port': {
      const about = [line.owner === undefined ? '' : t(`leaseOwner.${line.owner}`), line.detail ?? ''];
      return [
        `${time} - ${[t(`portEvent.${line.event}`), ...about].filter((text) => text !== '').join(' · ')}`,
      ];
    }
    case 'note':
      return [`${time} - ${t(`event.${line.event}`, line.params)}`];
    case 'bytes':
      return hexRows(Buffer.from(line.bytes, 'base64')).map(
        ({ hex, text }) =>
          `${time} ${line.direction === 'tx' ? '>' : ' '} ${hex.padEnd(bytesPerRow * 3)} ${text}`,
      );
  }
}

function clock(wallMs: number): string {
  const date = new Date(wallMs);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const hms = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':');
  return `${hms}.${pad(date.getMilliseconds(), 3)}`;
}
