import { randomBytes } from 'node:crypto';
import type { Answer } from '../../answer.ts';
import type { DecisionKey } from '../../decisions.ts';
import type { OnenetRange } from '../../onenet/onenetRange.ts';
import type { OnenetRefusal } from '../../onenet/taskState.ts';
import type { LivePublication } from '../../publications.ts';
import type { OnenetFamily } from './route.ts';

interface Wording {
  /** `errno` of the old interface (platform-apis 2.2). */
  readonly errno: number;
  /** `code` of fuse-ota; only 0, 20, 12012 and 12013 were ever seen, the others repeat the errno (unknown). */
  readonly code: number;
  readonly text: string;
  /** The one digit in place of a file on the old interface. */
  readonly digit: number;
  /** `Ota-Errno` in place of a file on fuse-ota. */
  readonly otaErrno: number;
  readonly decision: DecisionKey;
}

const wordings: Readonly<Record<OnenetRefusal, Wording>> = {
  auth: word(1, 'auth failed', 3, 6, 'decision.onenetToken'),
  badCode: word(2, 'type or code error', 5, 4, 'decision.onenetParameter'),
  badResult: word(24, 'bad result', 5, 4, 'decision.onenetParameter'),
  badParameter: word(2, 'parameter error', 5, 4, 'decision.onenetParameter'),
  notFound: { ...word(4, 'not exist', 3, 2, 'decision.onenetNoTask'), code: 12012 },
  noTask: { ...word(4, 'not exist', 1, 2, 'decision.onenetNoTask'), code: 12012 },
  alreadyThere: { ...word(20, 'task succ', 1, 5, 'decision.onenetThere'), code: 12013 },
  tokenExpired: word(12, 'token expired', 3, 5, 'decision.onenetExpired'),
  invalidState: word(17, 'invalid state', 3, 5, 'decision.onenetState'),
  finished: word(20, 'task finish', 3, 5, 'decision.onenetFinished'),
  cancelled: word(22, 'task cancelled', 3, 5, 'decision.onenetCancelled'),
  internal: word(7, 'internal error', 4, 3, 'decision.onenetInternal'),
};

/** Compact JSON: clients search for `"errno":0` and `"tid":` without blanks. */
export function succeeded(family: OnenetFamily, data?: Readonly<Record<string, unknown>>): Answer {
  const more = data === undefined ? {} : { data };
  const body =
    family === 'fuse'
      ? { code: 0, msg: 'succ', ...more, request_id: requestId() }
      : { errno: 0, error: 'succ', ...more };
  return json(200, body, 'decision.onenetOk');
}

export function refused(family: OnenetFamily, refusal: OnenetRefusal, status = 200): Answer {
  const { errno, code, text, decision } = wordings[refusal];
  const body = family === 'fuse' ? { code, msg: text, request_id: requestId() } : { errno, error: text };
  return json(status, body, decision);
}

/**
 * A refused download. The old interface sends one digit without Content-Length; fuse-ota says it in a header and sends nothing,
 * so that no byte can be taken for firmware (what the platform's body holds is not known).
 */
export function refusedDownload(family: OnenetFamily, refusal: OnenetRefusal): Answer {
  const { digit, otaErrno, decision } = wordings[refusal];
  const old = family === 'old';
  const bytes = Buffer.from(old ? String(digit) : '', 'latin1');
  return {
    head: {
      status: 200,
      contentType: fileType(family),
      contentLength: bytes.length,
      ...(old ? { untilClose: true } : {}),
      ...errnoHeader(family, otaErrno),
    },
    body: { kind: 'bytes', bytes },
    decision,
  };
}

/** The file or the part of it that was asked for. */
export function file(
  family: OnenetFamily,
  publication: LivePublication,
  range: OnenetRange,
  sizeBytes: number,
): Answer {
  const start = range?.start ?? 0;
  const end = range === null ? sizeBytes : range.last + 1;
  const name = publication.fileName.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64);
  const otaErrno = errnoHeader(family, 0).extra ?? [];
  return {
    head: {
      status: range === null ? 200 : 206,
      contentType: fileType(family),
      contentLength: end - start,
      ...(range === null ? {} : { contentRange: `bytes ${start}-${end - 1}/${sizeBytes}` }),
      extra: [['Content-Disposition', `attachment;filename=${name}`], ...otaErrno],
    },
    body: { kind: 'file', start, end },
    decision: range === null ? 'decision.wholeFile' : 'decision.range',
    publication,
  };
}

function word(errno: number, text: string, digit: number, otaErrno: number, decision: DecisionKey): Wording {
  return { errno, code: errno, text, digit, otaErrno, decision };
}

function errnoHeader(family: OnenetFamily, value: number): Pick<Answer['head'], 'extra'> {
  return family === 'old' ? {} : { extra: [['Ota-Errno', String(value)]] };
}

function fileType(
  family: OnenetFamily,
): 'application/octet-stream' | 'application/octet-stream;charset=UTF-8' {
  return family === 'fuse' ? 'application/octet-stream;charset=UTF-8' : 'application/octet-stream';
}

function json(status: number, body: object, decision: DecisionKey): Answer {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  return {
    head: { status, contentType: 'application/json', contentLength: bytes.length },
    body: { kind: 'bytes', bytes },
    decision,
  };
}

/** Joins a client's log with nothing; clients only look that it is there. */
function requestId(): string {
  return randomBytes(16).toString('hex');
}
