/**
 * Every number that documents explain, as readings: by table, in the order in which a table is likely to be meant. Texts that
 * exist already (verdicts, CME, events of platforms) are used again. Longer than usual: tables.
 */
import type { CodeTable, Confidence, Reading, Saying } from '../../../shared/contract/explain.ts';
import type { CodeMeaning, RetryClass } from '../../../shared/domain/codeMeaning.ts';
import { cloudCodes, cmeCodes, serialCodes, upgradeCodes } from '../../../shared/domain/luatCodes.ts';
import { httpClientErrors, libfotaResults } from '../../../shared/domain/luatosCodes.ts';
import { cisErrors, miplApplyFailures, miplFailures, miplNews } from '../../../shared/domain/miplEvents.ts';
import { quectelMeanings } from '../../../shared/domain/quectelCodes.ts';
import { quecthingFailures, quecthingNews } from '../../../shared/domain/quecthingEvents.ts';

type Row = Omit<Reading, 'table'>;
type Code = number | string;

const say = (group: Saying['group'], code: Code, params: Saying['params'] = {}): Saying => ({
  group,
  code: String(code),
  params,
});
const plain = (
  what: Saying,
  retry: RetryClass | null = null,
  remedies: readonly string[] = [],
  confidence: Confidence = 'documented',
): Row => ({ what, remedies: [...remedies], confidence, ...(retry === null ? {} : { retry }) });

function ofMeanings(
  meanings: ReadonlyMap<Code, CodeMeaning>,
  what: (code: Code, meaning: CodeMeaning) => Saying,
  confidence: Confidence = 'documented',
): ReadonlyMap<string, Row> {
  return new Map(
    [...meanings].map(([code, meaning]) => [
      String(code),
      plain(what(code, meaning), meaning.retry, meaning.remedies, confidence),
    ]),
  );
}

const byVerdict = (code: Code, { verdict }: CodeMeaning): Saying => say('verdict', verdict, { code });
const luatWord = (verdict: string): Saying => say('luatMeaning', verdict.replace(/^upgrade\./, ''));

const first = ofMeanings(cloudCodes, (_code, { verdict }) => luatWord(verdict));
/** What another document makes of 25, 26 and 27 (platform-apis 1.4): the remedy is that of the meaning, not of the number. */
const shifted = new Map(
  [...cloudCodes].flatMap(([code, { otherReading }]): [string, Row][] => {
    const same = [...cloudCodes.values()].find(({ verdict }) => verdict === otherReading);
    return otherReading === undefined || same === undefined
      ? []
      : [[String(code), plain(luatWord(otherReading), same.retry, same.remedies)]];
  }),
);

/** Remedies of CME numbers that have an obvious one; the others only have a name. */
const cmeRemedies: Readonly<Record<number, readonly [RetryClass, ...string[]]>> = {
  10: ['later', 'checkSim', 'restartModule'],
  11: ['later', 'checkSim'],
  12: ['later', 'checkSim'],
  13: ['later', 'checkSim'],
  14: ['helps', 'tryAgain'],
  15: ['pointless', 'checkSim'],
  30: ['later', 'checkSignal'],
  31: ['later', 'checkSignal'],
  50: ['helps', 'tryAgain'],
  53: ['pointless', 'checkQuotes'],
  58: ['pointless', 'chooseDriver'],
  60: ['helps', 'tryAgain', 'flashByCable'],
  107: ['pointless', 'askOperator'],
  149: ['later', 'checkApn'],
  797: ['later', 'restartModule'],
  901: ['later', 'checkApn'],
  910: ['later', 'checkReach', 'openFirewall'],
  911: ['later', 'checkReach', 'openFirewall'],
  917: ['later', 'checkApn', 'checkUrl'],
  918: ['later', 'checkApn', 'checkUrl'],
};

const cme = new Map(
  cmeCodes.map((code): [string, Row] => {
    const upgrade = upgradeCodes.get(-code);
    if (upgrade !== undefined)
      return [String(code), plain(say('cme', code), upgrade.retry, upgrade.remedies)];
    const [retry, ...remedies] = cmeRemedies[code] ?? [null];
    return [String(code), plain(say('cme', code), retry, remedies)];
  }),
);

const news = (group: Saying['group'], codes: readonly Code[]): [string, Row][] =>
  codes.map((code) => [String(code), plain(say(group, code))]);
const words = (
  group: string,
  codes: readonly Code[],
  confidence: Confidence = 'documented',
): ReadonlyMap<string, Row> =>
  new Map(
    codes.map((code) => [String(code), plain(say('explainCode', `${group}.${code}`), null, [], confidence)]),
  );
const count = (last: number): number[] => Array.from({ length: last + 1 }, (_, index) => index);

