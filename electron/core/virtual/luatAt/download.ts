import { type RawGetFailure, rawGet } from '../http/rawGet.ts';
import type { TcpConnect } from '../http/tcp.ts';
import { type HttpUrl, parseHttpUrl } from '../http/url.ts';
import type { TimerGroup } from '../timers.ts';
import type { LuatChip, PackageSink } from './chip.ts';
import type { LuatKnobs } from './knobs.ts';
import { buildRequest } from './otaRequest.ts';
import { PackageRefused } from './refusal.ts';
import { type Answer, isFile, isSuccess, refusalNumber, remember, toAnswer } from './serverAnswer.ts';
import { type UpgradeCode, type UpgradeFailure, upgradeCodes } from './upgradeCodes.ts';

/** Around a package of AT firmware (luat-formats 4.1). */
const wrapperBytes = 10;

export interface DownloadOptions {
  readonly url: HttpUrl;
  readonly knobs: LuatKnobs;
  /** True once, when the connection shall break at this per cent. */
  readonly takeBreak: (percent: number) => boolean;
  readonly connect: TcpConnect;
  /** Real time. */
  readonly timers: TimerGroup;
  readonly chip: LuatChip;
}

export interface DownloadEvents {
  onRequestSent(): void;
  onBodyBytes(count: number): void;
  /** Whole per cent of a body whose length is known, growing. */
  onPercent(percent: number): void;
  /** The area holds a package that is not checked yet. */
  onDone(httpStatus: number): void;
  /** `refusal` says more when the package itself is the reason. */
  onFailed(failure: UpgradeFailure, refusal?: PackageRefused): void;
}

/** Downloads into the FOTA area, with resume and redirects as the knobs say. Returns cancel. */
export function startDownload(options: DownloadOptions, events: DownloadEvents): () => void {
  const { chip, knobs } = options;
  const { area } = chip.storage;
  const newSink = (): PackageSink => chip.createSink({ acceptBare: knobs.acceptBarePackage });
  let cancel = (): void => {};
  let sink = newSink();
  let received = 0;
  let resumesLeft = knobs.resumeAttempts;
  let redirectsLeft = knobs.redirects;

  const fail = (code: UpgradeCode, answer: Answer | null, refusal?: PackageRefused): void =>
    events.onFailed(
      { code, httpStatus: answer?.status ?? 0, cause: answer ? refusalNumber(answer) : 0 },
      refusal,
    );
  const startOver = (): void => {
    area.erase();
    sink = newSink();
    received = 0;
  };
  const stop = (code: UpgradeCode, answer: Answer, refusal?: PackageRefused): void => {
    cancel();
    fail(code, answer, refusal);
  };
  const take = (url: HttpUrl, answer: Answer, bytes: Uint8Array): void => {
    events.onBodyBytes(bytes.length);
    remember(answer, bytes);
    if (!isFile(answer)) return;
    const refusal = refusalByLength(answer, options);
    if (refusal) return void stop(upgradeCodes.invalidFile, answer, refusal);
    if (knobs.flashWriteFails) return void stop(upgradeCodes.writeFlash, answer);
    received += bytes.length;
    sink.push(bytes);
    if (sink.isFull() && knobs.tooLarge === 'writeError')
      return void stop(upgradeCodes.writeFlash, answer, sink.refusal() ?? undefined);
    if (!answer.totalBytes) return;
    const percent = Math.floor((100 * received) / answer.totalBytes);
    if (options.takeBreak(percent)) {
      cancel();
      stumble(url, answer, 'broken');
    } else events.onPercent(percent);
  };
  const conclude = (answer: Answer): void => {
    if (answer.location !== null && redirectsLeft > 0) {
      redirectsLeft -= 1;
      const next = parseHttpUrl(answer.location);
      if (next && !next.secure) ask(next);
      else fail(upgradeCodes.response, answer);
      return;
    }
    if (!isSuccess(answer)) {
      fail(refusalNumber(answer) > 0 ? knobs.refusalWithErrorStatus : upgradeCodes.response, answer);
      return;
    }
    if (answer.totalBytes === null && isFile(answer)) events.onPercent(100);
    const refusal = sink.refusal();
    if (refusal) fail(upgradeCodes.invalidFile, answer, refusal);
    else events.onDone(answer.status);
  };
  const stumble = (url: HttpUrl, answer: Answer | null, failure: RawGetFailure): void => {
    const code = codeOf(failure, answer);
    if (code === upgradeCodes.network && resumesLeft > 0) {
      resumesLeft -= 1;
      ask(url);
    } else fail(code, answer);
  };
  const ask = (url: HttpUrl): void => {
    let answer: Answer | null = null;
    const from = received;
    cancel = rawGet(
      {
        ...options,
        host: url.host,
        port: url.port,
        request: buildRequest(url, from, knobs),
        connectTimeoutMs: knobs.connectTimeoutMs,
        firstByteTimeoutMs: knobs.firstByteTimeoutMs,
        idleTimeoutMs: knobs.idleTimeoutMs,
        bytesPerSecond: knobs.linkBytesPerSecond,
      },
      {
        onRequestSent: events.onRequestSent,
        onHead(head, lengthBytes) {
          answer = toAnswer(head, lengthBytes, from);
          if (isSuccess(answer) && answer.startsAt === 0) startOver();
        },
        onBody: (bytes) => (answer ? take(url, answer, bytes) : undefined),
        onDone: () => (answer ? conclude(answer) : undefined),
        onFailed: (failure) => stumble(url, answer, failure),
      },
    );
  };
  startOver();
  ask(options.url);
  return () => cancel();
}

/** The knob that lets the module look at the length before it takes a byte. */
function refusalByLength({ totalBytes }: Answer, { chip, knobs }: DownloadOptions): PackageRefused | null {
  const mostBytes = chip.storage.area.capacityBytes() + wrapperBytes;
  if (knobs.tooLarge !== 'atOnce' || totalBytes === null || totalBytes <= mostBytes) return null;
  return new PackageRefused('tooLarge', `${totalBytes} bytes do not fit ${mostBytes}`);
}

/** An answer that had begun as an error stays one; everything else that breaks off is the network's fault. */
function codeOf(failure: RawGetFailure, answer: Answer | null): UpgradeCode {
  if (failure === 'connect') return upgradeCodes.connect;
  if (failure === 'bad' || (answer && !isSuccess(answer))) return upgradeCodes.response;
  return upgradeCodes.network;
}
