import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SerialTransport } from '../ports/transport.ts';
import { sleep } from '../ports/wait.ts';

export interface StreamOptions {
  /** Bytes per write, default 1024: about eleven steps a second at 115,200 baud. */
  readonly chunkBytes?: number;
  /** How much the system has taken, after each piece; not what the module has read. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
  /** Pause after each piece, for modules that cannot keep up and have no flow control; default 0 ms. */
  readonly pauseMs?: number;
  /** Longest time that the system may take for one piece, default 15,000 ms. */
  readonly stallMs?: number;
}

/** What went out. */
export interface StreamReport {
  readonly sentBytes: number;
  readonly tookMs: number;
}

const defaultChunkBytes = 1024;
const defaultStallMs = 15_000;

/**
 * Writes raw bytes piece by piece, each after the system has taken the one before: a port that cannot keep up slows the writer
 * down. When it is cancelled, the piece that is under way still goes out.
 *
 * @throws AppError modem.writeStalled {sentBytes, totalBytes, stallMs}, port.closed, rpc.cancelled
 */
export async function streamBytes(
  transport: Pick<SerialTransport, 'write'>,
  bytes: Uint8Array,
  options: StreamOptions,
  clock: Clock,
): Promise<StreamReport> {
  const {
    chunkBytes = defaultChunkBytes,
    onProgress,
    signal,
    pauseMs = 0,
    stallMs = defaultStallMs,
  } = options;
  const startMs = clock.monoMs();
  const totalBytes = bytes.length;
  for (let sentBytes = 0; sentBytes < totalBytes; ) {
    if (signal?.aborted) throw new AppError('rpc.cancelled');
    const chunk = bytes.subarray(sentBytes, sentBytes + chunkBytes);
    const stalled = (): AppError =>
      new AppError('modem.writeStalled', { sentBytes, totalBytes, stallMs }, { retry: 'later' });
    await within(transport.write(chunk), stallMs, stalled, clock, signal);
    sentBytes += chunk.length;
    onProgress?.(sentBytes, totalBytes);
    if (pauseMs > 0 && sentBytes < totalBytes) await sleep(clock, pauseMs, signal);
  }
  return { sentBytes: totalBytes, tookMs: clock.monoMs() - startMs };
}

/** How long a cancelled writer still waits for the piece that is under way, so that nothing else gets in between. */
const lastPieceMs = 1000;

function within(
  written: Promise<void>,
  limitMs: number,
  stalled: () => AppError,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = clock.after(limitMs, () => reject(stalled()));
    const onAbort = (): void => {
      stop();
      stop = clock.after(lastPieceMs, () => reject(new AppError('rpc.cancelled')));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    written.then(resolve, reject).finally(() => {
      stop();
      signal?.removeEventListener('abort', onAbort);
    });
  });
}
