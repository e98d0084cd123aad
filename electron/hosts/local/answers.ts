/** How the local host answers. */
import type { ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { pageHeaders } from '../common/contentSecurityPolicy.ts';

const statusByCode: Partial<Record<ErrorCode, number>> = {
  'host.foreignOrigin': 403,
  'host.missingToken': 401,
  'file.notFound': 404,
  'package.unknown': 404,
  'file.tooLarge': 413,
  'rpc.unknownMethod': 405,
  'rpc.invalidInput': 400,
};

export function statusOf(error: AppError): number {
  return statusByCode[error.code] ?? 500;
}

/** Headers that every answer carries; nothing of this door is kept by a cache. */
export function commonHeaders(port: number): Record<string, string> {
  return {
    ...pageHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]),
    'Cache-Control': 'no-store',
  };
}

/** A refusal or failure as AppError data; the connection ends, because what else it still sends is not wanted. */
export function sendError(response: ServerResponse, thrown: unknown, port: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = AppError.from(thrown);
  send(response, statusOf(error), 'application/json; charset=utf-8', JSON.stringify(error.toData()), port, {
    Connection: 'close',
  });
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  port: number,
  more: Record<string, string> = {},
): void {
  response.writeHead(status, {
    ...commonHeaders(port),
    ...more,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
