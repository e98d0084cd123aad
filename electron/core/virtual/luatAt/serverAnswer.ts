import { latin1Text } from '../bytes.ts';
import type { HttpHead } from '../http/head.ts';

/** One answer of the server as far as it has come. */
export interface Answer {
  readonly status: number;
  /** Size of the whole file; null when the server does not say. */
  readonly totalBytes: number | null;
  /** Where in the file its body begins; above 0 only for the continuation that was asked for. */
  readonly startsAt: number;
  readonly location: string | null;
  /** The beginning of the body, in which a refusal would stand. */
  preview: string;
}

/** Bytes of a body that are kept to look for a refusal. */
const previewBytes = 1024;

/** @param from first byte that was asked for */
export function toAnswer(head: HttpHead, lengthBytes: number | null, from: number): Answer {
  const range = head.headers.get('content-range') ?? '';
  const startsAt = head.status === 206 && range.startsWith(`bytes ${from}-`) ? from : 0;
  const isRedirect = head.status >= 300 && head.status < 400;
  return {
    status: head.status,
    totalBytes: lengthBytes === null ? null : lengthBytes + startsAt,
    startsAt,
    location: isRedirect ? (head.headers.get('location') ?? null) : null,
    preview: '',
  };
}

export function remember(answer: Answer, bytes: Uint8Array): void {
  const room = previewBytes - answer.preview.length;
  if (room > 0) answer.preview += latin1Text(bytes.subarray(0, room));
}

export function isSuccess(answer: Answer): boolean {
  return answer.status === 200 || answer.status === 206;
}

/** A success whose body is a file, not a refusal in JSON. */
export function isFile(answer: Answer): boolean {
  return isSuccess(answer) && (answer.startsAt > 0 || !answer.preview.startsWith('{'));
}

/** The platform's number in a JSON refusal; 0 when there is none. */
export function refusalNumber(answer: Answer): number {
  if (answer.startsAt > 0 || !answer.preview.startsWith('{')) return 0;
  return Number(/"code"\s*:\s*(\d{1,6})/.exec(answer.preview)?.[1] ?? 0);
}
