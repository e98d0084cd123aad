import { describe, expect, it } from 'vitest';
import { type JournalEntry, type JournalRow, journalRowSchema } from '../../../../shared/contract/journal.ts';
import { createTextRedactor, type Secret } from './redactor.ts';
import { redactRows } from './redactRows.ts';

const ids = {
  imei: '862991000000018',
  imsi: '460011234567890',
  iccid: '89860412345678901239',
  phone: '13812345678',
  key: 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6',
  token: 'tok_9f8e7d6c5b4a',
} as const;

const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
const ucs2 = (text: string): string => [...text].map((char) => `00${hex(char)}`).join('');
const encodings: Readonly<Record<string, (text: string) => string>> = {
  text: (text) => `x ${text} y`,
  hex,
  'hex in lower case': (text) => hex(text).toLowerCase(),
  'hex with blanks': (text) => hex(text).match(/../g)?.join(' ') ?? '',
  'UCS2 hex': ucs2,
  base64: (text) => Buffer.from(`{"v":"${text}"}`).toString('base64'),
  'URL-encoded': (text) => [...text].map((char) => `%${hex(char)}`).join(''),
  'JSON escapes': (text) => [...text].map((char) => `\\u00${hex(char).toLowerCase()}`).join(''),
  'JSON in a body': (text) => JSON.stringify({ id: text, n: 1 }),
};

let seq = 0;
function row(entry: JournalEntry): JournalRow {
  seq += 1;
  return { ...entry, seq, wallMs: 1, monoMs: 1 };
}
const b64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const secrets: readonly Secret[] = [
  { kind: 'key', value: ids.key },
  { kind: 'token', value: ids.token },
];
const redactorOf = (salt = 'salt') => createTextRedactor(Buffer.from(salt), secrets);
const clean = (rows: readonly JournalRow[], redactor = redactorOf()): readonly JournalRow[] =>
  redactRows(rows, redactor, false).rows;

const fields: Readonly<Record<string, (text: string) => JournalRow>> = {
  'an AT line': (text) => row({ kind: 'atLine', direction: 'rx', role: 'text', text }),
  'a port event': (text) => row({ kind: 'portEvent', event: 'opened', owner: text, detail: text }),
  'the target of a request': (target) =>
    row({ kind: 'httpRequest', exchangeId: 'e', remote: '192.0.2.1', method: 'GET', target, head: '' }),
  'the head of a request': (text) =>
    row({
      kind: 'httpRequest',
      exchangeId: 'e',
      remote: '',
      method: 'GET',
      target: '/',
      head: `X-Y: ${text}`,
    }),
  'the body of an answer': (body) =>
    row({
      ...{ kind: 'httpResponse', exchangeId: 'e', status: 200, reason: 'OK', bodyBytes: 1, sentBytes: 1 },
      ...{ durationMs: 1, complete: true, decision: 'decision.x', body },
    }),
  'an event of a job': (text) => row({ kind: 'jobEvent', event: 'x.y', params: { text }, level: 'info' }),
  'what a person did': (text) => row({ kind: 'userAction', action: 'x', params: { text } }),
  'an event of the program': (text) => row({ kind: 'appEvent', event: 'x.y', params: { text } }),
  'an event of the server': (detail) => row({ kind: 'serverEvent', event: 'failed', detail }),
  'serial bytes': (text) => row({ kind: 'serialBytes', direction: 'rx', portId: 'p', bytes: b64(text) }),
};

describe.each(Object.keys(ids) as (keyof typeof ids)[])('the %s', (kind) => {
  const value = ids[kind];
  describe.each(Object.keys(encodings))('as %s', (encoding) => {
    const encode = encodings[encoding] ?? String;
    it.each(Object.keys(fields))('does not leave in %s', (field) => {
      const before = fields[field]?.(encode(value));
      if (before === undefined) throw new Error('no field');
      const after = clean([before]);
      expect(journalRowSchema.safeParse(after[0]).success).toBe(true);
      const words = JSON.stringify(
        after.map((made) =>
          made.kind === 'serialBytes' ? Buffer.from(made.bytes, 'base64').toString('latin1') : made,
        ),
      );
      const kept = JSON.stringify(encode(value)).slice(1, -1);
      expect(words).not.toContain(kept);
      expect(words.length).toBe(
        JSON.stringify([
          before.kind === 'serialBytes' ? Buffer.from(before.bytes, 'base64').toString('latin1') : before,
        ]).length,
      );
    });
  });

  it('has one stand-in in every encoding, of its own shape, and another in the next bundle', () => {
    const redactor = redactorOf();
    const plain = redactor.redact(value, 'x');
    expect(plain).toHaveLength(value.length);
    expect(plain.replace(/\d/g, '0').replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A')).toBe(
      value.replace(/\d/g, '0').replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A'),
    );
    expect(redactor.redact(hex(value), 'x')).toBe(hex(plain));
    expect(redactor.redact(ucs2(value), 'x')).toBe(ucs2(plain));
    expect(redactor.redact(plain, 'x')).toBe(plain);
    expect(redactorOf('other').redact(value, 'x')).not.toBe(plain);
  });
});

