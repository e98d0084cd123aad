import type { JournalLine } from '../../../../shared/contract/journalLine.ts';
import type { JournalRow } from '../../../../shared/contract/journalRow.ts';
import { type ByteLine, emptySplitter, type SplitterState, splitBytes, takePending } from './byteSplitter.ts';
import { lineText, withoutAnsi } from './lineText.ts';
import { parseLogLine } from './logLine.ts';
import { rowLine } from './rowLine.ts';

/** A line before it has its place in a list. */
export type MadeLine = Omit<JournalLine, 'index' | 'number' | 'bytes'> & {
  /** Of a `log` line. */
  readonly raw?: Uint8Array;
};

type Direction = 'tx' | 'rx';

/**
 * What is known of a port between two rows. `new`: nobody has said a word on it since it was opened, so its lines wait for the next
 * row: an AT channel writes the line that it understood right behind the bytes. `at`: such a channel speaks here and its rows are
 * the lines. `log`: nobody does, and the bytes are.
 */
interface PortState {
  mode: 'new' | 'at' | 'log';
  readonly rx: SplitterState;
  readonly tx: SplitterState;
  held: MadeLine[];
}

/** Rows in, lines out, in order. Bytes of a port from its opening on are cut exactly once, wherever the rows are cut. */
export interface LineMaker {
  take(row: JournalRow): MadeLine[];
  /** Lines that have begun, or wait for the next row of their port, as they would stand now; newest last. */
  open(): MadeLine[];
  /** All that is needed to go on from here; a maker made of it gives the same lines. */
  carry(): string;
}

export function createLineMaker(carry = '[]'): LineMaker {
  const ports = new Map(readCarry(carry));
  /** Row that `part` counts in. */
  let seq = 0;
  let part = 0;
  let lastOpenSeq = 0;

  const stateOf = (portId: string): PortState => {
    const known = ports.get(portId);
    if (known !== undefined) return known;
    const made: PortState = { mode: 'new', rx: emptySplitter(), tx: emptySplitter(), held: [] };
    ports.set(portId, made);
    return made;
  };

  const nextPart = (row: JournalRow): number => {
    if (row.seq !== seq) {
      seq = row.seq;
      part = 0;
    }
    part += 1;
    return part - 1;
  };

  const bytesTaken = (row: Extract<JournalRow, { kind: 'serialBytes' }>): MadeLine[] => {
    const state = stateOf(row.portId ?? '');
    if (state.mode === 'at') return [];
    const bytes = Buffer.from(row.bytes, 'base64');
    const made = splitBytes(state[row.direction], bytes, row).map((line) =>
      logLine(row, row.direction, line, nextPart(row)),
    );
    if (state.mode === 'log') return made;
    if (state.held.length > 0) {
      state.mode = 'log';
      return [...state.held.splice(0), ...made];
    }
    state.held = made;
    return [];
  };

  /** The end of what was said on a port: what was held is a log after all, what has begun ends here. */
  const closed = (row: JournalRow): MadeLine[] => {
    const state = ports.get(row.portId ?? '');
    if (state === undefined) return [];
    ports.delete(row.portId ?? '');
    const lines = state.held;
    for (const direction of ['tx', 'rx'] as const) {
      const rest = state.mode === 'at' ? null : takePending(state[direction]);
      if (rest === null) continue;
      lines.push({ ...logLine(row, direction, rest, nextPart(row)), unfinished: 'closed' });
    }
    return lines;
  };

  const take = (row: JournalRow): MadeLine[] => {
    lastOpenSeq = row.seq;
    if (row.kind === 'serialBytes') return bytesTaken(row);
    if (row.kind === 'atLine') {
      ports.set(row.portId ?? '', { mode: 'at', rx: emptySplitter(), tx: emptySplitter(), held: [] });
      return [atLine(row, nextPart(row))];
    }
    const ended = row.kind === 'portEvent' && endings.has(row.event) ? closed(row) : [];
    const place = placeOf(row, nextPart(row));
    return [...ended, { ...place, ...rowLine(row), row }];
  };

  const open = (): MadeLine[] => {
    const lines: MadeLine[] = [];
    for (const [portId, state] of ports) {
      lines.push(...state.held);
      for (const direction of ['tx', 'rx'] as const) {
        const { pending, begun } = state[direction];
        if (state.mode === 'at' || begun === null) continue;
        const line: ByteLine = { bytes: pending, begun, capped: false };
        const made = logLine({ portId, seq: Math.max(1, lastOpenSeq) }, direction, line, lines.length);
        lines.push({ ...made, unfinished: 'open' });
      }
    }
    return lines.sort((left, right) => left.monoMs - right.monoMs);
  };

  return { take, open, carry: () => writeCarry(ports) };
}

