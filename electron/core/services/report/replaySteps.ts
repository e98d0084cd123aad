/** Rows of a recording as steps of a virtual module. */
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { ReplayStep } from '../../virtual/replay/steps.ts';

/** Pieces that came as one and were cut by a driver of the system. */
const togetherMs = 3;

/** @param portId whose bytes are played; requests to the server have no port and belong to it */
export function replaySteps(rows: readonly JournalRow[], portId: string): ReplayStep[] {
  const steps: ReplayStep[] = [];
  const hungUp = hangUps(rows);
  let lastMs: number | null = null;
  let typed = '';
  const after = (row: JournalRow): number => {
    const afterMs = Math.max(0, row.monoMs - (lastMs ?? row.monoMs));
    lastMs = row.monoMs;
    return afterMs;
  };
  for (const row of rows) {
    if (row.kind === 'httpRequest') {
      const { exchangeId: id, method, target, head } = row;
      steps.push({ ...{ kind: 'asks', afterMs: after(row), id, method, target, head }, ...hungUp.get(id) });
    } else if (row.kind === 'httpResponse') {
      after(row);
      steps.push({ kind: 'answered', id: row.exchangeId });
    } else if (row.portId !== portId) continue;
    else if (row.kind === 'portEvent' && (row.event === 'vanished' || row.event === 'returned')) {
      steps.push({ kind: 'port', afterMs: after(row), present: row.event === 'returned' });
    } else if (row.kind === 'serialBytes') {
      const bytes = Buffer.from(row.bytes, 'base64');
      const afterMs = after(row);
      if (row.direction === 'rx') speak(steps, bytes, afterMs);
      else typed = type(steps, typed, bytes);
    }
  }
  return steps;
}

function speak(steps: ReplayStep[], bytes: Buffer, afterMs: number): void {
  const last = steps.at(-1);
  if (last?.kind === 'says' && afterMs <= togetherMs) {
    steps[steps.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, bytes]) };
  } else steps.push({ kind: 'says', afterMs, bytes });
}

/** Lines of the host, or so many bytes where they are none; what has no end yet is handed back. */
function type(steps: ReplayStep[], before: string, bytes: Buffer): string {
  if (isBinary(bytes)) {
    const last = steps.at(-1);
    const count = bytes.length + before.length;
    if (last?.kind === 'hearsBytes') steps[steps.length - 1] = { ...last, count: last.count + count };
    else steps.push({ kind: 'hearsBytes', count });
    return '';
  }
  const lines = (before + bytes.toString('latin1')).split(/[\r\n]+/);
  const rest = lines.pop() ?? '';
  for (const line of lines) if (line.trim() !== '') steps.push({ kind: 'hears', line });
  return rest;
}

function isBinary(bytes: Buffer): boolean {
  let odd = 0;
  for (const byte of bytes) if (byte < 0x08 || (byte > 0x0d && byte < 0x1a) || byte > 0x7e) odd += 1;
  return odd * 8 > bytes.length;
}

/** Where a module hung up: the answer was not complete, and so many bytes had reached it. */
function hangUps(rows: readonly JournalRow[]): Map<string, { hangUpAfter: number }> {
  return new Map(
    rows.flatMap((row): [string, { hangUpAfter: number }][] =>
      row.kind === 'httpResponse' && !row.complete && row.sentBytes < row.bodyBytes
        ? [[row.exchangeId, { hangUpAfter: row.sentBytes }]]
        : [],
    ),
  );
}
