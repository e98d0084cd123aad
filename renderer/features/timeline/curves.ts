/** Throughput and signal over the axis, read out of the rows. Pure. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { TimeOf } from './bands.ts';

export interface Curves {
  /** Middle of each column, ms. */
  readonly timesMs: readonly number[];
  /** Bytes per second that the server handed out, per column. */
  readonly served: readonly number[];
  /** Bytes per second of lines and data at the ports, both directions. */
  readonly serial: readonly number[];
  /** Signal, dBm; null where nothing was said. */
  readonly signalDbm: readonly (number | null)[];
}

/** `+CSQ: 24,0`: 0 is -113 dBm or less, 31 is -51 dBm or more, 99 is unknown (3GPP TS 27.007, 8.5). */
const csq = /^\+CSQ: ?(\d+)/;
/** What logs say of an LTE cell; RSRP is dBm already. */
const rsrp = /\brsrp[ :=]+(-\d{2,3})\b/i;

export function signalOf(text: string): number | null {
  const level = csq.exec(text)?.[1];
  if (level !== undefined) return Number(level) <= 31 ? 2 * Number(level) - 113 : null;
  const power = rsrp.exec(text)?.[1];
  return power === undefined ? null : Number(power);
}

export function curvesOf(
  rows: readonly JournalRow[],
  timeOf: TimeOf,
  span: { readonly fromMs: number; readonly toMs: number },
  columns: number,
): Curves {
  const stepMs = Math.max(1, span.toMs - span.fromMs) / columns;
  const served = new Array<number>(columns).fill(0);
  const serial = new Array<number>(columns).fill(0);
  const signalDbm = new Array<number | null>(columns).fill(null);
  const columnOf = (ms: number) =>
    Math.min(columns - 1, Math.max(0, Math.floor((ms - span.fromMs) / stepMs)));
  const add = (to: number[], ms: number, bytes: number) => {
    const column = columnOf(ms);
    to[column] = (to[column] ?? 0) + bytes;
  };
  let streamed = 0;
  for (const row of rows) {
    const ms = timeOf(row);
    if (row.kind === 'httpResponse') spread(row.sentBytes, ms - row.durationMs, ms);
    if (row.kind === 'atLine') {
      add(serial, ms, row.text.length + 2);
      signalDbm[columnOf(ms)] = signalOf(row.text) ?? signalDbm[columnOf(ms)] ?? null;
    }
    if (row.kind === 'jobEvent' && row.event === 'serial.streamed') {
      const total = Number(row.params['sentBytes'] ?? 0);
      // The count begins anew with every piece of data.
      add(serial, ms, total >= streamed ? total - streamed : total);
      streamed = total;
    }
  }
  const perS = (bytes: number) => (bytes * 1000) / stepMs;
  return {
    timesMs: Array.from({ length: columns }, (_, at) => span.fromMs + (at + 0.5) * stepMs),
    served: served.map(perS),
    serial: serial.map(perS),
    signalDbm,
  };

  /** An answer's row is written at its end; its bytes went out over its whole duration. */
  function spread(bytes: number, fromMs: number, toMs: number): void {
    const first = columnOf(fromMs);
    const last = columnOf(toMs);
    for (let column = first; column <= last; column++)
      served[column] = (served[column] ?? 0) + bytes / (last - first + 1);
  }
}
