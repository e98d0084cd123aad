import { describe, expect, it } from 'vitest';
import type { Finding, Reading } from '../../../shared/contract/explain.ts';
import { codeTableSchema, confidenceSchema, explanationSchema } from '../../../shared/contract/explain.ts';
import type { JournalEntry, JournalRow } from '../../../shared/contract/journal.ts';
import { texts as en } from '../../../shared/domain/texts/en.ts';
import { texts as zh } from '../../../shared/domain/texts/zh-CN.ts';
import { createMemoryJournal } from '../journal/memoryJournal.ts';
import type { KnobValues } from '../virtual/knobs/store.ts';
import { luatosLog } from '../virtual/luatos/dialect.ts';
import { respond } from '../virtual/testing/fakeServer.ts';
import { createKitBench } from '../virtual/testing/kitBench.ts';
import { buildScript } from '../virtual/testing/luatosPackage.ts';
import { createDiagnosis } from './diagnosis.ts';
import { explainJournal } from './explainJournal.ts';
import { explainPaste } from './explainPaste.ts';
import { explainRows } from './explainRows.ts';
import { createPasteReader, readPastedLine } from './observePaste.ts';
import { type SymptomId, symptoms } from './symptoms.ts';
import { codeTables } from './tables.ts';
import { fromRows, namesOf, paste, pasteLines, transcriptRows } from './testing/seen.ts';

