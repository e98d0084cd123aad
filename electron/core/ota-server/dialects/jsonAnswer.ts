import type { Answer } from '../answer.ts';

/** A small JSON object, compact, without a newline behind it. */
export function jsonAnswer(
  status: number,
  value: Readonly<Record<string, unknown>>,
  more: Pick<Answer, 'decision' | 'ota'>,
): Answer {
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  return {
    head: { status, contentType: 'application/json', contentLength: bytes.length },
    body: { kind: 'bytes', bytes },
    ...more,
  };
}
