import type { DecisionKey } from '../decisions.ts';

/** Everything a device is told before the body. */
export interface ResponseHead {
  readonly status: number;
  readonly contentType:
    | 'application/octet-stream'
    | 'application/octet-stream;charset=UTF-8'
    | 'application/json';
  /** Bytes of the body; never chunked. */
  readonly contentLength: number;
  readonly contentRange?: string;
  readonly allow?: string;
  /** The length is left out and the end of the connection is the end: OneNET's refused download (platform-apis 2.3). */
  readonly untilClose?: boolean;
  /** More lines, names as they shall be on the wire. */
  readonly extra?: readonly (readonly [name: string, value: string])[];
  /** Of a redirect; absolute. */
  readonly location?: string;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  206: 'Partial Content',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  410: 'Gone',
  411: 'Length Required',
  413: 'Content Too Large',
  416: 'Range Not Satisfiable',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** The reason phrase; some clients need one after the status (platform-apis 5.2), so there always is one. */
export function reasonOf(status: number): string {
  return reasons[status] ?? (status < 400 ? 'OK' : 'Error');
}

/**
 * The head on the wire: HTTP/1.1 to everybody, canonical names with exactly one blank (clients search for the literal
 * `Content-Length: `, platform-apis 5.1), below 512 bytes because a loader reads no more (5.3). Date, Server, Keep-Alive,
 * ETag and Accept-Ranges are left out: no module reads them and they cost header bytes.
 */
export function formatHead(head: ResponseHead): Uint8Array {
  const lines = [
    `HTTP/1.1 ${head.status} ${reasonOf(head.status)}`,
    `Content-Type: ${head.contentType}`,
    ...(head.untilClose === true ? [] : [`Content-Length: ${head.contentLength}`]),
  ];
  if (head.contentRange !== undefined) lines.push(`Content-Range: ${head.contentRange}`);
  if (head.allow !== undefined) lines.push(`Allow: ${head.allow}`);
  if (head.location !== undefined) lines.push(`Location: ${head.location}`);
  for (const [name, value] of head.extra ?? []) lines.push(`${name}: ${value}`);
  lines.push('Connection: close', '', '');
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/**
 * The body of a refusal: short, ASCII, one JSON object without a newline after it, because a client only parses a body that
 * ends in `}` (platform-apis 1.3). `decision` is the journal's key without its prefix.
 */
export function refusalBody(status: number, decision: DecisionKey): Uint8Array {
  return Buffer.from(
    JSON.stringify({ code: status, decision: decision.slice('decision.'.length) }),
    'latin1',
  );
}
