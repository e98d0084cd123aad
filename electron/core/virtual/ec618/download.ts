import { type RawGetFailure, rawGet } from '../http/rawGet.ts';
import type { TcpConnect } from '../http/tcp.ts';
import { type HttpUrl, parseHttpUrl } from '../http/url.ts';
import type { TimerGroup } from '../timers.ts';
import type { FotaArea } from './fotaArea.ts';
import type { Ec618Knobs } from './knobs.ts';
import { buildRequest } from './otaRequest.ts';
import { createPackageSink, type PackageSink } from './packageSink.ts';
import type { PackageRefused } from './refusal.ts';
import { type Answer, isFile, isSuccess, refusalNumber, remember, toAnswer } from './serverAnswer.ts';
import { type UpgradeCode, type UpgradeFailure, upgradeCodes } from './upgradeCodes.ts';

export interface DownloadOptions {
  readonly url: HttpUrl;
  readonly knobs: Ec618Knobs;
  readonly connect: TcpConnect;
  /** Real time. */
  readonly timers: TimerGroup;
  readonly area: FotaArea;
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
  const { area, knobs } = options;
  let cancel = (): void => {};
  let sink: PackageSink = createPackageSink(area, knobs.acceptBarePackage);
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
    sink = createPackageSink(area, knobs.acceptBarePackage);
    received = 0;
  };
  const take = (answer: Answer, bytes: Uint8Array): void => {
    events.onBodyBytes(bytes.length);
    remember(answer, bytes);
    if (!isFile(answer)) return;
    if (knobs.flashWriteFails) {
      cancel();
      fail(upgradeCodes.writeFlash, answer);
      return;
    }
    received += bytes.length;
    sink.push(bytes);
    if (answer.totalBytes) events.onPercent(Math.floor((100 * received) / answer.totalBytes));
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
        onBody: (bytes) => (answer ? take(answer, bytes) : undefined),
        onDone: () => (answer ? conclude(answer) : undefined),
        onFailed: (failure) => stumble(url, answer, failure),
      },
    );
  };
  startOver();
  ask(options.url);
  return () => cancel();
}

/** An answer that had begun as an error stays one; everything else that breaks off is the network's fault. */
function codeOf(failure: RawGetFailure, answer: Answer | null): UpgradeCode {
  if (failure === 'connect') return upgradeCodes.connect;
  if (failure === 'bad' || (answer && !isSuccess(answer))) return upgradeCodes.response;
  return upgradeCodes.network;
}
