import { expect, it } from 'vitest';
import type { JournalRow } from '../../shared/contract/journal.ts';
import { identityOf, matchesRequest, outcomeOf, requestsOf } from './serverRequests.ts';

const request = (seq: number, exchangeId: string, target = '/f/ab/x.bin'): JournalRow => ({
  ...{ seq, wallMs: 1000 + seq, monoMs: seq, kind: 'httpRequest', exchangeId },
  ...{ remote: '10.0.0.9:4711', method: 'GET', target, head: `GET ${target} HTTP/1.1\r\n\r\n` },
});
const response = (seq: number, exchangeId: string, status: number): JournalRow => ({
  ...{ seq, wallMs: 1000 + seq, monoMs: seq, kind: 'httpResponse', exchangeId, status, reason: '' },
  ...{ bodyBytes: 0, sentBytes: 0, durationMs: 1, complete: true, decision: 'unknownPath' },
});

it('joins a request with its answer, whatever stands between them', () => {
  const list = requestsOf([request(1, 'a'), request(2, 'b'), response(3, 'a', 404)]);
  expect(list.map(({ exchangeId, key }) => [exchangeId, key])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(list.map(outcomeOf)).toEqual(['refused', 'open']);
});

it('keeps an answer whose request is out of sight', () => {
  expect(requestsOf([response(3, 'a', 206)]).map(outcomeOf)).toEqual(['served']);
});

it('tells a connection without an answer from a refusal', () => {
  expect(requestsOf([request(1, 'a'), response(2, 'a', 0)]).map(outcomeOf)).toEqual(['broken']);
});

it('reads the identity off the target where no rule did, glued queries included', () => {
  const [one] = requestsOf([request(1, 'a', '/upgrade?imei=862000000000001&x=1')]);
  const [two] = requestsOf([request(1, 'a', '/ota/south/check?dev_id=dev1&type=2')]);
  expect([one, two].map((item) => (item === undefined ? '' : identityOf(item)))).toEqual([
    '862000000000001',
    'dev1',
  ]);
});

it('finds a request by any part of what it says', () => {
  const [one] = requestsOf([request(1, 'a', '/upgrade?imei=862000000000001')]);
  if (one === undefined) throw new Error('nothing was read');
  expect(['0001', ' 10.0.0.9 ', '', 'other'].map((word) => matchesRequest(one, word))).toEqual([
    ...[true, true, true],
    false,
  ]);
});
