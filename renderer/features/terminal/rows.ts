/** Lines of a terminal as rows of one height: text as it is, bytes in rows of sixteen. Pure. */
import type { TerminalLine } from '../../../shared/contract/terminal.ts';
import { type HexRow, hexRows } from '../../../shared/domain/atHex.ts';
import type { LinesGap, TerminalEntry } from '../../stores/terminalLines.ts';

export type TextLine = Extract<TerminalLine, { kind: 'line' }>;
type BytesLine = Extract<TerminalLine, { kind: 'bytes' }>;

export interface BytesRow extends HexRow {
  readonly kind: 'hex';
  readonly key: number;
  readonly wallMs: number;
  readonly direction: 'tx' | 'rx';
}

export type ViewRow =
  | BytesRow
  | { readonly kind: 'line'; readonly key: number; readonly line: TextLine }
  | {
      readonly kind: 'event';
      readonly key: number;
      readonly line: Exclude<TerminalLine, TextLine | BytesLine>;
    }
  | { readonly kind: 'gap'; readonly key: number; readonly gap: LinesGap };

/** More rows than one read of 64 KiB can have, so that keys of rows never meet. */
const keysPerLine = 8192;

/** A view is rebuilt for every new line, its rows are not. */
const known = new WeakMap<TerminalEntry, readonly ViewRow[]>();

/** Rows from `fromSeq` on; the echo repeats what was sent and is left out unless it is wanted. */
export function toRows(
  entries: readonly TerminalEntry[],
  { showEcho, fromSeq }: { readonly showEcho: boolean; readonly fromSeq: number },
): ViewRow[] {
  const rows: ViewRow[] = [];
  for (const entry of entries) {
    if (entry.seq < fromSeq) continue;
    if (!showEcho && entry.kind === 'line' && entry.role === 'echo') continue;
    let made = known.get(entry);
    if (made === undefined) {
      made = rowsOf(entry);
      known.set(entry, made);
    }
    rows.push(...made);
  }
  return rows;
}

function rowsOf(entry: TerminalEntry): readonly ViewRow[] {
  const key = entry.seq * keysPerLine;
  switch (entry.kind) {
    case 'gap':
      return [{ kind: 'gap', key, gap: entry }];
    case 'line':
      return [{ kind: 'line', key, line: entry }];
    case 'bytes':
      return bytesRows(entry, key);
    default:
      return [{ kind: 'event', key, line: entry }];
  }
}

function bytesRows({ wallMs, direction, bytes: encoded }: BytesLine, key: number): BytesRow[] {
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return hexRows(bytes).map((row, index) => ({ kind: 'hex', key: key + index, wallMs, direction, ...row }));
}
