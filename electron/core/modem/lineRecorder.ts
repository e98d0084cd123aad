import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { createListeners } from '../ports/listeners.ts';
import type { ParsedLine } from './atParser.ts';
import type { LineRole } from './classify.ts';

/** One line as it stands in the journal. */
export interface AtLineEvent {
  readonly direction: 'tx' | 'rx';
  readonly role: LineRole | 'command';
  readonly text: string;
  /** Sequence number of its journal row. */
  readonly seq: number;
}

/** Writes the lines of one conversation, each exactly once, and tells who listens. */
export interface LineRecorder {
  command(text: string): AtLineEvent;
  received(line: ParsedLine): AtLineEvent;
  /** Something that is no line but worth knowing; a text key below `event.` with numbers. */
  note(event: string, params: Readonly<Record<string, number>>): void;
  onLine(listener: (line: AtLineEvent) => void): () => void;
  clear(): void;
}

export function createLineRecorder(
  journal: JournalPort,
  context: { readonly portId: string; readonly jobId?: string },
): LineRecorder {
  const listeners = createListeners<[AtLineEvent]>();
  let lastSeq = 0;
  let capReported = false;

  const write = (direction: 'tx' | 'rx', role: AtLineEvent['role'], text: string): AtLineEvent => {
    const row = journal.append({ kind: 'atLine', direction, role, text, ...context });
    lastSeq = row.seq;
    const line: AtLineEvent = { direction, role, text, seq: row.seq };
    listeners.emit(line);
    return line;
  };
  const note: LineRecorder['note'] = (event, params) => {
    journal.append({ kind: 'appEvent', event, params, ...context });
  };
  /** Once per line that is longer than the cap: its rows are pieces of one line. */
  const reportCap = (line: ParsedLine): void => {
    const capped = line.unfinished === 'capped';
    if (capped && !capReported) note('serial.lineCapped', { chars: line.text.length });
    capReported = capped;
  };
  return {
    command: (text) => write('tx', 'command', text),
    received(line) {
      reportCap(line);
      // All of it was shown before as unfinished: it has its row, only the meaning is new.
      if (line.text === '') return { direction: 'rx', role: line.role, text: line.whole, seq: lastSeq };
      return write('rx', line.role, line.text);
    },
    note,
    onLine: listeners.add,
    clear: listeners.clear,
  };
}