const http = new Map<string, Row>([
  ...[200, 206].map((code): [string, Row] => [String(code), plain(say('explainCode', 'http.served'))]),
  ['304', plain(say('explainCode', 'http.304'), 'pointless', ['checkCloudList'])],
  ...[301, 302, 307].map((code): [string, Row] => [
    String(code),
    plain(say('explainCode', 'http.redirect'), 'pointless', ['checkUrl']),
  ]),
  ['400', plain(say('explainCode', 'http.400'), 'later', ['checkCloudList', 'checkUrl'])],
  ...[401, 403].map((code): [string, Row] => [
    String(code),
    plain(say('explainCode', 'http.forbidden'), 'pointless', ['checkUrl', 'checkFileOnServer']),
  ]),
  ['404', plain(say('explainCode', 'http.404'), 'later', ['checkFileOnServer', 'checkUrl'])],
  ['416', plain(say('explainCode', 'http.416'), 'helps', ['restartModule', 'tryAgain'])],
  ...[500, 502, 503, 504].map((code): [string, Row] => [
    String(code),
    plain(say('explainCode', 'http.server'), 'later', ['waitAndRetry', 'checkServer']),
  ]),
]);

/** Numbers of FTP, HTTP and file transfers and of applying share their spellings, never their lines. */
const quectel = (name: keyof typeof quectelMeanings): ReadonlyMap<string, Row> =>
  ofMeanings(quectelMeanings[name], byVerdict);

const otaFinding = (group: string, codes: readonly number[]): ReadonlyMap<string, Row> =>
  new Map(codes.map((code) => [String(code), plain(say('otaFinding', `${group}.${code}`))]));

/** Likeliest first, where a number is pasted alone. */
export const codeTables: Readonly<Partial<Record<CodeTable, ReadonlyMap<string, Row>>>> = {
  luatUpgrade: ofMeanings(upgradeCodes, byVerdict),
  luatCloud: first,
  luatShifted: shifted,
  quecthing: new Map([
    ...ofMeanings(quecthingFailures, (code) => say('quecthingEvent', code)),
    ...news('quecthingEvent', quecthingNews),
  ]),
  cme,
  quectelHttp: quectel('http'),
  quectelFtp: quectel('ftp'),
  quectelFile: quectel('file'),
  quectelApply: quectel('apply'),
  httpStatus: http,
  uartUpgrade: ofMeanings(serialCodes, byVerdict),
  mipl: new Map([
    ...news('miplEvent', miplNews),
    ...ofMeanings(new Map([...miplFailures, ...miplApplyFailures]), (code) => say('miplEvent', code)),
  ]),
  cis: ofMeanings(cisErrors, (code) => say('cisError', code)),
  libfota: new Map([
    ['0', plain(say('explainCode', 'libfota.0'), null, [], 'confirmed')],
    ...ofMeanings(libfotaResults, byVerdict, 'confirmed'),
  ]),
  luatHttp: ofMeanings(httpClientErrors, byVerdict, 'confirmed'),
  bootReason: words('boot', count(10)),
  registration: words('registration', count(5)),
  quecthingState: words('quecthingState', count(12)),
  onenetErrno: otaFinding('errno', [0, 1, 2, 4, 7, 12, 17, 20, 21, 22, 24]),
  onenetFuse: otaFinding('fuse', [0, 20, 12012, 12013]),
  otaErrno: otaFinding('otaErrno', [1, 2, 3, 4, 5, 6]),
};

/** The reading of a code in one table. */
export function readingIn(table: CodeTable, code: Code): Reading | undefined {
  const row = codeTables[table]?.get(String(code));
  return row === undefined ? undefined : { ...row, table };
}

/** Where a document of the first kind and one of the second disagree, both; the common reading first. */
export function cloudReadings(code: number): readonly Reading[] {
  return [readingIn('luatCloud', code), readingIn('luatShifted', code)].filter((one) => one !== undefined);
}

/** A number of a known kind that no document explains. */
export function unexplained(table: CodeTable, code: Code): Reading {
  const what = say('explainCode', 'unknown', { code });
  return { ...plain(what, 'helps', ['tryAgain', 'askVendor'], 'inferred'), table };
}

/** Everything that a number alone can mean. */
export function readingsOf(code: string): readonly Reading[] {
  return tableNames.map((table) => readingIn(table, code)).filter((one) => one !== undefined);
}

const tableNames: readonly CodeTable[] = [
  'luatUpgrade',
  'luatCloud',
  'luatShifted',
  'quectelHttp',
  'quectelFtp',
  'quectelFile',
  'quectelApply',
  'httpStatus',
  'quecthing',
  'cme',
  'uartUpgrade',
  'libfota',
  'luatHttp',
  'mipl',
  'cis',
  'onenetFuse',
  'onenetErrno',
  'otaErrno',
  'registration',
  'quecthingState',
  'bootReason',
];
