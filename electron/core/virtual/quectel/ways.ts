import type { NvStore } from '../flash/nvStore.ts';
import { fetchFile } from '../kit/fetchFile.ts';
import type { Parts } from '../kit/parts.ts';
import { endCodes, httpEndCode } from './codes.ts';
import { type FtpUrl, fetchByFtp } from './ftp.ts';
import type { FtpFailure } from './ftpDialogue.ts';
import type { QuectelKnobs } from './knobs.ts';
import type { QuectelSettings } from './settings.ts';

/** What a way of fetching stands on, and whom it tells. */
export interface WayContext {
  readonly parts: Parts<QuectelKnobs>;
  readonly settings: NvStore<QuectelSettings>;
  say(what: string, value?: number): void;
  onPercent(percent: number): void;
  /** It ended without a package: `<what>,<code>` has to be said. */
  onEnded(what: string, code: number): void;
  /** `<what>,0` has to be said and the package kept. */
  onPackage(what: string, bytes: Uint8Array): void;
}

const ftpCodes: Readonly<Record<FtpFailure, number>> = {
  login: endCodes.ftpLogin,
  file: endCodes.ftpFile,
  timeout: endCodes.ftpTimeout,
  other: endCodes.ftpUnknown,
};

/** HTTPSTART to HTTPEND. Returns cancel. */
export function fetchOverHttp(context: WayContext, url: string, timeoutMs: number): () => void {
  const { parts } = context;
  context.say('HTTPSTART');
  const code = earlyEnd(context, parts.knobs.get().httpEndCode);
  if (code !== 0) return endSoon(context, 'HTTPEND', code);
  return fetchFile(
    parts,
    { url, timeoutMs },
    {
      onPercent: context.onPercent,
      onDone: (bytes) => context.onPackage('HTTPEND', bytes),
      onFailed: (failure) => context.onEnded('HTTPEND', httpEndCode(failure, parts.knobs.get())),
    },
  );
}

/** FTPSTART to FTPEND. Returns cancel. @param url null for one that cannot be asked */
export function fetchOverFtp(context: WayContext, url: FtpUrl | null, timeoutMs: number): () => void {
  const { parts } = context;
  context.say('FTPSTART');
  const unreachable = url === null || !parts.radio.attached();
  const code = earlyEnd(context, parts.knobs.get().ftpEndCode) || (unreachable ? endCodes.ftpUnknown : 0);
  if (code !== 0 || url === null) return endSoon(context, 'FTPEND', code);
  return fetchByFtp(
    { url, connect: parts.connect, timers: parts.realTimers, timeoutMs },
    {
      onDone: (bytes) => context.onPackage('FTPEND', bytes),
      onFailed: (failure) => context.onEnded('FTPEND', ftpCodes[failure]),
    },
  );
}

/** FILESTART to FILEEND: so many bytes over the port. */
export function takeOverSerial(context: WayContext, sizeBytes: number): () => void {
  const { knobs, raw, counters } = context.parts;
  // Before the line is out: a host in the same process writes while it is on its way.
  raw.expect({
    sizeBytes,
    idleMs: knobs.get().streamIdleMs,
    onProgress: (received) => context.onPercent(Math.floor((100 * received) / sizeBytes)),
    onDone(bytes) {
      counters.serialPackageBytes += bytes.length;
      context.onPackage('FILEEND', bytes);
    },
    onIdle: () => context.onEnded('FILEEND', knobs.get().streamIdleCode),
  });
  context.say('FILESTART');
  return raw.reset;
}

/** The number that ends a download before it began: a path without its colon, or what a knob wants; 0 for none. */
function earlyEnd({ settings }: WayContext, forced: number): number {
  return settings.get('fotaPath').endsWith(':') ? forced : endCodes.pathWrong;
}

function endSoon({ parts, onEnded }: WayContext, what: string, code: number): () => void {
  return parts.timers.after(parts.knobs.get().contactMs, () => onEnded(what, code));
}
