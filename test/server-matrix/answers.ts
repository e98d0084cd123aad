import { createHash } from 'node:crypto';

/**
 * Every answer of the matrix, byte for byte, written down from the reference (platform-apis 1.3, 1.4, 1.9, 2.2 to 2.5, 5) and not
 * taken from the server. `{{name}}` is a hole: what the server makes up, see `holes`.
 */

/** The firmware that is served; line feeds in it, because a loader looks for two of them (platform-apis 5.3). */
export const firmware: Buffer = Buffer.from(
  Array.from({ length: 40_000 }, (_, at) => (at < 8 ? 0x0a : (at * 31 + (at >> 8) * 7) & 0xff)),
);
export const sizeBytes = firmware.length;
export const half = sizeBytes / 2;
export const sha256: string = createHash('sha256').update(firmware).digest('hex');
export const md5: string = createHash('md5').update(firmware).digest('hex');
const text = firmware.toString('latin1');

/** What stands in a hole, and how many characters that is. */
export const holes: Readonly<Record<string, { readonly pattern: string; readonly length: number }>> = {
  file: { pattern: '[0-9a-z]{8}', length: 8 },
  link: { pattern: '[0-9a-z]{16}', length: 16 },
  token: { pattern: 'ota_[A-Za-z0-9]{20}', length: 24 },
  tid: { pattern: '[1-9]', length: 1 },
  requestId: { pattern: '[0-9a-f]{32}', length: 32 },
};

function lengthOf(body: string): number {
  return body.replace(/\{\{(\w+)\}\}/g, (_, name) => ' '.repeat(holes[name]?.length ?? 0)).length;
}

/** A head as section 1.9 shows it: canonical names, one blank, close, nothing else. */
export function head(status: string, type: string, length: number, ...more: readonly string[]): string {
  return [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${type}`,
    `Content-Length: ${length}`,
    ...more,
    'Connection: close',
    '\r\n',
  ].join('\r\n');
}

const octets = 'application/octet-stream';

export const wholeFile: string = head('200 OK', octets, sizeBytes) + text;

/** From there to the end. */
export function restFrom(start: number): string {
  const range = `Content-Range: bytes ${start}-${sizeBytes - 1}/${sizeBytes}`;
  return head('206 Partial Content', octets, sizeBytes - start, range) + text.slice(start);
}

/** Bytes `start` to `last` of the firmware. */
export function bytesOf(start: number, last: number): string {
  return text.slice(start, last + 1);
}

/** So many bytes of an answer that its body is half there. */
export function untilHalf(answer: string): number {
  return answer.indexOf('\r\n\r\n') + 4 + half;
}

export function json(body: string, status = '200 OK'): string {
  return head(status, 'application/json', lengthOf(body)) + body;
}

/** Bodies of the classic table as the platform escapes them; that of 27 was captured, the others are the table's names. */
const bodies = {
  3: '{"code": 3, "msg": "\\u65e0\\u6548\\u7684\\u8bbe\\u5907"}',
  17: '{"code": 17, "msg": "\\u65e0\\u6743\\u9650"}',
  21: '{"code": 21, "msg": "\\u7981\\u6b62\\u5347\\u7ea7"}',
  26: '{"code": 26, "msg": "\\u65e0\\u6548\\u7684\\u56fa\\u4ef6"}',
  27: '{"code": 27, "msg": "\\u5df2\\u662f\\u6700\\u65b0\\u7248\\u672c"}',
  40: '{"code": 40, "msg": "\\u5faa\\u73af\\u5347\\u7ea7"}',
  43: '{"code": 43, "msg": "\\u8bf7\\u7b49\\u5f85"}',
} as const;
export type Code = keyof typeof bodies;

/** The status is unknown, any 4xx is right (platform-apis 1.3); 400 is what section 6 suggests. */
export function refused(code: Code): string {
  return json(bodies[code], '400 Bad Request');
}
