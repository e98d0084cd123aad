import { expect, test } from 'vitest';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import { createExchangeReader, moduleOf } from './exchanges.ts';

const base = { seq: 1, wallMs: 1000, monoMs: 1 };
const request = (exchangeId: string, target: string): JournalRow => ({
  ...{ ...base, kind: 'httpRequest', exchangeId, remote: '192.0.2.9:5', method: 'GET', target, head: '' },
});
const response = (exchangeId: string): JournalRow => ({
  ...{ ...base, kind: 'httpResponse', exchangeId, status: 200, reason: 'OK', bodyBytes: 5, sentBytes: 5 },
  ...{ durationMs: 1, complete: true, decision: 'wholeFile' },
});

test('an exchange is told once it is answered, with the faults that broke it, however rows are cut', () => {
  const read = createExchangeReader();
  const fired: JournalRow = {
    ...{ ...base, kind: 'serverEvent', event: 'faultFired', detail: 'e1 f1 {"kind":"empty"}' },
  };
  expect(read([request('e1', '/a'), request('e2', '/b')])).toEqual([]);
  expect(read([fired, response('e2')])).toMatchObject([{ exchangeId: 'e2', faults: [] }]);
  expect(read([response('e1')])).toMatchObject([
    { exchangeId: 'e1', request: { target: '/a' }, faults: ['{"kind":"empty"}'] },
  ]);
});

test('a connection without a request is an exchange of its own', () => {
  expect(createExchangeReader()([response('e1')])).toMatchObject([{ exchangeId: 'e1', request: null }]);
});

test('the module is found in the query of every dialect and in the path of OneNET', () => {
  for (const [target, id] of [
    ['/api/site/firmware_upgrade?imei=861&version=1', '861'],
    ['/upgradeimei=861&x=1?mac=A0', 'A0'],
    ['/ota/device/version?dev_id=42', '42'],
    ['/fuse-ota/PID/dev-1/check?type=1', 'dev-1'],
    ['/fuse-ota/PID/dev-1/77/download', 'dev-1'],
    ['/f/abc/up.bin', null],
  ] as const) {
    const [exchange] = createExchangeReader()([request('e', target), response('e')]);
    expect(exchange === undefined ? undefined : moduleOf(exchange), target).toBe(id);
  }
});
