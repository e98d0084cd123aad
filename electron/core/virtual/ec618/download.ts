import { latin1Text } from '../bytes.ts';
import type { HttpHead } from '../http/head.ts';
import { type RawGetFailure, rawGet } from '../http/rawGet.ts';
import type { TcpConnect } from '../http/tcp.ts';
import { type HttpUrl, parseHttpUrl } from '../http/url.ts';
import type { TimerGroup } from '../timers.ts';
import type { FotaArea } from './fotaArea.ts';
import type { Ec618Knobs } from './knobs.ts';
import { buildRequest } from './otaRequest.ts';
import { createPackageSink, type PackageSink } from './packageSink.ts';
import type { PackageRefused } from './refusal.ts';
import { causeOf, type UpgradeCode, type UpgradeFailure, upgradeCodes } from './upgradeCodes.ts';

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

/** Bytes of a body that are kept to look for a refusal. */
const previewBytes = 1024;

/** One answer of the server as far as it has come. */
interface Answer {
  readonly status: number;
  readonly totalBytes: number | null;
  /** Where in the file its body begins; above 0 only for the continuation that was asked for. */
  readonly startsAt: number;
  readonly location: string | null;
  preview: string;
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
      {
        code,
        httpStatus: answer?.status ?? 0,
        cause: answer?.startsAt === 0 ? causeOf(answer.preview) : 0,
      },
      refusal,
    );
  const startOver = (): void => {
    area.erase();
    sink = createPackageSink(area, knobs.acceptBarePackage);
    received = 0;
  };
  const take = (answer: Answer, bytes: Uint8Array): void => {
    events.onBodyBytes(bytes.length);
    if (answer.preview.length < previewBytes)
      answer.preview += latin1Text(bytes.subarray(0, previewBytes - answer.preview.length));
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
      next && !next.secure ? ask(next) : fail(upgradeCodes.response, answer);
      return;
    }
    if (!isSuccess(answer)) {
      const refused = causeOf(answer.preview) > 0;
      fail(refused ? knobs.refusalWithErrorStatus : upgradeCodes.response, answer);
      return;
    }
    if (answer.totalBytes === null && isFile(answer)) events.onPercent(100);
    const refusal = sink.refusal();
    if (refusal) fail(upgradeCodes.invalidFile, answer, refusal);
    else events.onDone(answer.status);
  };
  const stumble = (url: HttpUrl, answer: Answer | null, failure: RawGetFailure): void => {
    if (failure === 'connect') {
      fail(upgradeCodes.connect, null);
      return;
    }
    if (failure === 'bad') {
      fail(upgradeCodes.response, null);
      return;
    }
    if (answer && !isSuccess(answer)) {
      fail(upgradeCodes.response, answer);
      return;
    }
    if (resumesLeft === 0) {
      fail(upgradeCodes.network, answer);
      return;
    }
    resumesLeft -= 1;
    ask(url);
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

function toAnswer(head: HttpHead, lengthBytes: number | null, from: number): Answer {
  const range = head.headers.get('content-range') ?? '';
  const startsAt = head.status === 206 && range.startsWith(`bytes ${from}-`) ? from : 0;
  const isRedirect = head.status >= 300 && head.status < 400;
  return {
    status: head.status,
    totalBytes: lengthBytes === null ? null : lengthBytes + startsAt,
    startsAt,
    location: isRedirect ? (head.headers.get('location') ?? null) : null,
    preview: '',
  };
}

function isSuccess(answer: Answer): boolean {
  return answer.status === 200 || answer.status === 206;
}

/** A success whose body is a file, not a refusal in JSON. */
function isFile(answer: Answer): boolean {
  return isSuccess(answer) && (answer.startsAt > 0 || !answer.preview.startsWith('{'));
}
