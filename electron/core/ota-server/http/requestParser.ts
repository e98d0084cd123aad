import { printable } from './printable.ts';
import type { HttpRequest, RequestRefusal } from './request.ts';
import { type RequestHead, readHead } from './requestHead.ts';

export interface ParserLimits {
  readonly headBytes: number;
  readonly headerCount: number;
  readonly bodyBytes: number;
}

export type ParseStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | ({ readonly kind: 'refused' } & RequestRefusal);

export interface RequestParser {
  /** Takes the next bytes. Once it has said something other than `more` it keeps saying that and ignores the rest. */
  push(bytes: Uint8Array): ParseStep;
  /** What has come of the head so far, for the journal. */
  headSoFar(): string;
  /** Whether the head is whole and only body bytes are missing. */
  headComplete(): boolean;
}

const LF = 0x0a;
const CR = 0x0d;
/** Room for the head of any module that is known; hundreds of connections would hold the limit for nothing. */
const usualHeadBytes = 512;
const noBytes = new Uint8Array(0);

/**
 * HTTP/1.x as devices send it. Node's own parser refuses bare LF, raw UTF-8 and blanks in the target and a missing Host
 * (platform-apis 5.4); this one does not. It is a state machine over single bytes, so the result cannot depend on how the
 * network cut the stream.
 */
export function createRequestParser(limits: ParserLimits): RequestParser {
  // Out of a pool, and never read beyond what came: memory of its own would be asked of the system for each connection.
  let headBuffer: Uint8Array = Buffer.allocUnsafe(Math.min(usualHeadBytes, limits.headBytes));
  let headLength = 0;
  let lineStart = 0;
  let sawRequestLine = false;
  let head: RequestHead | undefined;
  let body: Uint8Array = noBytes;
  let bodyLength = 0;
  let outcome: ParseStep = { kind: 'more' };

  function takeHeadByte(byte: number): void {
    if (headLength === limits.headBytes) {
      outcome = { kind: 'refused', status: 431, decision: 'decision.headTooLarge' };
      return;
    }
    if (headLength === headBuffer.length) headBuffer = enlarged(headBuffer, limits.headBytes);
    headBuffer[headLength++] = byte;
    if (headLength === 2 && isTlsRecord(headBuffer)) {
      outcome = { kind: 'refused', status: 400, decision: 'decision.tlsOnPlainPort' };
    } else if (byte === LF) endLine();
  }

  function endLine(): void {
    const length = headLength - 1 - lineStart;
    const blank = length === 0 || (length === 1 && headBuffer[lineStart] === CR);
    lineStart = headLength;
    // Blank lines before the request line are the end of somebody's earlier body.
    if (!blank) sawRequestLine = true;
    else if (sawRequestLine) endHead();
  }

  function endHead(): void {
    const read = readHead(headBuffer.subarray(0, headLength), limits.headerCount);
    if (read.kind === 'refused') outcome = read;
    else if (read.head.contentLength > limits.bodyBytes) {
      outcome = { kind: 'refused', status: 413, decision: 'decision.bodyTooLarge' };
    } else {
      head = read.head;
      if (read.head.contentLength > 0) body = new Uint8Array(read.head.contentLength);
      takeBody(read.head, noBytes);
    }
  }

  function takeBody({ contentLength, ...rest }: RequestHead, bytes: Uint8Array): void {
    const part = bytes.subarray(0, contentLength - bodyLength);
    body.set(part, bodyLength);
    bodyLength += part.length;
    if (bodyLength === contentLength) outcome = { kind: 'request', request: { ...rest, body } };
  }

  function push(bytes: Uint8Array): ParseStep {
    for (let at = 0; at < bytes.length && outcome.kind === 'more'; at++) {
      if (head !== undefined) {
        takeBody(head, bytes.subarray(at));
        break;
      }
      takeHeadByte(bytes[at] ?? 0);
    }
    return outcome;
  }

  return {
    push,
    headSoFar: () => printable(headBuffer.subarray(0, headLength)),
    headComplete: () => head !== undefined,
  };
}

function enlarged(bytes: Uint8Array, limitBytes: number): Uint8Array {
  const larger = new Uint8Array(Math.min(limitBytes, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

/** A TLS handshake record: the device was given an https address. */
function isTlsRecord(bytes: Uint8Array): boolean {
  return bytes[0] === 0x16 && bytes[1] === 0x03;
}
