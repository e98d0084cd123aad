import { printable } from '../http/printable.ts';

export interface AnswerHead {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
  readonly bytes: number;
  /** Names as written: some clients compare them letter by letter. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Undefined: not said, the end of the connection is the end. */
  readonly bodyBytes: number | undefined;
  readonly chunked: boolean;
}

/** Offset behind the blank line, whichever line ends are used; undefined while it has not come. */
export function findHeadEnd(bytes: Buffer): number | undefined {
  const match = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  return match === null ? undefined : match.index + match[0].length;
}

/** Status 0 for something that does not begin like an HTTP answer. */
export function readAnswerHead(bytes: Buffer): AnswerHead {
  const [first = '', ...lines] = bytes.toString('latin1').split(/\r?\n/);
  const [, code, reason = ''] = /^HTTP\/\d(?:\.\d)? (\d{3})(?: (.*))?$/.exec(first) ?? [];
  const headers = lines.flatMap((line) => {
    const at = line.indexOf(':');
    return at <= 0 ? [] : [{ name: line.slice(0, at), value: line.slice(at + 1).trim() }];
  });
  const headerValue = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const chunked = /chunked/i.test(headerValue('transfer-encoding') ?? '');
  const length = headerValue('content-length');
  const status = code === undefined ? 0 : Number(code);
  const empty = status === 204 || status === 304 || (status >= 100 && status < 200);
  const said = !chunked && length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  const text = printable(bytes);
  return { status, reason, text, bytes: bytes.length, headers, chunked, bodyBytes: empty ? 0 : said };
}

/** The value of a header, whatever the case of its name. */
export function headerOf(
  headers: readonly { readonly name: string; readonly value: string }[],
  name: string,
): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}
