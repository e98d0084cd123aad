import { createHash } from 'node:crypto';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { OtaExchange } from '../../../../shared/contract/otaClient.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { printable } from '../http/printable.ts';
import { type AnswerHead, findHeadEnd, readAnswerHead } from './answerHead.ts';
import type { ServerAddress } from './serverAddress.ts';

export interface RawRequest {
  readonly address: ServerAddress;
  readonly bytes: Uint8Array;
  readonly timeoutMs: number;
  readonly keepBytes: number;
  readonly signal: AbortSignal;
}

export interface RawParts {
  readonly clock: Clock;
  /** Opens the connection; tests bring their own. */
  readonly connect?: (address: ServerAddress) => Socket;
}

/** More than any package: a server that never ends is cut here. */
const maxBodyBytes = 512 * 1024 * 1024;
const maxHeadBytes = 65_536;

/**
 * Writes exactly these bytes and listens until the answer is complete, the other side closes, or time is up. The answer is kept
 * as it came; nothing is followed, decoded or retried. Throws AppError otaClient.connectFailed {host, port, reason} and
 * rpc.cancelled.
 */
export function sendRaw(request: RawRequest, { clock, connect = open }: RawParts): Promise<OtaExchange> {
  const { address, bytes, timeoutMs, keepBytes, signal } = request;
  if (signal.aborted) return Promise.reject(new AppError('rpc.cancelled'));
  return new Promise((resolve, reject) => {
    const beganMs = clock.monoMs();
    const socket = connect(address);
    const body = createBody(keepBytes);
    let pending: Buffer = Buffer.alloc(0);
    let head: AnswerHead | undefined;
    let firstByteMs: number | null = null;
    let connected = false;
    let settled = false;
    const stopTimer = clock.after(timeoutMs, () => (connected ? end('timeout') : refuse('timeout')));

    function settle(): boolean {
      if (settled) return false;
      settled = true;
      stopTimer();
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      return true;
    }
    function cancel(): void {
      if (settle()) reject(new AppError('rpc.cancelled'));
    }
    function refuse(reason: string): void {
      const { hostName: host, port } = address;
      if (settle())
        reject(new AppError('otaClient.connectFailed', { host, port, reason }, { retry: 'later' }));
    }
    function end(ending: OtaExchange['ending']): void {
      if (!settle()) return;
      // Bytes without a head are shown as they are: some devices answer with something else than HTTP.
      if (head === undefined) body.take(pending);
      resolve({
        connectedTo: { host: address.hostName, port: address.port, tls: address.tls },
        request: { text: printable(bytes), sizeBytes: bytes.length },
        answer: head === undefined ? null : shownHead(head),
        body: body.shown(),
        ...{ ending, firstByteMs, durationMs: clock.monoMs() - beganMs },
      });
    }
    function take(data: Buffer): void {
      firstByteMs ??= clock.monoMs() - beganMs;
      if (head === undefined) {
        pending = Buffer.concat([pending, data]);
        const at = findHeadEnd(pending);
        if (at === undefined) {
          if (pending.length > maxHeadBytes) end('tooLarge');
          return;
        }
        head = readAnswerHead(pending.subarray(0, at));
        data = pending.subarray(at);
      }
      const expected = head.bodyBytes;
      body.take(expected === undefined ? data : data.subarray(0, Math.max(0, expected - body.sizeBytes())));
      if (expected !== undefined && body.sizeBytes() >= expected) end('complete');
      else if (head.chunked && body.endsWith('0\r\n\r\n')) end('complete');
      else if (body.sizeBytes() > maxBodyBytes) end('tooLarge');
    }

    signal.addEventListener('abort', cancel, { once: true });
    socket.once(address.tls ? 'secureConnect' : 'connect', () => {
      connected = true;
      socket.write(bytes);
    });
    socket.on('data', take);
    socket.on('error', (error) => (connected ? end('reset') : refuse(reasonOf(error))));
    socket.once('close', () => {
      const complete = head !== undefined && head.bodyBytes === undefined && !head.chunked;
      end(complete ? 'complete' : 'closedEarly');
    });
  });
}

function open({ hostName: host, port, tls }: ServerAddress): Socket {
  if (!tls) return connectPlain({ host, port });
  // A certificate is not this tool's question: modules that take https at all mostly do not check it.
  return connectTls({ host, port, servername: host, rejectUnauthorized: false });
}

function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function shownHead({ status, reason, text, bytes, headers }: AnswerHead): OtaExchange['answer'] {
  return { status, reason, head: text, headBytes: bytes, headers: [...headers] };
}

function createBody(keepBytes: number) {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  const kept: Buffer[] = [];
  let [sizeBytes, keptBytes] = [0, 0];
  let tail: Buffer = Buffer.alloc(0);
  return {
    sizeBytes: () => sizeBytes,
    endsWith: (text: string) => tail.toString('latin1').endsWith(text),
    take(bytes: Buffer): void {
      if (bytes.length === 0) return;
      sha256.update(bytes);
      md5.update(bytes);
      const part = bytes.subarray(0, keepBytes - keptBytes);
      // A copy: the socket's pool would stay in memory behind a view.
      if (part.length > 0) kept.push(Buffer.from(part));
      keptBytes += part.length;
      sizeBytes += bytes.length;
      tail = Buffer.concat([tail, bytes.subarray(-8)]).subarray(-8);
    },
    shown(): OtaExchange['body'] {
      const bytes = Buffer.concat(kept);
      const text = asText(bytes);
      return {
        ...(text === undefined
          ? { kept: bytes.toString('hex'), encoding: 'hex' as const }
          : { kept: text, encoding: 'text' as const }),
        ...{ keptBytes, sizeBytes, sha256: sha256.digest('hex'), md5: md5.digest('hex') },
      };
    },
  };
}

/** Undefined when it is no text. */
function asText(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text) ? undefined : text;
}
