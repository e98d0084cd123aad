import type { OtaRules } from '../../../../shared/contract/otaLedger.ts';
import { type Answer, refuse } from '../answer.ts';
import { wholeFile } from '../dialects/fileAnswer.ts';
import { errorBody } from '../dialects/openluat/errorBody.ts';
import { createReader } from '../faults.ts';
import type { EffectOf } from './faultDesk.ts';

/** The answer that a fault gives instead of the one that the rules would have given. */
export function answerInstead(
  effect: EffectOf<'instead'>,
  rules: Pick<OtaRules, 'codeTable' | 'refusalStatus'>,
): Answer {
  if (effect.kind === 'status') return refuse(effect.status, 'decision.fault');
  if (effect.kind === 'building') {
    const body = errorBody(43, rules.codeTable);
    return ofBytes({ status: rules.refusalStatus, contentType: 'application/json' }, body);
  }
  const head = { contentType: 'application/octet-stream' } as const;
  if (effect.kind === 'empty') return ofBytes({ status: 200, ...head }, new Uint8Array(0));
  return ofBytes({ status: 302, ...head, location: effect.location }, new Uint8Array(0));
}

function ofBytes(head: Omit<Answer['head'], 'contentLength'>, bytes: Uint8Array): Answer {
  return {
    head: { ...head, contentLength: bytes.length },
    body: { kind: 'bytes', bytes },
    decision: 'decision.fault',
  };
}

/** The answer as the effects leave it; those that are about time and cuts change nothing here. */
export function brokenAnswer(answer: Answer, effects: readonly EffectOf<'within'>[]): Answer {
  return effects.length === 0
    ? answer
    : { ...effects.reduce(breakAnswer, answer), decision: 'decision.fault' };
}

function breakAnswer(answer: Answer, effect: EffectOf<'within'>): Answer {
  const { publication, head, body } = answer;
  if (publication === undefined || body.kind !== 'file') return answer;
  if (effect.kind === 'ignoreRange') {
    return head.status === 206 ? { ...answer, ...pick(wholeFile(publication, 'decision.fault')) } : answer;
  }
  if (effect.kind === 'wrongLength') {
    return { ...answer, head: { ...head, contentLength: Math.max(0, head.contentLength + effect.byBytes) } };
  }
  if (effect.kind !== 'chunked') return answer;
  const part = createReader(publication.bytes, publication.faults)(body.start, body.end);
  const bytes = inChunks(part);
  const extra = [['Transfer-Encoding', 'chunked']] as const;
  return {
    ...answer,
    head: { ...head, contentLength: bytes.length, untilClose: true, extra },
    body: { kind: 'bytes', bytes },
  };
}

function pick({ head, body }: Answer): Pick<Answer, 'head' | 'body'> {
  return { head, body };
}

const chunkBytes = 4096;

/** The body in chunks of 4 KiB with their lengths, as RFC 9112 7.1 writes it. */
export function inChunks(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    pieces.push(
      Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1'),
      chunk,
      Buffer.from('\r\n', 'latin1'),
    );
  }
  pieces.push(Buffer.from('0\r\n\r\n', 'latin1'));
  return Buffer.concat(pieces);
}
