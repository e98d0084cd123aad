/** Lines of a terminal as rows of one height: text as it is, bytes in rows of sixteen. Pure. */
import type { TerminalLine } from '../../../shared/contract/terminal.ts';
import { type HexRow, hexRows } from '../../../shared/domain/atHex.ts';
import { createKeyByteMask, maskKeys } from '../../../shared/domain/keyMask.ts';
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
const knownRevealed = new WeakMap<TerminalEntry, readonly ViewRow[]>();

/** A key that is typed letter by letter comes in as many pieces. */
const piecesBefore = 64;

export interface RowsOptions {
  readonly showEcho: boolean;
  readonly fromSeq: number;
  /** Keys in clear, because a person asked to see them. */
  readonly revealed?: boolean;
}

/**
 * Rows from `fromSeq` on; the echo repeats what was sent and is left out unless it is wanted. Keys are masked, in bytes as well,
 * and one that came in two pieces.
 */
export function toRows(
  entries: readonly TerminalEntry[],
  { showEcho, fromSeq, revealed = false }: RowsOptions,
): ViewRow[] {
  const rows: ViewRow[] = [];
  const made = revealed ? knownRevealed : known;
  const before: Readonly<Record<'tx' | 'rx', BytesLine[]>> = { tx: [], rx: [] };
  for (const entry of entries) {
    if (entry.seq < fromSeq) continue;
    if (!showEcho && entry.kind === 'line' && entry.role === 'echo') continue;
    let own = made.get(entry);
    if (own === undefined) {
      own = rowsOf(entry, revealed ? null : (part) => before[part.direction]);
      made.set(entry, own);
    }
    rows.push(...own);
    if (entry.kind !== 'bytes') continue;
    before[entry.direction].push(entry);
    if (before[entry.direction].length > piecesBefore) before[entry.direction].shift();
  }
  return rows;
}

/** What came before a piece of bytes in its direction, where keys are masked; null where they are not. */
type Before = ((piece: BytesLine) => readonly BytesLine[]) | null;

function rowsOf(entry: TerminalEntry, before: Before): readonly ViewRow[] {
  const key = entry.seq * keysPerLine;
  switch (entry.kind) {
    case 'gap':
      return [{ kind: 'gap', key, gap: entry }];
    case 'line':
      return [
        { kind: 'line', key, line: before === null ? entry : { ...entry, text: maskKeys(entry.text) } },
      ];
    case 'bytes':
      return bytesRows(entry, key, before);
    default:
      return [{ kind: 'event', key, line: entry }];
  }
}

function bytesRows(piece: BytesLine, key: number, before: Before): BytesRow[] {
  const { wallMs, direction } = piece;
  return hexRows(before === null ? decode(piece) : withoutKeys(piece, before(piece))).map((row, index) => ({
    kind: 'hex',
    key: key + index,
    wallMs,
    direction,
    ...row,
  }));
}

function decode({ bytes }: BytesLine): Uint8Array {
  return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
}

function withoutKeys(piece: BytesLine, before: readonly BytesLine[]): Uint8Array {
  const mask = createKeyByteMask();
  for (const part of before) mask(decode(part));
  return mask(decode(piece));
}
