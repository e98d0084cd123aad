import type { OtaDecision } from '../../../../shared/contract/otaDecision.ts';
import type { OtaRules } from '../../../../shared/contract/otaLedger.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Blobs } from '../campaigns/blobs.ts';
import { errorBody } from '../dialects/openluat/errorBody.ts';
import { readUpdate } from '../dialects/openluat/readUpdate.ts';
import { readTurnkey } from '../dialects/turnkey/readTurnkey.ts';
import type { HttpRequest } from '../http/request.ts';
import { createRequestParser } from '../http/requestParser.ts';
import type { Decider } from './decisions.ts';

export interface DryRun {
  readonly decision: OtaDecision;
  readonly status: number;
  /** The refusal as it would be sent, else empty. */
  readonly body: string;
  readonly sizeBytes: number;
}

export interface DryRunParts {
  readonly judge: Decider['judge'];
  readonly rules: () => OtaRules;
  readonly blobs: Pick<Blobs, 'find'>;
}

/**
 * What the server would answer to a URL, or to a request as a log or the journal shows it, `\xNN` included. Throws AppError
 * server.notUnderstood {reason}: `http` when it is neither, `route` when nobody here answers such a path with a decision.
 */
export function dryRun(text: string, { judge, rules, blobs }: DryRunParts): DryRun {
  const http = readText(text);
  if (http === null) throw new AppError('server.notUnderstood', { reason: 'http' });
  const update = readTurnkey(http)?.request ?? readUpdate(http)?.request;
  if (update === undefined) throw new AppError('server.notUnderstood', { reason: 'route' });
  const decision = judge(update);
  if (decision.cause !== 0) {
    const { codeTable, refusalStatus } = rules();
    const body = Buffer.from(errorBody(decision.cause, codeTable)).toString('latin1');
    return { decision, status: refusalStatus, body, sizeBytes: 0 };
  }
  const sizeBytes = blobs.find(decision.packageSha256 ?? '')?.bytes.length ?? 0;
  const ranged = http.headers.some(({ name }) => name === 'range');
  return { decision, status: ranged ? 206 : 200, body: '', sizeBytes };
}

/** By the parser that reads modules, so that a dry run understands neither more nor less than the server. */
function readText(text: string): HttpRequest | null {
  const [first = ''] = text.trim().split(/\r?\n/, 1);
  const head = /HTTP\/\d\.\d\s*$/i.test(first)
    ? text.trim()
    : `GET ${first.replace(/^(?:GET|POST)\s+/i, '')} HTTP/1.1`;
  const parser = createRequestParser({ headBytes: 16_384 + 64, headerCount: 100, bodyBytes: 0 });
  const step = parser.push(Buffer.concat([unescapeBytes(head), Buffer.from('\r\n\r\n')]));
  return step.kind === 'request' ? step.request : null;
}

function unescapeBytes(text: string): Buffer {
  const parts = text.split(/(\\x[0-9a-f]{2})/i);
  const bytes = parts.map((part) =>
    /^\\x[0-9a-f]{2}$/i.test(part)
      ? Buffer.of(Number.parseInt(part.slice(2), 16))
      : Buffer.from(part, 'utf8'),
  );
  return Buffer.concat(bytes);
}
