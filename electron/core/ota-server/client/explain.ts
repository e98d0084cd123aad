import type { OtaExchange, OtaFinding } from '../../../../shared/contract/otaClient.ts';
import { cloudCodes } from '../../../../shared/domain/luatCodes.ts';
import { headerOf } from './answerHead.ts';
import type { Dialect } from './forms.ts';
import { transportFindings } from './transport.ts';

/** Numbers of OneNET's old interface that have a text below `otaFinding.errno`. */
const errnos = [0, 1, 2, 4, 7, 12, 17, 20, 21, 22, 24];
const fuseCodes = [0, 20, 12012, 12013];

/**
 * What the answer means to the client: the server's own text first, then the documented readings of its number (both where
 * documents disagree), then what modules would make of the transport.
 */
export function explain(dialect: Dialect, exchange: OtaExchange, asksFile: boolean): OtaFinding[] {
  const { answer } = exchange;
  if (answer === null) return [finding('error', 'noAnswer', { ending: exchange.ending })];
  const json = readJson(exchange);
  const said =
    json === undefined ? bodyFindings(dialect, exchange, asksFile) : codeFindings(dialect, json, answer);
  const file = asksFile || (dialect === 'openluat' && (answer.status === 200 || answer.status === 206));
  return [...said, ...transportFindings(exchange, file && json === undefined)];
}

function codeFindings(
  dialect: Dialect,
  json: Readonly<Record<string, unknown>>,
  { status }: { readonly status: number },
): OtaFinding[] {
  // Airdock's own refusal outside of any platform's dialect: its number is only the status once more.
  const { decision } = { decision: undefined, ...json };
  if (typeof decision === 'string')
    return [
      finding('info', 'serverText', { text: decision }),
      finding('warning', 'refusedWithoutCode', { status }),
    ];
  const text = json['msg'] ?? json['error'];
  const own = typeof text === 'string' && text !== '' ? [finding('info', 'serverText', { text })] : [];
  const number = json['errno'] ?? json['code'];
  if (typeof number !== 'number') {
    const offer = dialect === 'wififota' && typeof json['url'] === 'string';
    return [...own, offer ? finding('good', 'updateOffered', {}) : finding('info', 'noCode', {})];
  }
  if (dialect === 'openluat') return [...own, ...cloudReadings(number)];
  if (dialect === 'turnkey') {
    return [
      ...own,
      number === 0
        ? finding('good', typeof json['url'] === 'string' ? 'turnkeyZero' : 'turnkeyTaken', {})
        : finding('info', 'turnkeyOther', { code: number }),
    ];
  }
  const [group, known] = json['errno'] === undefined ? ['fuse', fuseCodes] : ['errno', errnos];
  const level = number === 0 ? 'good' : 'warning';
  const reading = known.includes(number) ? `${group}.${number}` : `${group}.other`;
  return [...own, finding(level, reading, { code: number }), ...taskOf(json['data'])];
}

/** Task number or token of an offer: what the next request needs. */
function taskOf(data: unknown): OtaFinding[] {
  if (typeof data !== 'object' || data === null) return [];
  const { token, tid, target } = { token: undefined, tid: undefined, target: undefined, ...data };
  const task: unknown = token ?? tid;
  if (typeof task !== 'string' && typeof task !== 'number') return [];
  return [finding('info', 'taskOffered', { task, target: String(target ?? '') })];
}

/** Both tables of platform-apis 1.4: neither document says which one a server follows. */
function cloudReadings(code: number): OtaFinding[] {
  const meaning = cloudCodes.get(code);
  if (code === 0) return [finding('good', 'luatZero', {})];
  if (meaning === undefined) return [finding('warning', 'luatUnknown', { code })];
  const first = finding('warning', 'luatCode', { code, meaning: wordOf(meaning.verdict) });
  return meaning.otherReading === undefined
    ? [first]
    : [first, finding('info', 'luatOtherReading', { code, meaning: wordOf(meaning.otherReading) })];
}

/** Text key below `luatMeaning.`: the verdict's own text speaks of AT answers. */
function wordOf(verdict: string): string {
  return verdict.replace(/^upgrade\./, '');
}

function bodyFindings(dialect: Dialect, exchange: OtaExchange, asksFile: boolean): OtaFinding[] {
  const { answer, body } = exchange;
  if (answer === null) return [];
  const otaErrno = headerOf(answer.headers, 'Ota-Errno');
  if (otaErrno !== undefined && otaErrno !== '0') {
    const known = /^[1-6]$/.test(otaErrno) ? otaErrno : 'other';
    return [finding('warning', `otaErrno.${known}`, { code: otaErrno })];
  }
  const digit = /^[1-6]$/.exec(body.kept)?.[0];
  if (dialect === 'onenet' && asksFile && digit !== undefined && body.sizeBytes === 1) {
    return [finding('warning', `digit.${digit}`, { code: digit })];
  }
  const served = answer.status === 200 || answer.status === 206;
  if (served && body.sizeBytes === 0) return [finding('error', 'emptyFile', {})];
  const { sizeBytes } = body;
  if (served) return [finding('good', 'fileServed', { sizeBytes, status: answer.status })];
  return [finding('warning', 'refusedWithoutCode', { status: answer.status })];
}

function readJson({ body }: OtaExchange): Readonly<Record<string, unknown>> | undefined {
  if (body.encoding !== 'text' || !/^\s*\{/.test(body.kept) || body.keptBytes < body.sizeBytes)
    return undefined;
  try {
    const value: unknown = JSON.parse(body.kept);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export function finding(level: OtaFinding['level'], code: string, params: OtaFinding['params']): OtaFinding {
  return { level, code, params };
}
