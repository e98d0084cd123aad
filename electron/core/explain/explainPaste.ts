import type { Explanation, Finding } from '../../../shared/contract/explain.ts';
import { explainBareCode, explainLine } from './bareCode.ts';
import { createDiagnosis } from './diagnosis.ts';
import type { Observation } from './observation.ts';
import { createPasteReader } from './observePaste.ts';
import { explainRequest } from './requestUrl.ts';

/** Lines that are explained one by one where no rule found anything; more than that is a log, not a question. */
const askedLines = 12;

/** Explains pasted text: a code, a request, or lines. Never throws. No finding: nothing is known of it. */
export function explainPaste(text: string): Explanation {
  const bare = explainBareCode(text);
  const request = bare === null ? explainRequest(text.trim()) : null;
  const diagnosis = createDiagnosis();
  const first: Observation[] = [];
  const reader = createPasteReader((seen) => {
    if (first.length <= askedLines) first.push(seen);
    diagnosis.look(seen);
  });
  reader.push(text);
  const lines = reader.end();
  const found: readonly Finding[] = bare !== null ? [bare] : [...(request ?? []), ...diagnosis.findings()];
  const findings =
    found.length > 0 || first.length > askedLines ? found : first.flatMap((seen) => explainLine(seen) ?? []);
  return { findings: [...findings], examined: lines, complete: true, lastSeq: lines };
}