const endings: ReadonlySet<string> = new Set(['opened', 'closed', 'vanished', 'leaseReleased']);

type Origin = Pick<JournalRow, 'seq' | 'portId' | 'jobId'>;

function placeOf(row: JournalRow, part: number) {
  const { seq, wallMs, monoMs } = row;
  return { seq, part, wallMs, monoMs, ...originOf(row) };
}

function originOf({ portId, jobId }: Origin) {
  return { ...(portId === undefined ? {} : { portId }), ...(jobId === undefined ? {} : { jobId }) };
}

function logLine(row: Origin, direction: Direction, line: ByteLine, part: number): MadeLine {
  const text = lineText(line.bytes);
  const { wallMs, monoMs } = line.begun;
  return {
    ...{ seq: row.seq, part, wallMs, monoMs, ...originOf(row), source: 'log', direction, text },
    ...parseLogLine(withoutAnsi(text)),
    ...(line.capped ? { unfinished: 'capped' } : {}),
    raw: line.bytes,
  };
}

function atLine(row: Extract<JournalRow, { kind: 'atLine' }>, part: number): MadeLine {
  const { direction, text } = row;
  return { ...placeOf(row, part), source: 'at', direction, text, ...parseLogLine(text) };
}

interface StoredSplitter {
  readonly pending: string;
  readonly begun: SplitterState['begun'];
}

type StoredLine = Omit<MadeLine, 'raw'> & { readonly raw: string };

function storedLine({ raw, ...line }: MadeLine): StoredLine {
  return { ...line, raw: Buffer.from(raw ?? []).toString('base64') };
}

type StoredPort = [
  string,
  { mode: PortState['mode']; rx: StoredSplitter; tx: StoredSplitter; held: StoredLine[] },
];

function writeCarry(ports: ReadonlyMap<string, PortState>): string {
  const stored = (state: SplitterState): StoredSplitter => ({
    pending: Buffer.from(state.pending).toString('base64'),
    begun: state.begun === null ? null : { wallMs: state.begun.wallMs, monoMs: state.begun.monoMs },
  });
  const all: StoredPort[] = [...ports].map(([portId, { mode, rx, tx, held }]) => [
    portId,
    { mode, rx: stored(rx), tx: stored(tx), held: held.map(storedLine) },
  ]);
  return JSON.stringify(all);
}

/** Only what `writeCarry` wrote into our own index is read here; the index is thrown away where it is damaged. */
function readCarry(carry: string): [string, PortState][] {
  const all: StoredPort[] = JSON.parse(carry);
  const live = ({ pending, begun }: StoredSplitter): SplitterState => ({
    pending: new Uint8Array(Buffer.from(pending, 'base64')),
    begun,
  });
  return all.map(([portId, { mode, rx, tx, held }]) => [
    portId,
    {
      ...{ mode, rx: live(rx), tx: live(tx) },
      held: held.map(({ raw, ...line }) => ({ ...line, raw: Buffer.from(raw, 'base64') })),
    },
  ]);
}
