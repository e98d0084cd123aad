import type { HttpUrl } from '../http/url.ts';
import { startDownload } from './download.ts';
import { resolveUrl } from './otaRequest.ts';
import { type BoardControl, type LuatParts, powerOnReasons } from './parts.ts';
import { takeBreak, takeCut, takeDownloadCut } from './powerCut.ts';
import { createProgressVoice } from './progressVoice.ts';
import { PackageRefused } from './refusal.ts';
import { type UpgradeCode, type UpgradeFailure, upgradeCodes } from './upgradeCodes.ts';

/** What `AT+UPGRADE?` reports. */
export type UpgradeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'downloading'; readonly percent: number }
  /** The three fields of state 2; code 0 is a success that the firmware still remembers. */
  | {
      readonly kind: 'ended';
      readonly code: number;
      readonly httpStatus: number;
      readonly cause: number;
    };

/** The firmware's own downloader: asks a server, fills the FOTA area, checks, resets. */
export interface UpgradeTask {
  state(): UpgradeState;
  /** Starts; a running one goes on undisturbed. */
  trigger(): void;
  /** A reset ends it without a word. */
  stop(): void;
}

export function createUpgradeTask(parts: LuatParts, board: BoardControl): UpgradeTask {
  const { knobs } = parts;
  const { storage } = parts.chip;
  const voice = createProgressVoice(parts);
  let state: UpgradeState = stateAtStart(parts);
  let cancelDownload = (): void => {};

  const fail = (failure: UpgradeFailure, refusal?: PackageRefused): void => {
    if (refusal) parts.noteRefusal(refusal);
    state = { kind: 'ended', ...failure };
    storage.lastResult = failure;
    voice.failed(failure.code);
  };
  const report = (percent: number): void => {
    state = { kind: 'downloading', percent };
    voice.percent(percent);
    if (takeDownloadCut(knobs, percent)) board.losePower();
  };
  const conclude = (httpStatus: number): void => {
    const refusal = refusalBeforeReset(parts);
    if (refusal) return void fail({ code: upgradeCodes.invalidFile, httpStatus, cause: 0 }, refusal);
    storage.updatePending = true;
    storage.lastResult = { code: 0, httpStatus, cause: 0 };
    if (takeCut(knobs, 'reset')) return void board.losePower();
    parts.timers.after(knobs.get().rebootDelayMs, () => board.reset(powerOnReasons.softReset));
  };
  const contact = (): void => {
    const target = findTarget(parts);
    if (typeof target === 'number') return void fail({ code: target, httpStatus: 0, cause: 0 });
    cancelDownload = startDownload(
      {
        url: target,
        knobs: knobs.get(),
        takeBreak: (percent) => takeBreak(knobs, percent),
        connect: parts.cloud.connect() ?? parts.connect,
        timers: parts.realTimers,
        chip: parts.chip,
      },
      {
        onRequestSent: () => {
          parts.counters.httpRequests += 1;
        },
        onBodyBytes: (count) => {
          parts.counters.httpBodyBytes += count;
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
      voice.begin();
      parts.timers.after(knobs.get().contactMs, contact);
    },
    stop() {
      cancelDownload();
      state = { kind: 'idle' };
    },
  };
}

/** Whether a restart forgets how the last download ended is not documented. */
function stateAtStart({ chip, knobs }: LuatParts): UpgradeState {
  const { lastResult } = chip.storage;
  const remembers = knobs.get().stateAfterReset === 'lastResult';
  return remembers && lastResult ? { kind: 'ended', ...lastResult } : { kind: 'idle' };
}

/** What the firmware has against the package before the reset; the boot loader looks again. */
function refusalBeforeReset({ chip, knobs }: LuatParts): PackageRefused | null {
  const { checkBeforeReset, packageCheck, wrongBase } = knobs.get();
  if (!checkBeforeReset) return null;
  try {
    chip.checkPackage(packageCheck);
    return null;
  } catch (error) {
    if (!(error instanceof PackageRefused)) throw error;
    return error.reason === 'base' && wrongBase !== 'refused' ? null : error;
  }
}

/** Whom to ask, or the code that says why nobody can be asked. */
function findTarget({ cloud, imei, knobs, network, settings, version }: LuatParts): HttpUrl | UpgradeCode {
  if (!network.isOnline()) return upgradeCodes.network;
  const text = settings.get('URL') || knobs.get().cloudUrl;
  if (!text) return cloud.isActive() ? standInUrl : upgradeCodes.connect;
  const url = resolveUrl(text, { imei, key: settings.get('KEY'), version: version() }, knobs.get());
  if (!url) return upgradeCodes.invalidUrl;
  // No TLS here: to a module that cannot agree on one, the server is one that cannot be connected.
  return url.secure && !cloud.isActive() ? upgradeCodes.connect : url;
}

/** Never asked over a network; the stand-in answers whatever it is asked. */
const standInUrl: HttpUrl = { secure: false, host: 'cloud.invalid', port: 80, target: '/' };
