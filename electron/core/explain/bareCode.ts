/** A code pasted alone, and lines that are no failure but worth a reading where they are all that was asked about. */
import type { CodeTable, Finding, Reading } from '../../../shared/contract/explain.ts';
import { numberIn, type Observation } from './observation.ts';
import { readingIn, readingsOf } from './tables.ts';

/** `27`, `-1003`, `#702`, `错误 27`, `code: 27`, `errno=12`, `HTTP 404`; null for anything longer. */
export function explainBareCode(text: string): Finding | null {
  const [, word = '', code] =
    /^(?:(http|cme|errno|code|error|err|cause|错误码?|代码|状态码?)\s*(?:error)?\s*[:=：#]?\s*|#)?(-?\d{1,5})$/i.exec(
      text.trim(),
    ) ?? [];
  // With the word it is a line, and its code alone decides.
  if (code === undefined || /^cme\s+error/i.test(text.trim())) return null;
  const all = readingsOf(String(Number(code)));
  const named = tableOfWord[word.toLowerCase()];
  const readings = named === undefined ? all : all.filter(({ table }) => table === named);
  return readings.length === 0 ? null : asked('bareCode', { code: Number(code) }, readings, 1, text.trim());
}

const tableOfWord: Readonly<Record<string, CodeTable>> = {
  http: 'httpStatus',
  状态: 'httpStatus',
  状态码: 'httpStatus',
  cme: 'cme',
  errno: 'onenetErrno',
};

/** What a single line says, where no rule had anything to say of it. */
export function explainLine(seen: Observation): Finding | null {
  if (seen.kind !== 'line') return null;
  const [table, code] = codeOf(seen.name, seen.fields, seen.text);
  const reading = table === undefined ? undefined : readingIn(table, code);
  return reading === undefined ? null : asked('lineCode', { code }, [reading], seen.seq, seen.text);
}

function codeOf(name: string, fields: readonly string[], text: string): [CodeTable | undefined, string] {
  switch (name) {
    case '+QIOTEVT':
      return ['quecthing', `${fields[0]},${fields[1]}`];
    case '+QIOTSTATE':
      return ['quecthingState', fields[0] ?? ''];
    case '+MIPLEVENT':
      return ['mipl', fields[1] ?? ''];
    case '+CREG':
    case '+CEREG':
    case '+CGREG':
      return ['registration', String(numberIn(fields[1]) ?? numberIn(fields[0]) ?? '')];
    case '*EXINFO':
      return ['bootReason', fields[0] ?? ''];
    default: {
      const boot = /^(?:I\/pm )?poweron reason:?\s*(\d{1,2})\b/i.exec(text)?.[1];
      if (boot !== undefined) return ['bootReason', boot];
      const result = /^I\/user\.fota\s+result\s+(\d)$/.exec(text)?.[1];
      if (result !== undefined) return ['libfota', result];
      return ['httpStatus', /^HTTP\/\d\.\d (\d{3})\b/.exec(text)?.[1] ?? ''];
    }
  }
}

function asked(
  id: string,
  params: Finding['params'],
  readings: readonly Reading[],
  seq: number,
  text: string,
): Finding {
  const evidence = [{ seq, text: text.slice(0, 200) }];
  return { id, params, level: 'notice', readings: [...readings], evidence, evidenceCount: 1 };
}
