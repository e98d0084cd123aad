import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { RedactedRows } from './redactRows.ts';

/** A piece that went to the module and is no text: a block of a package. Shorter ones are frames of a protocol. */
const leastBytes = 32;
/** `AT+UARTUPGRADE` carries its blocks as HEX in the command line (at-commands 1.4). */
const hexBlock = /[0-9A-Fa-f]{128,}/g;

/** Package bytes blanked with zeros, in pieces of the same lengths: a replay keeps its rhythm and nobody gets the firmware. */
export function withoutFirmware(rows: readonly JournalRow[]): RedactedRows {
  let withheld = 0;
  const blankHex = (text: string): string =>
    text.replace(hexBlock, (run) => {
      if (/^(?:00[2-7][0-9A-Fa-f])+$/.test(run)) return run;
      withheld += run.length / 2;
      return '0'.repeat(run.length);
    });
  const made = rows.map((row): JournalRow => {
    if (row.kind === 'atLine' && row.direction === 'tx') return { ...row, text: blankHex(row.text) };
    if (row.kind !== 'serialBytes' || row.direction !== 'tx') return row;
    const bytes = Buffer.from(row.bytes, 'base64');
    if (isBinary(bytes)) {
      withheld += bytes.length;
      return { ...row, bytes: Buffer.alloc(bytes.length).toString('base64') };
    }
    const text = bytes.toString('latin1');
    const blank = blankHex(text);
    return blank === text ? row : { ...row, bytes: Buffer.from(blank, 'latin1').toString('base64') };
  });
  return { rows: made, firmwareBytesWithheld: Math.floor(withheld) };
}

function isBinary(bytes: Uint8Array): boolean {
  if (bytes.length < leastBytes) return false;
  let odd = 0;
  for (const byte of bytes) if (byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte > 0x7e) odd += 1;
  return odd * 8 > bytes.length;
}
