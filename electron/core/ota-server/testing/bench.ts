import { createHash } from 'node:crypto';
import type { JournalEntry, JournalRow } from '../../../../shared/contract/journal.ts';
import type { Publication } from '../../../../shared/contract/otaServer.ts';
import { openMemoryStore } from '../../store/openStore.ts';
import type { ExchangeEvent } from '../exchange.ts';
import { createOtaServer, type OtaServer, type OtaServerParts, type PublishOptions } from '../otaServer.ts';
import { createManualClock, type ManualClock } from './manualClock.ts';

type Ended = Extract<ExchangeEvent, { phase: 'ended' }>;
type Row<K extends JournalRow['kind']> = Extract<JournalRow, { kind: K }>;

/** A server on a real port of 127.0.0.1 with time, journal and package library in the test's hand. */
export interface Bench {
  readonly server: OtaServer;
  readonly clock: ManualClock;
  readonly events: ExchangeEvent[];
  readonly port: number;
  publish(bytes: Uint8Array, fileName?: string, options?: PublishOptions): Promise<Publication>;
  rows<K extends JournalRow['kind']>(kind: K): Row<K>[];
  /** Resolves with the first `count` ended exchanges. */
  ended(count: number): Promise<Ended[]>;
}

export async function openBench(parts: Partial<OtaServerParts> = {}): Promise<Bench> {
  const clock = createManualClock();
  const rows: JournalRow[] = [];
  const blobs = new Map<string, { bytes: Uint8Array; fileName: string }>();
  const journal = {
    append(entry: JournalEntry): JournalRow {
      const row = { ...entry, seq: rows.length + 1, wallMs: clock.wallMs(), monoMs: clock.monoMs() };
      rows.push(row);
      return row;
    },
  };
  const packages = {
    open: async (sha256: string) => blobs.get(sha256) ?? Promise.reject(new Error(`no package ${sha256}`)),
  };
  const interfaces = () => ({
    lo: [{ address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', internal: true }],
  });
  const server = createOtaServer({
    store: openMemoryStore(),
    journal,
    packages,
    clock,
    interfaces,
    ...parts,
    // Time stands still: whoever wants to see that pause asks for it.
    limits: { pauseAfterBareLfHeadMs: 0, ...parts.limits },
  });
  const events: ExchangeEvent[] = [];
  server.onExchange((event) => events.push(event));
  const status = await server.start({ host: '127.0.0.1' });
  if (status.state !== 'running') throw new Error('the server did not start');

  const endedSoFar = (): Ended[] => events.filter((event) => event.phase === 'ended');
  return {
    server,
    clock,
    events,
    port: status.port,
    async publish(bytes, fileName = 'pack.bin', options = {}) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      blobs.set(sha256, { bytes, fileName });
      return server.publish(sha256, options);
    },
    rows: <K extends JournalRow['kind']>(kind: K) => rows.filter((row): row is Row<K> => row.kind === kind),
    ended: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (endedSoFar().length < count) return;
          stop();
          resolve(endedSoFar());
        };
        const stop = server.onExchange(check);
        check();
      }),
  };
}

/** Bytes without a pattern that repeats at any power of two, the same for every call. */
export function someBytes(count: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(count);
  let state = seed;
  for (let at = 0; at < count; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
