/** A line of a terminal session as text: host time in milliseconds, direction, content. */
import { Buffer } from 'node:buffer';
import type { TerminalLine } from '../../../../shared/contract/terminal.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';

const perRow = 16;

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
        (row) => `${time} ${line.direction === 'tx' ? '>' : ' '} ${row}`,
      );
  }
}

function hexRows(bytes: Buffer): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += perRow) {
    const row = bytes.subarray(at, at + perRow);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
    const text = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    rows.push(`${hex.padEnd(perRow * 3)} ${text}`);
  }
  return rows;
}

function clock(wallMs: number): string {
  const date = new Date(wallMs);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const hms = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':');
  return `${hms}.${pad(date.getMilliseconds(), 3)}`;
}
