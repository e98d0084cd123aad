import type { Explanation, Finding } from '../../../shared/contract/explain.ts';
import { explainBareCode, explainLine } from './bareCode.ts';
import { createDiagnosis } from './diagnosis.ts';
import type { Observation } from './observation.ts';
import { createPasteReader } from './observePaste.ts';
import { explainRequest } from './requestUrl.ts';

/** Lines that are explained one by one where no rule found anything; more than that is a log, not a question. */
const askedLines = 12;

/** About 10 ms of work: whoever has a thread to share pauses in between. */
const pieceChars = 16_384;

/** Explains pasted text: a code, a request, or lines. Never throws. No finding: nothing is known of it. */
export function explainPaste(text: string): Explanation {
  const pieces = explainInPieces(text);
  let step = pieces.next();
  while (step.done !== true) step = pieces.next();
  return step.value;
}

/** The same, with a place to pause after each piece. */
export function* explainInPieces(text: string): Generator<void, Explanation> {
  const bare = explainBareCode(text);
  const request = bare === null ? explainRequest(text.trim()) : null;
  const diagnosis = createDiagnosis();
  const first: Observation[] = [];
  const reader = createPasteReader((seen) => {
    if (first.length <= askedLines) first.push(seen);
    diagnosis.look(seen);
  });
  for (let at = 0; at < text.length; at += pieceChars) {
    reader.push(text.slice(at, at + pieceChars));
    yield;
  }
  const lines = reader.end();
  const found: readonly Finding[] = bare !== null ? [bare] : [...(request ?? []), ...diagnosis.findings()];
  const isQuestion = found.length === 0 && first.length <= askedLines;
  const findings = isQuestion ? first.flatMap((seen) => explainLine(seen) ?? []) : found;
  return { findings: [...findings], examined: lines, complete: true, lastSeq: lines };
}
