/** The support desk's table (at-commands 6) as data: which finding, and with which code, is which row. */

export interface DeskRow {
  readonly row: number;
  /** Id of the finding. */
  readonly id: string;
  /** Codes by which this row is told from others with the same id. */
  readonly codes?: readonly (string | number)[];
}

export const deskRows: readonly DeskRow[] = [
  { row: 1, id: 'noSim' },
  { row: 2, id: 'noCoverage' },
  { row: 3, id: 'registrationDenied' },
  { row: 4, id: 'noData' },
  { row: 5, id: 'serverUnreachable' },
  { row: 6, id: 'urlInvalid' },
  { row: 7, id: 'fileMissing' },
  { row: 8, id: 'errorBodyAtOnce' },
  { row: 9, id: 'rejectedAfterDownload' },
  { row: 10, id: 'cloudCode', codes: [25] },
  { row: 11, id: 'cloudCode', codes: [17] },
  { row: 12, id: 'cloudCode', codes: [3] },
  { row: 13, id: 'cloudCode', codes: [26] },
  { row: 14, id: 'cloudCode', codes: [27] },
  { row: 15, id: 'cloudCode', codes: [40] },
  { row: 16, id: 'cloudCode', codes: [43] },
  { row: 17, id: 'cloudCode', codes: [44] },
  { row: 18, id: 'cloudCode', codes: [21] },
  { row: 19, id: 'deliveredNotInstalled' },
  { row: 20, id: 'flashWrite' },
  { row: 21, id: 'portGoneAfterDownload' },
  { row: 22, id: 'garbageAfterReboot' },
  { row: 22, id: 'silentAfterReboot' },
  { row: 23, id: 'upgradedByItself' },
  { row: 24, id: 'quecthingEvent', codes: ['1,10423', '1,10424'] },
  { row: 25, id: 'quecthingEvent', codes: ['1,10422'] },
  { row: 26, id: 'quecthingEvent', codes: ['2,10473', '2,10474'] },
  { row: 27, id: 'noPlan' },
  { row: 28, id: 'quecthingEvent', codes: ['7,10706'] },
  { row: 29, id: 'quecthingEvent', codes: ['8,10429'] },
  { row: 30, id: 'offerDemandsBattery' },
  { row: 31, id: 'quectelHttp', codes: [702, 714, 716] },
  { row: 32, id: 'quectelApply', codes: [504, 505, 506] },
  { row: 33, id: 'quectelApply', codes: [507, 510, 552, 553] },
  { row: 34, id: 'quectelApply', codes: [501, 511] },
  { row: 35, id: 'fotaPath', codes: [608] },
  { row: 36, id: 'powerCutWhileApplying' },
];

const byKey = new Map(
  deskRows.flatMap(({ row, id, codes }) =>
    (codes ?? ['']).map((code): [string, number] => [`${id} ${code}`, row]),
  ),
);

/** Row of a finding, undefined where the table has none. */
export function deskRowOf(id: string, code: string | number | boolean | undefined): number | undefined {
  return byKey.get(`${id} ${code ?? ''}`) ?? byKey.get(`${id} `);
}
