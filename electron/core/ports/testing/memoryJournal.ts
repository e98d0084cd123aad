import type { JournalEntry, JournalKind, JournalRow } from '../../../../shared/contract/journal.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';

/** A journal that remembers, for tests. */
export interface MemoryJournal extends JournalPort {
  readonly rows: readonly JournalRow[];
  of<Kind extends JournalKind>(kind: Kind): Extract<JournalRow, { kind: Kind }>[];
}

export function createMemoryJournal(clock: Clock): MemoryJournal {
  const rows: JournalRow[] = [];
  return {
    rows,
    append(entry: JournalEntry): JournalRow {
      const row: JournalRow = {
        ...entry,
        seq: rows.length + 1,
        wallMs: clock.wallMs(),
        monoMs: clock.monoMs(),
      };
      rows.push(row);
      return row;
    },
    of<Kind extends JournalKind>(kind: Kind) {
      return rows.filter((row): row is Extract<JournalRow, { kind: Kind }> => row.kind === kind);
    },
  };
}
