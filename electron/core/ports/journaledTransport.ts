import { Buffer } from 'node:buffer';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { createListeners } from './listeners.ts';
import type { SerialTransport } from './transport.ts';

/**
 * The same transport with every byte of both directions in the journal: received bytes before any listener sees them, sent
 * bytes before they are handed to the system. One row per piece, whatever the number of listeners.
 */
export function journalBytes(
  inner: SerialTransport,
  journal: JournalPort,
  context: { readonly portId: string; readonly jobId?: string },
): SerialTransport {
  const data = createListeners<[Uint8Array]>();
  const write = (direction: 'tx' | 'rx', bytes: Uint8Array): void => {
    const entry: JournalEntry = {
      kind: 'serialBytes',
      direction,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
      ...context,
    };
    journal.append(entry);
  };
  inner.onData((bytes) => {
    write('rx', bytes);
    data.emit(bytes);
  });
  const { setSignals, setBaudRate, signals } = inner;
  return {
    async write(bytes) {
      write('tx', bytes);
      await inner.write(bytes);
    },
    onData: data.add,
    onClosed: (listener) => inner.onClosed(listener),
    close: () => inner.close(),
    ...(setSignals === undefined ? {} : { setSignals: (signals) => setSignals.call(inner, signals) }),
    ...(signals === undefined ? {} : { signals: () => signals.call(inner) }),
    ...(setBaudRate === undefined ? {} : { setBaudRate: (rate) => setBaudRate.call(inner, rate) }),
  };
}
