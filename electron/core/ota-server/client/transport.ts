import type { OtaExchange, OtaFinding } from '../../../../shared/contract/otaClient.ts';
import { headerOf } from './answerHead.ts';

/** What modules make of the way an answer came (platform-apis 5.1 to 5.3), whatever it says. */
export function transportFindings(exchange: OtaExchange, file: boolean): OtaFinding[] {
  const { answer, ending, body, connectedTo } = exchange;
  if (answer === null) return [];
  const found: OtaFinding[] = [];
  const say = (level: OtaFinding['level'], code: string, params: OtaFinding['params'] = {}): void => {
    found.push({ level, code, params });
  };
  const { status, headers, headBytes } = answer;
  if (connectedTo.tls) say('warning', 'https');
  if (status >= 300 && status < 400)
    say('error', 'redirect', { location: headerOf(headers, 'Location') ?? '' });
  const chunked = /chunked/i.test(headerOf(headers, 'Transfer-Encoding') ?? '');
  const length = headers.find(({ name }) => name.toLowerCase() === 'content-length');
  if (chunked) say('error', 'chunked');
  else if (length === undefined) say(file ? 'error' : 'warning', 'noLength');
  else if (length.name !== 'Content-Length' || !answer.head.includes(`\nContent-Length: ${length.value}`))
    say('warning', 'lengthSpelling', { name: length.name });
  const coding = headerOf(headers, 'Content-Encoding');
  if (coding !== undefined && coding !== 'identity') say('error', 'encoded', { coding });
  if (headBytes > 2048) say('error', 'headHuge', { headBytes });
  else if (headBytes > 512) say('warning', 'headLarge', { headBytes });
  if (!/^HTTP\/1\.[01] \d{3} \S/.test(answer.head)) say('warning', 'noReason');
  if (ending !== 'complete') {
    const expected = length?.value ?? '?';
    say('error', 'incomplete', { ending, sizeBytes: body.sizeBytes, expected });
  }
  return found;
}