describe('a value', () => {
  const serial = (text: string, direction: 'tx' | 'rx' = 'rx') =>
    row({ kind: 'serialBytes', direction, portId: 'p', bytes: b64(text) });
  const joined = (rows: readonly JournalRow[]): string =>
    rows
      .map((made) =>
        made.kind === 'serialBytes' ? Buffer.from(made.bytes, 'base64').toString('latin1') : '',
      )
      .join('');

  it('split over rows at any place is found, and the pieces keep their lengths', () => {
    for (let cut = 1; cut < ids.imei.length; cut += 1) {
      const rows = [
        serial(`\r\n${ids.imei.slice(0, cut)}`),
        serial('AT\r', 'tx'),
        serial(`${ids.imei.slice(cut)}\r\n`),
      ];
      const after = clean(rows);
      expect(joined(after.filter((made) => made.kind === 'serialBytes' && made.direction === 'rx'))).toMatch(
        /^\r\n86\d{13}\r\n$/,
      );
      expect(joined(after)).not.toContain(ids.imei.slice(2));
      expect(after.map((made) => (made.kind === 'serialBytes' ? made.bytes.length : 0))).toEqual(
        rows.map((made) => (made.kind === 'serialBytes' ? made.bytes.length : 0)),
      );
    }
  });

  it('that one row names is found in another that does not', () => {
    const rows = [
      row({ kind: 'atLine', direction: 'tx', role: 'command', text: 'AT+UPGRADE="KEY","short-k1"' }),
      row({ kind: 'appEvent', event: 'x.y', params: { text: 'said short-k1 again' } }),
    ];
    expect(JSON.stringify(clean(rows))).not.toContain('short-k1');
  });

  it('keeps its check digit right and its maker, network and country', () => {
    const redactor = redactorOf();
    expect(redactor.redact(ids.imei, 'x')).toMatch(/^86\d{13}$/);
    expect(redactor.redact(ids.imsi, 'x')).toMatch(/^46001\d{10}$/);
    expect(redactor.redact(`+86${ids.phone}`, 'x')).toBe(`+86${redactor.redact(ids.phone, 'x')}`);
  });

  it('as a number is a number', () => {
    const [made] = clean([row({ kind: 'appEvent', event: 'x.y', params: { imei: Number(ids.imei) } })]);
    expect(made?.kind === 'appEvent' && made.params['imei']).not.toBe(Number(ids.imei));
    expect(made?.kind === 'appEvent' && String(made.params['imei'])).toHaveLength(15);
  });

  it.each([
    '$GNRMC,083559.00,A,3114.12345,N,12125.54321,E,0.0',
    '+CIPGSMLOC: 0,31.2345678,121.4567890,2026/03/04',
    '{"lat":31.2345,"lng":121.45678}',
    'at 31.234567, 121.456789 now',
  ])('that is a place does not stay: %s', (text) => {
    const made = redactorOf().redact(text, 'x');
    expect(made).toHaveLength(text.length);
    for (const place of text.match(/\d{2,5}\.\d{4,}/g) ?? []) expect(made).not.toContain(place);
  });

  it.each([
    'Authorization: Bearer abc.def-123456',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    'Cookie: sid=0123456789',
    '/x?token=abcd1234&v=1',
    '"password":"hunter2"',
    'AT+MCONFIG="id","user","pass word"',
  ])('that opens a door does not stay: %s', (text) => {
    const made = redactorOf().redact(text, 'x');
    expect(made).not.toBe(text);
    expect(made).toHaveLength(text.length);
  });

  it('of a SIM file has its digits swapped', () => {
    const swapped = ids.iccid.replace(/(.)(.)/g, '$2$1');
    const redactor = redactorOf();
    const made = redactor.redact(`+CRSM: 144,0,"${swapped}"`, 'x');
    expect(made).toContain(redactor.redact(ids.iccid, 'x').replace(/(.)(.)/g, '$2$1'));
  });

  it.each([
    'd41d8cd98f00b204e9800998ecf8427e',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '+UPGRADEIND: -1003',
    'AirM2M_780E_V1147_LTE_AT',
    'http://192.0.2.7:8080/f/1',
  ])('that names nobody stays: %s', (text) => {
    expect(redactorOf().redact(text, 'x')).toBe(text);
  });
});

describe('a long recording', () => {
  it('of five thousand modules is done in pieces, and none is left', () => {
    const imeis = Array.from({ length: 5000 }, (_, index) => `8629910${String(index).padStart(8, '0')}`);
    const text = imeis.map((imei) => `+CGSN: ${imei}\r\n`).join('');
    const made = clean([row({ kind: 'serialBytes', direction: 'rx', portId: 'p', bytes: b64(text) })]);
    const after =
      made[0]?.kind === 'serialBytes' ? Buffer.from(made[0].bytes, 'base64').toString('latin1') : '';
    expect(after).toHaveLength(text.length);
    const left = new Set(after.match(/\d{15}/g));
    expect(left.size).toBeGreaterThan(4990);
  });
});

describe('firmware', () => {
  const block = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 37) % 256));
  const rows = [
    row({ kind: 'serialBytes', direction: 'tx', portId: 'p', bytes: block.toString('base64') }),
    row({
      kind: 'serialBytes',
      direction: 'tx',
      portId: 'p',
      bytes: b64(`AT+UARTUPGRADE=1,"${hex(block.toString('latin1')).slice(0, 400)}"\r`),
    }),
  ];

  it('on the wire never leaves unless asked, and leaves its length', () => {
    const { rows: after, firmwareBytesWithheld } = redactRows(rows, redactorOf(), false);
    expect(firmwareBytesWithheld).toBe(512 + 200);
    expect(after.map((made) => (made.kind === 'serialBytes' ? made.bytes.length : 0))).toEqual(
      rows.map((made) => (made.kind === 'serialBytes' ? made.bytes.length : 0)),
    );
    expect(redactRows(rows, null, true).rows).toEqual(rows);
  });
});
