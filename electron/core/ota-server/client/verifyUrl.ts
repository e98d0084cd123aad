import { createHash } from 'node:crypto';
import type { OtaExchange, OtaFinding } from '../../../../shared/contract/otaClient.ts';
import { headerOf } from './answerHead.ts';
import { finding } from './explain.ts';
import { toBytes } from './forms.ts';
import { type RawParts, sendRaw } from './sendRaw.ts';
import { readServerAddress } from './serverAddress.ts';
import { transportFindings } from './transport.ts';

export interface VerifyInput {
  readonly url: string;
  readonly sha256: string;
  /** For each of the three requests. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Verified {
  readonly ok: boolean;
  readonly findings: OtaFinding[];
  readonly exchanges: OtaExchange[];
}

/** So many bytes are kept to compare a part with the whole. */
const keepBytes = 1_048_576;

/**
 * Fetches a file as modules do: whole, then from its middle as a resume, then from 0 with a range as clients do that demand a
 * 206. `ok` when nothing was found that breaks an upgrade. Throws what `readServerAddress` and `sendRaw` throw.
 */
export async function verifyUrl(input: VerifyInput, parts: RawParts): Promise<Verified> {
  const address = readServerAddress(input.url);
  const ask = (range?: string): Promise<OtaExchange> => {
    const headers = [
      `Host: ${address.host}`,
      ...(range === undefined ? [] : [`Range: ${range}`]),
      'Connection: close',
    ];
    const bytes = toBytes({ method: 'GET', target: address.path, headers });
    return sendRaw(
      { ...{ address, bytes, keepBytes }, timeoutMs: input.timeoutMs, signal: input.signal },
      parts,
    );
  };
  const whole = await ask();
  const findings = [...wholeFindings(whole, input), ...addressFindings(input.url)];
  const exchanges = [whole];
  if (whole.answer?.status === 200 && whole.body.sizeBytes > 1) {
    const size = whole.body.sizeBytes;
    const from = Math.floor(size / 2);
    const [rest, again] = [await ask(`bytes=${from}-`), await ask('bytes=0-')];
    exchanges.push(rest, again);
    findings.push(...rangeFindings(rest, whole, from), ...zeroRangeFindings(again, size));
  }
  return { ok: findings.every(({ level }) => level !== 'error'), findings, exchanges };
}

function wholeFindings(whole: OtaExchange, { sha256 }: VerifyInput): OtaFinding[] {
  const { answer, body } = whole;
  if (answer === null) return [finding('error', 'noAnswer', { ending: whole.ending })];
  const transport = transportFindings(whole, true);
  if (answer.status !== 200) return [finding('error', 'notServed', { status: answer.status }), ...transport];
  const same = body.sha256 === sha256;
  const { sizeBytes } = body;
  const content = same
    ? finding('good', 'sameBytes', { sizeBytes })
    : finding('error', 'otherBytes', {
        sizeBytes,
        found: body.sha256.slice(0, 12),
        expected: sha256.slice(0, 12),
      });
  return [content, ...transport];
}

/** What a module's command can hold: 255 bytes, MiniFOTA 128 (platform-apis 3). */
function addressFindings(url: string): OtaFinding[] {
  const lengthBytes = Buffer.byteLength(url);
  const odd = /[^\x21-\x7e]/.test(url) ? [finding('warning', 'urlOdd', {})] : [];
  if (lengthBytes > 255) return [finding('error', 'urlTooLong', { lengthBytes }), ...odd];
  return lengthBytes > 128 ? [finding('warning', 'urlLong', { lengthBytes }), ...odd] : odd;
}

/** A resume: the rest of the file with a 206. A 200 is appended by old clients and ruins the file (platform-apis 5.1). */
function rangeFindings({ answer, body }: OtaExchange, whole: OtaExchange, from: number): OtaFinding[] {
  if (answer === null) return [finding('error', 'noAnswer', { ending: 'range' })];
  if (answer.status === 200) return [finding('error', 'rangeIgnored', {})];
  if (answer.status !== 206) return [finding('error', 'rangeRefused', { status: answer.status })];
  const size = whole.body.sizeBytes;
  const expected = `bytes ${from}-${size - 1}/${size}`;
  const found = headerOf(answer.headers, 'Content-Range') ?? '';
  if (found !== expected) return [finding('error', 'rangeWrong', { found, expected })];
  const part = keptOf(whole)?.subarray(from);
  const differs = part !== undefined && createHash('sha256').update(part).digest('hex') !== body.sha256;
  if (body.sizeBytes !== size - from || differs) return [finding('error', 'rangeOtherBytes', {})];
  return [finding('good', 'rangeHonoured', { from })];
}

/** Undefined for a file that was too large to keep. */
function keptOf({ body }: OtaExchange): Buffer | undefined {
  if (body.keptBytes < body.sizeBytes) return undefined;
  return Buffer.from(body.kept, body.encoding === 'hex' ? 'hex' : 'utf8');
}

/** 200 or 206 both serve most clients; one demo demands the 206 (platform-apis 5.3). */
function zeroRangeFindings({ answer, body }: OtaExchange, size: number): OtaFinding[] {
  if (answer?.status === 206 && body.sizeBytes === size) return [];
  return [finding('warning', 'rangeFromZero', { status: answer?.status ?? 0 })];
}
