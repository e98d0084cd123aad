import type { NvStore } from '../flash/nvStore.ts';
import { fetchFile } from '../kit/fetchFile.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { endCodes, httpEndCode } from './codes.ts';
import { type FtpFailure, type FtpUrl, fetchByFtp } from './ftp.ts';
import type { QuectelKnobs } from './knobs.ts';
import type { QuectelSettings } from './settings.ts';

/** Where a package comes from. */
export type FotaSource =
  | { readonly way: 'http'; readonly url: string }
  | { readonly way: 'ftp'; readonly url: FtpUrl | null }
  | { readonly way: 'file'; readonly bytes: Uint8Array }
  | { readonly way: 'stream'; readonly sizeBytes: number };

export interface FotaRequest {
  readonly source: FotaSource;
  /** 0: the host resets, 1: the module does. */
  readonly mode: number;
  readonly timeoutMs: number;
}

export interface FotaTask {
  isRunning(): boolean;
  start(request: FotaRequest): void;
  stop(): void;
}

const ftpCodes: Readonly<Record<FtpFailure, number>> = {
  login: endCodes.ftpLogin,
  file: endCodes.ftpFile,
  timeout: endCodes.ftpTimeout,
  other: endCodes.ftpUnknown,
};

/** Brings a package into the flash, says how that goes, and lets the boot loader do the rest (at-commands 3). */
export function createFotaTask(
  parts: Parts<QuectelKnobs>,
  board: Board,
  settings: NvStore<QuectelSettings>,
  say: (what: string, value?: number) => void,
): FotaTask {
  const { knobs, timers, raw, counters } = parts;
  let running = false;
  let cancel = (): void => {};
  let nextStep = 10;

  const end = (what: string, code: number): void => {
    running = false;
    say(what, code);
  };
  const keep = (bytes: Uint8Array, { source, mode }: FotaRequest): void => {
    running = false;
    parts.flash.pending = { bytes, way: source.way, tries: 0 };
    if (mode === 1) board.resetSoon();
  };
  const report = (percent: number): void => {
    for (; nextStep <= percent; nextStep += 10)
      if (knobs.get().downloadProgress) say('DOWNLOADING', nextStep);
    if (takePowerCut(knobs, 'download', percent)) board.losePower();
  };
  /** The number that ends a download before it began, 0 for none. */
  const early = (forced: number): number =>
    settings.get('fotaPath').endsWith(':') ? forced : endCodes.pathWrong;

  const overHttp = (request: FotaRequest, url: string): void => {
    say('HTTPSTART');
    const code = early(knobs.get().httpEndCode);
    if (code !== 0) {
      timers.after(knobs.get().contactMs, () => end('HTTPEND', code));
      return;
    }
    nextStep = 10;
    cancel = fetchFile(
      parts,
      { url, timeoutMs: request.timeoutMs },
      {
        onPercent: report,
        onDone(bytes) {
          end('HTTPEND', endCodes.ok);
          keep(bytes, request);
        },
        onFailed: (failure) => end('HTTPEND', httpEndCode(failure, knobs.get())),
      },
    );
  };
  const overFtp = (request: FotaRequest, url: FtpUrl | null): void => {
    say('FTPSTART');
    const offline = parts.radio.attached() && url !== null ? 0 : endCodes.ftpUnknown;
    const code = early(knobs.get().ftpEndCode) || offline;
    if (code !== 0 || url === null) {
      timers.after(knobs.get().contactMs, () => end('FTPEND', code));
      return;
    }
    cancel = fetchByFtp(
      { url, connect: parts.connect, timers: parts.realTimers, timeoutMs: request.timeoutMs },
      {
        onDone(bytes) {
          end('FTPEND', endCodes.ok);
          keep(bytes, request);
        },
        onFailed: (failure) => end('FTPEND', ftpCodes[failure]),
      },
    );
  };
  const overSerial = (request: FotaRequest, sizeBytes: number): void => {
    raw.expect({
      sizeBytes,
      idleMs: knobs.get().streamIdleMs,
      onProgress: (received) => report(Math.floor((100 * received) / sizeBytes)),
      onDone(bytes) {
        counters.serialPackageBytes += bytes.length;
        end('FILEEND', endCodes.ok);
        keep(bytes, request);
      },
      onIdle: () => end('FILEEND', knobs.get().streamIdleCode),
    });
    nextStep = 101;
    say('FILESTART');
  };
  const begin = (request: FotaRequest): void => {
    const { source } = request;
    if (source.way === 'http') overHttp(request, source.url);
    else if (source.way === 'ftp') overFtp(request, source.url);
    else if (source.way === 'stream') overSerial(request, source.sizeBytes);
    else keep(source.bytes, request);
  };
  return {
    isRunning: () => running,
    start(request) {
      running = true;
      timers.after(knobs.get().contactMs, () => begin(request));
    },
    stop: () => cancel(),
  };
}
