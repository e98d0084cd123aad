import { latin1Text } from '../bytes.ts';

export interface HttpHead {
  readonly status: number;
  /** Lower-case names; the last of a repeated header counts. */
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes up to and including the blank line. */
  readonly lengthBytes: number;
}

/** Room that the module has for a response head. */
export const largestHeadBytes = 8192;

/** @returns 'more' while the blank line is missing, 'bad' when it is no HTTP answer or too long */
export function readHead(bytes: Uint8Array): HttpHead | 'more' | 'bad' {
  const text = latin1Text(bytes.subarray(0, largestHeadBytes));
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return bytes.length >= largestHeadBytes ? 'bad' : 'more';
  const [statusLine = '', ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) return 'bad';
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { status: Number(status), headers, lengthBytes: end.index + end[0].length };
}

/** Content-Length as a number; null when it is missing or not one. Statuses without a body count as 0. */
export function bodyLength(head: HttpHead): number | null {
  if (head.status === 204 || head.status === 304) return 0;
  const text = head.headers.get('content-length');
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}
