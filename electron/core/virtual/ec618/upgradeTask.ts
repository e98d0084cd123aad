import type { HttpUrl } from '../http/url.ts';
import { startDownload } from './download.ts';
import { resolveUrl } from './otaRequest.ts';
import { checkPackage } from './packageCheck.ts';
import { type BoardControl, type Ec618Parts, powerOnReasons } from './parts.ts';
import { takeDownloadCut } from './powerCut.ts';
import { PackageRefused } from './refusal.ts';
import { type UpgradeCode, type UpgradeFailure, upgradeCodes } from './upgradeCodes.ts';

/** What `AT+UPGRADE?` reports. */
export type UpgradeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'downloading'; readonly percent: number }
  | ({ readonly kind: 'failed' } & UpgradeFailure);

/** The firmware's own downloader: asks a server, fills the FOTA area, checks, resets. */
export interface UpgradeTask {
  state(): UpgradeState;
  /** Starts; a running one goes on undisturbed. */
  trigger(): void;
  /** A reset ends it without a word. */
  stop(): void;
}

export function createUpgradeTask(parts: Ec618Parts, board: BoardControl): UpgradeTask {
  const { at, knobs, storage, counters } = parts;
  let state: UpgradeState = { kind: 'idle' };
  let reported = 0;
  let cancelDownload = (): void => {};

  const fail = (failure: UpgradeFailure, refusal?: PackageRefused): void => {
    if (refusal) parts.noteRefusal(refusal);
    state = { kind: 'failed', ...failure };
    const asCme = knobs.get().failureReport === 'cmeError';
    at.urc(asCme ? `+CME ERROR: ${-failure.code}` : `+UPGRADEIND: ${failure.code}`);
  };
  const report = (percent: number): void => {
    state = { kind: 'downloading', percent };
    const step = knobs.get().progressStep;
    for (let next = reported + step; next <= percent; next += step) {
      reported = next;
      at.urc(`+UPGRADEIND: ${next}`);
    }
    if (takeDownloadCut(knobs, percent)) board.losePower();
  };
  const conclude = (httpStatus: number): void => {
    try {
      if (knobs.get().checkBeforeReset) checkPackage(storage, knobs.get().packageCheck);
    } catch (error) {
      if (!(error instanceof PackageRefused)) throw error;
      fail({ code: upgradeCodes.invalidFile, httpStatus, cause: 0 }, error);
      return;
    }
    storage.updatePending = true;
    parts.timers.after(knobs.get().rebootDelayMs, () => board.reset(powerOnReasons.softReset));
  };
  const contact = (): void => {
    const target = findTarget(parts);
    if (typeof target === 'number') {
      fail({ code: target, httpStatus: 0, cause: 0 });
      return;
    }
    cancelDownload = startDownload(
      {
        url: target,
        knobs: knobs.get(),
        connect: parts.connect,
        timers: parts.realTimers,
        area: storage.fota,
      },
      {
        onRequestSent: () => {
          counters.httpRequests += 1;
        },
        onBodyBytes: (count) => {
          counters.httpBodyBytes += count;
        },
        onPercent: report,
        onDone: conclude,
        onFailed: fail,
      },
    );
  };
  return {
    state: () => state,
    trigger() {
      if (state.kind === 'downloading') return;
      state = { kind: 'downloading', percent: 0 };
      reported = 0;
      parts.timers.after(knobs.get().contactMs, contact);
    },
    stop() {
      cancelDownload();
      state = { kind: 'idle' };
    },
  };
}

/** Whom to ask, or the code that says why nobody can be asked. */
function findTarget({ imei, knobs, network, settings, version }: Ec618Parts): HttpUrl | UpgradeCode {
  if (!network.isOnline()) return upgradeCodes.network;
  const text = settings.get('URL') || knobs.get().cloudUrl;
  if (text === null) return upgradeCodes.connect;
  const url = resolveUrl(text, { imei, key: settings.get('KEY'), version: version() }, knobs.get());
  if (!url) return upgradeCodes.invalidUrl;
  // No TLS here: to a module that cannot agree on one, the server is one that cannot be connected.
  return url.secure ? upgradeCodes.connect : url;
}
