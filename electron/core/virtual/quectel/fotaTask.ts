import type { NvStore } from '../flash/nvStore.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { endCodes } from './codes.ts';
import type { FtpUrl } from './ftp.ts';
import type { QuectelKnobs } from './knobs.ts';
import type { QuectelSettings } from './settings.ts';
import { fetchOverFtp, fetchOverHttp, takeOverSerial, type WayContext } from './ways.ts';

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

/** Brings a package into the flash, says how that goes, and lets the boot loader do the rest (at-commands 3). */
export function createFotaTask(
  parts: Parts<QuectelKnobs>,
  board: Board,
  settings: NvStore<QuectelSettings>,
  say: (what: string, value?: number) => void,
): FotaTask {
  const { knobs, timers } = parts;
  let running = false;
  let cancel = (): void => {};

  const keep = (bytes: Uint8Array, { source, mode }: FotaRequest): void => {
    running = false;
    parts.flash.pending = { bytes, way: source.way, tries: 0 };
    if (mode === 1) board.resetSoon();
  };
  const contextOf = (request: FotaRequest): WayContext => ({
    parts,
    settings,
    say,
    onPercent: createProgress(parts, board, request.source, say),
    onEnded(what, code) {
      running = false;
      say(what, code);
    },
    onPackage(what, bytes) {
      say(what, endCodes.ok);
      keep(bytes, request);
    },
  });
  const begin = (request: FotaRequest): void => {
    const { source, timeoutMs } = request;
    const context = contextOf(request);
    if (source.way === 'http') cancel = fetchOverHttp(context, source.url, timeoutMs);
    else if (source.way === 'ftp') cancel = fetchOverFtp(context, source.url, timeoutMs);
    else if (source.way === 'stream') cancel = takeOverSerial(context, source.sizeBytes);
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

/** Every ten per cent where the module says so, and the moment of a power cut. */
function createProgress(
  { knobs }: Parts<QuectelKnobs>,
  board: Board,
  source: FotaSource,
  say: (what: string, value: number) => void,
): (percent: number) => void {
  let next = 10;
  return (percent) => {
    for (; next <= percent; next += 10)
      if (knobs.get().downloadProgress && source.way === 'http') say('DOWNLOADING', next);
    if (takePowerCut(knobs, 'download', percent)) board.losePower();
  };
}
