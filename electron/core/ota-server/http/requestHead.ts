import { isPlain, printable } from './printable.ts';
import type { HttpHeader, HttpRequest, RequestRefusal } from './request.ts';

export type RequestHead = Omit<HttpRequest, 'body'> & { readonly contentLength: number };
export type HeadOutcome =
  | { readonly kind: 'head'; readonly head: RequestHead }
  | ({ readonly kind: 'refused' } & RequestRefusal);

const malformed: HeadOutcome = { kind: 'refused', status: 400, decision: 'decision.malformedRequest' };

/**
 * Reads a complete head: request line, header lines, the blank line. Lines end in CRLF or a bare LF, in any mixture; a line
 * without a colon is left alone rather than refused; Host is not asked for (platform-apis 5.3, 6.2).
 */
export function readHead(bytes: Uint8Array, headerLimit: number): HeadOutcome {
  // One character per byte: offsets in the text are offsets in the bytes.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const lines = text.split('\n');
  const firstLine = lines.findIndex((line) => line !== '' && line !== '\r');
  const line = readRequestLine(withoutCr(lines[firstLine] ?? ''));
  if (line === undefined) return malformed;
  if (line.majorVersion !== 1) return { kind: 'refused', status: 505, decision: 'decision.versionNotSpoken' };
  const headers = readHeaders(lines, firstLine + 1);
  if (headers.length > headerLimit)
    return { kind: 'refused', status: 431, decision: 'decision.headTooLarge' };
  const contentLength = readBodyLength(headers);
  if (typeof contentLength !== 'number') return { kind: 'refused', ...contentLength };
  const targetBytes = new Uint8Array(Buffer.from(line.target, 'latin1'));
  const { method, minorVersion } = line;
  const plain = isPlain(text);
  const head = plain ? text : printable(bytes);
  const target = plain ? line.target : printable(targetBytes);
  const bareLf = !text.includes('\r');
  return {
    kind: 'head',
    head: { method, target, targetBytes, minorVersion, bareLf, headers, head, contentLength },
  };
}

interface RequestLine {
  readonly method: string;
  readonly target: string;
  readonly majorVersion: number;
  readonly minorVersion: number;
}

/** Method up to the first blank, version after the last one; whatever is between them is the target, blanks included. */
function readRequestLine(line: string): RequestLine | undefined {
  const trimmed = trimBlanks(line);
  const methodEnd = trimmed.search(/[ \t]/);
  const versionStart = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t')) + 1;
  const method = trimmed.slice(0, Math.max(methodEnd, 0));
  const version = /^HTTP\/(\d)\.(\d)$/i.exec(trimmed.slice(versionStart));
  const target = trimBlanks(trimmed.slice(methodEnd, versionStart));
  if (!/^[A-Za-z][A-Za-z-]*$/.test(method) || version === null || target === '') return undefined;
  return {
    method: method.toUpperCase(),
    target,
    majorVersion: Number(version[1]),
    minorVersion: Number(version[2]),
  };
}

function readHeaders(lines: readonly string[], from: number): HttpHeader[] {
  const headers: HttpHeader[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = withoutCr(lines[at] ?? '');
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    headers.push({
      name: trimBlanks(line.slice(0, colon)).toLowerCase(),
      value: trimBlanks(line.slice(colon + 1)),
    });
  }
  return headers;
}

/** Bytes of body that follow the head. A body without a length cannot be told from the next request, so it is refused. */
function readBodyLength(headers: readonly HttpHeader[]): number | RequestRefusal {
  let length: string | undefined;
  let agreed = true;
  for (const { name, value } of headers) {
    if (name === 'transfer-encoding' && value.toLowerCase() !== 'identity')
      return { status: 411, decision: 'decision.bodyLengthUnknown' };
    if (name !== 'content-length') continue;
    agreed &&= length === undefined || length === value;
    length = value;
  }
  if (length === undefined) return 0;
  if (!agreed || !/^\d{1,15}$/.test(length)) return { status: 400, decision: 'decision.malformedRequest' };
  return Number(length);
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Without blanks and tabs at both ends. Not String.trim: in Latin-1 it would eat 0xA0, a byte of many UTF-8 characters. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