/** Reproducible, so that a failure can be looked at. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words = [
  ...[
    'AT+UPGRADE',
    'AT+UPGRADE="URL","http://a/b"',
    'ATI',
    'AT+CPIN?',
    'OK',
    'ERROR',
    'RDY',
    '+CME ERROR: 10',
  ],
  ...[
    '+UPGRADEIND: 100',
    '+UPGRADEIND: -1003',
    '+UPGRADE: 2,-1003,200,43',
    '+CREG: 0,2',
    '+CSQ: 99,99',
    '+CSQ:',
  ],
  ...[
    '+QIND: "FOTA","END",506',
    '+QIND: "FOTA","UPDATING",7',
    '+QIND:',
    '+QIOTEVT: 1,10423',
    '+QIOTEVT: 7,10700,,,',
  ],
  ...[
    'I/user.fota\tresult\t4',
    'I/pm poweron reason: 8 0 0',
    '\u0000\ufffd\ud800',
    '{"code": 27',
    '+CBC: 0,1,2',
    '"',
    '',
  ],
  ...[
    'E/user.coroutine.resume\tmain.lua:3: x',
    '+MIPLEVENT: 0,41',
    '^boot.rom',
    '++CREG::,,',
    'AT+QIOTOTAREQ',
    '发→◇AT',
  ],
];

describe('whatever comes', () => {
  it('never throws and always answers by the contract', () => {
    const random = createRandom(7);
    const pick = (): string => words[Math.floor(random() * words.length)] ?? '';
    for (let turn = 0; turn < 400; turn += 1) {
      const text = Array.from({ length: Math.floor(random() * 30) }, pick).join(
        random() < 0.5 ? '\r\n' : '\n',
      );
      const answer = explainPaste(text);
      expect(explanationSchema.safeParse(answer).error).toBeUndefined();
      expect(explainPaste(text)).toEqual(answer);
    }
  });

  it('never throws on noise, and finds nothing in it', () => {
    const random = createRandom(3);
    for (let turn = 0; turn < 200; turn += 1) {
      const noise = Array.from({ length: 60 }, () => String.fromCharCode(Math.floor(random() * 65_536))).join(
        '',
      );
      expect(() => explainPaste(noise)).not.toThrow();
    }
    for (const nothing of ['', ' ', '\r\n\r\n', 'OK', 'hello', '你好', 'AT', '99999', '1,2', 'http'])
      expect(paste(nothing)).toEqual([]);
  });

  it('never throws on random rows of a journal, in any order and of any ports', () => {
    const random = createRandom(11);
    const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
    const row = (seq: number): JournalRow => {
      const place = { seq, wallMs: Math.floor(random() * 1e6), monoMs: seq, portId: pick(['a', 'b', '']) };
      const said = words[Math.floor(random() * words.length)] ?? '';
      const kinds: readonly [JournalRow, ...JournalRow[]] = [
        { ...place, kind: 'atLine', direction: 'rx', role: 'text', text: said },
        { ...place, kind: 'atLine', direction: 'tx', role: 'command', text: said },
        { ...place, kind: 'portEvent', event: pick(['vanished', 'returned', 'opened']) },
        {
          ...place,
          kind: 'jobEvent',
          event: pick([said, 'upgrade.unaskedBegan']),
          params: {},
          level: 'info',
        },
        { ...place, kind: 'serialBytes', direction: 'rx', bytes: 'AAAA' },
        {
          ...{
            ...place,
            kind: 'httpResponse',
            exchangeId: 'x',
            status: pick([200, 400, 404, 799]),
            reason: said,
          },
          ...{ bodyBytes: 0, sentBytes: 0, durationMs: 1, complete: true, decision: '', body: said },
        },
      ];
      return pick(kinds);
    };
    for (let turn = 0; turn < 200; turn += 1) {
      const rows = Array.from({ length: Math.floor(random() * 60) }, (_, index) => row(index + 1));
      const answer = explainRows(rows);
      expect(explanationSchema.safeParse(answer).error).toBeUndefined();
      expect(explainRows(rows)).toEqual(answer);
    }
  });

  it('is the same wherever a pasted text is cut', () => {
    const text = [
      'ATI',
      'AirM2M_780E_V1138_LTE_AT',
      '',
      '[10:00:01.5] AT+UPGRADE',
      'OK',
      '+UPGRADEIND: -1003',
    ].join('\r\n');
    const read = (...pieces: readonly string[]): readonly Finding[] => {
      const diagnosis = createDiagnosis();
      const reader = createPasteReader((seen) => diagnosis.look(seen));
      for (const piece of pieces) reader.push(piece);
      reader.end();
      return diagnosis.findings();
    };
    const whole = read(text);
    expect(namesOf(whole)).toEqual(['8 errorBodyAtOnce']);
    for (let at = 0; at <= text.length; at += 1)
      expect(read(text.slice(0, at), text.slice(at))).toEqual(whole);
    expect(read(...text)).toEqual(whole);
  });

  it('is bounded: a flood of one line is one finding that counts', () => {
    const [finding, ...others] = paste('+QIOTEVT: 2,10473\n'.repeat(20_000));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ evidenceCount: 20_000 });
    expect(finding?.evidence).toHaveLength(6);
  });
});

describe('a pasted line', () => {
  it.each([
    '+UPGRADEIND: -1003',
    '[RX] +UPGRADEIND: -1003',
    '[2024-08-23 14:03:07.250] RX: +UPGRADEIND: -1003',
    '[14:03:07.250]收←◆+UPGRADEIND: -1003',
    '2024/08/23 14:03:07 << +UPGRADEIND: -1003',
    'UPGRADEIND: -1003',
  ])('is read without what a tool puts in front: %s', (line) => {
    expect(readPastedLine(line)).toMatchObject({ text: '+UPGRADEIND: -1003', sent: false });
  });

  it.each(['[14:03:07.250]发→◇AT+CPIN?', 'TX: AT+CPIN?', '>> AT+CPIN?', 'AT+CPIN?'])(
    'is known as sent: %s',
    (line) => {
      expect(readPastedLine(line)).toMatchObject({ text: 'AT+CPIN?', sent: true });
    },
  );

  it.each([
    ['CME ERROR: 1005', '20 flashWrite'],
    ['HTTPEND,702', '31 quectelHttp 702'],
    ['"END",506', '32 quectelApply 506'],
    ['1,10423', '24 quecthingEvent 1,10423'],
    ['+UARTUPGRAE ERROR: 5', 'uartError 5'],
    ['+CIS ERROR: 602', 'cisError 602'],
    ['+FIRMWARE UPDATE FAILED', 'miplEvent 45'],
    ['+CFOTA: UPDATE FAIL', 'cfotaFailed'],
    ['AT+UPGRADE=“KEY”，abc', 'fullWidth'],
    ['+CREG: 0,2', 'lineCode 2'],
    ['I/pm poweron reason: 3 0 0', 'lineCode 3'],
    ['{"code": 27, "msg": "\\u5df2\\u662f\\u6700\\u65b0\\u7248\\u672c"}', '14 cloudCode 27'],
  ])('%s is %s', (line, name) => {
    expect(pasteLines(line)).toEqual([name]);
  });

  it('with -1003 alone has both readings, and one reading with the lines around it', () => {
    const codes = (text: string): string[] =>
      paste(text).flatMap(({ readings }) => readings.map(({ what }) => what.code));
    expect(codes('+UPGRADEIND: -1003')).toEqual(['rejectedAfterDownload', 'errorBodyAtOnce']);
    expect(codes('+UPGRADEIND: 100\n+UPGRADEIND: -1003')).toEqual(['rejectedAfterDownload']);
  });
});

describe('a bare code', () => {
  const tables = (text: string): string[] =>
    paste(text).flatMap(({ readings }) => readings.map(({ table }) => table));

  it.each([
    ['27', ['luatCloud', 'luatShifted']],
    ['-1003', ['luatUpgrade']],
    ['1005', ['cme']],
    ['506', ['quectelApply']],
    ['608', ['quectelHttp', 'quectelFtp', 'quectelFile', 'quectelApply']],
    ['HTTP 404', ['httpStatus']],
    ['errno=12', ['onenetErrno']],
    ['12013', ['onenetFuse']],
  ])('%s can stand in %j', (code, expected) => {
    expect(tables(code)).toEqual(expected);
  });

  it('of a small number names every table in which it stands', () => {
    expect(tables('3')).toEqual(
      expect.arrayContaining([
        'luatCloud',
        'cme',
        'uartUpgrade',
        'libfota',
        'mipl',
        'registration',
        'bootReason',
      ]),
    );
  });
});

describe('a request', () => {
  const url = 'http://iot.openluat.com/api/site/firmware_upgrade';
  const full = '?project_key=KEY32&firmware_name=demo&version=2034.1.3&imei=862000000000001';

  it.each([
    [`${url}${full}`, ['requestRead']],
    [`GET /api/site/firmware_upgrade${full} HTTP/1.1`, ['requestRead']],
    [`${url}?firmware_name=d&version=1.0.0&imei=86`, ['noKeyInUrl', 'requestRead']],
    [`${url}?project_key=K&version=1.0.0&IMEI=86`, ['noIdentityInUrl', 'requestRead']],
    [`${url}?project_key=K&version=1.1000.0&imei=86`, ['badVersionInUrl', 'requestRead']],
    ['http://own/upgradeimei=86&project_key=K&version=1.0.0', ['libfotaUrl', 'requestRead']],
  ])('%s', (text, expected) => {
    expect(namesOf(paste(text))).toEqual(expected);
  });

  it('shows no key', () => {
    const [{ evidence } = { evidence: [] }] = paste(
      `${url}?project_key=abcdefghijklmnopqrstuvwx&imei=86&version=1.0.0`,
    );
    expect(evidence[0]?.text).not.toContain('abcdefgh');
  });
});

describe('LuatOS logs', () => {
  async function logOf(
    knobs: KnobValues,
    end: string,
    status = '400 Bad Request',
    body = '',
  ): Promise<string[]> {
    const bench = await createKitBench({
      ...{ dialect: luatosLog, firmware: buildScript('fotademo', '1.0.0') },
      serve: (exchange) => respond(exchange, status, Buffer.from(body)),
      knobs: { platformHost: '192.168.1.10:8080', productKey: 'KEY32', ...knobs },
    });
    bench.waitFor(end);
    return namesOf(paste(bench.seen()));
  }

  it.each([
    [{ productKey: '' }, 'result', 'libfotaNoKey'],
    [{ reportedVersion: 'x', library: 'libfota2' }, 'fota', null],
    [{ refusalForm: 'status' }, 'result', '14 cloudCode 27'],
    [{ refusalForm: 'minus9Body' }, 'result', '14 cloudCode 27'],
    [{ refusalForm: 'minus9Empty' }, 'result', 'luatHttp -9'],
    [{ hangAfterMs: 500 }, 'reason: 8', 'watchdog'],
    [{ luaError: "main.lua:42: attempt to index a nil value (global 'x')" }, 'reboot in', 'luaError'],
    [{ luaError: 'main.lua:42: not enough memory' }, 'reboot in', 'outOfMemory'],
    [{ customUrl: 'http://own/upgrade', library: 'libfota2' }, 'fota.url', 'libfotaUrl'],
  ] as const)('by %j', async (knobs, end, name) => {
    const names = await logOf(knobs, end, '400 Bad Request', '{"code": 27, "msg": "\\u5df2"}');
    if (name !== null) expect(names.join(' ')).toContain(name);
  });

  it('names the file and the line of a Lua error', () => {
    const [finding] = paste("E/user.coroutine.resume\tnet.lua:7: attempt to call a nil value (field 'go')");
    expect(finding).toMatchObject({ id: 'luaError', params: { place: 'net.lua:7' } });
  });

  it('find nothing in a start by the key, or in an update that goes well', () => {
    const start =
      'I/pm poweron reason: 0 0 0\nI/main LuatOS@Air780E base 23.11 bsp V1112 32bit\nI/user.fota\tresult\t0';
    expect(new Set(paste(start).map(({ level }) => level))).toEqual(new Set(['notice']));
    expect(pasteLines(...Array.from({ length: 20 }, () => 'I/user.main\tall is well'))).toEqual([]);
  });
});

describe('rows of a journal', () => {
  const line = (text: string, portId: string, jobId: string): JournalEntry => ({
    ...{ kind: 'atLine', direction: 'rx', role: 'urc', text, portId, jobId },
  });
  const journalOf = (entries: readonly JournalEntry[]) => {
    let nowMs = 0;
    const clock = { wallMs: () => nowMs, monoMs: () => nowMs };
    const journal = createMemoryJournal(clock);
    for (const entry of entries) {
      nowMs += 1000;
      journal.append(entry);
    }
    return journal;
  };

  it('are chosen by job, by port, by rows and by time', async () => {
    const journal = journalOf([
      line('+QIOTEVT: 1,10423', 'a', 'one'),
      line('+QIOTEVT: 1,10424', 'b', 'two'),
      line('+QIOTEVT: 2,10473', 'a', 'two'),
    ]);
    const codes = async (span: Parameters<typeof explainJournal>[1]): Promise<unknown[]> =>
      (await explainJournal(journal, span)).findings.map(({ params }) => params['code']);
    expect(await codes({ jobId: 'two' })).toEqual(['1,10424', '2,10473']);
    expect(await codes({ portId: 'a' })).toEqual(['1,10423', '2,10473']);
    expect(await codes({ fromSeq: 2, toSeq: 2 })).toEqual(['1,10424']);
    expect(await codes({ fromMs: 2500 })).toEqual(['2,10473']);
    expect(await codes({ toMs: 1000 })).toEqual(['1,10423']);
    expect(await codes({ jobId: 'nobody' })).toEqual([]);
  });

  it('of two modules are two stories', async () => {
    const journal = journalOf([line('+UPGRADEIND: 100', 'a', 'j'), line('+UPGRADEIND: -1003', 'b', 'j')]);
    const { findings } = await explainJournal(journal, {});
    expect(findings.flatMap(({ id }) => id)).toEqual(['upgradeCode']);
  });

  it('beyond the bound are said to be missing, and the answer tells where to go on', async () => {
    const journal = journalOf(Array.from({ length: 50 }, () => line('+QIOTEVT: 2,10473', 'a', 'j')));
    const first = await explainJournal(journal, {}, { maxRows: 20 });
    expect(first).toMatchObject({ complete: false, examined: 20, lastSeq: 20 });
    expect(await explainJournal(journal, { fromSeq: first.lastSeq + 1 }, { maxRows: 30 })).toMatchObject({
      examined: 30,
      lastSeq: 50,
    });
  });

  it('are left alone as soon as nobody waits for the answer', async () => {
    const journal = journalOf([line('+QIOTEVT: 2,10473', 'a', 'j')]);
    const asked = explainJournal(journal, {}, { signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'rpc.cancelled' });
  });

  it.each([
    ['L-T1', ['21 portGoneAfterDownload']],
    ['L-T2', ['16 cloudCode 43']],
    ['L-T3', ['9 rejectedAfterDownload']],
    ['L-T4', []],
    ['L-T5', ['4 noData']],
    ['L-T7', ['7 fileMissing']],
    ['L-T8', ['23 upgradedByItself']],
    ['L-T9', ['1 noSim', '4 noData']],
    ['Q-T1', []],
    ['Q-T2', ['offerDemandsSignal']],
    ['Q-T3', []],
    ['Q-T5-ps', ['24 quecthingEvent 1,10424']],
    ['D-T1', []],
    ['D-T5', []],
    ['O-T1', []],
    ['O-T2', ['miplEvent 41']],
    ['P-T1', []],
    ['P-T2', ['cfotaFailed']],
    ['U-T1', []],
    ['U-T3', ['uartNotVerified']],
  ])('of transcript %s lead to %j', (id, expected) => {
    expect(namesOf(fromRows(transcriptRows(id)))).toEqual(expected);
  });
});

describe('every text', () => {
  const trees = { 'zh-CN': zh, en };
  const lookup = (tree: unknown, path: string): unknown => {
    const [group = '', ...rest] = path.split('.');
    const below = rest.join('.');
    if (typeof tree !== 'object' || tree === null) return undefined;
    const entries = new Map<string, unknown>(Object.entries(tree));
    return below === '' ? entries.get(group) : lookup(entries.get(group), below);
  };
  const readings: readonly Omit<Reading, 'table'>[] = Object.values(codeTables).flatMap((table) => [
    ...table.values(),
  ]);

  it.each(Object.entries(trees))('is there in %s', (_language, tree) => {
    const has = (path: string): boolean => typeof lookup(tree, path) === 'string';
    const keys = [
      ...Object.keys(symptoms).flatMap((id) => [`explainTitle.${id}`, `explainCause.${id}`]),
      ...codeTableSchema.options.flatMap((table) => [`explainTable.${table}`, `explainApart.${table}`]),
      ...confidenceSchema.options.map((confidence) => `explainConfidence.${confidence}`),
      ...readings.map(({ what }) => `${what.group}.${what.code}`),
      ...readings.flatMap(({ remedies }) => remedies.map((remedy) => `remedy.${remedy}`)),
      ...Object.values(symptoms).flatMap(({ remedies }) => remedies.map((remedy) => `remedy.${remedy}`)),
    ];
    expect(readings.length).toBeGreaterThan(200);
    expect(keys.filter((key) => !has(key))).toEqual([]);
  });

  it('of a problem says whether trying again helps, and what to do', () => {
    const ids = Object.keys(symptoms).filter((id): id is SymptomId => id in symptoms);
    const unhelpful = ids.filter(
      (id) =>
        symptoms[id].level === 'problem' &&
        (symptoms[id].retry === null || symptoms[id].remedies.length === 0),
    );
    expect(unhelpful).toEqual([]);
  });
});
