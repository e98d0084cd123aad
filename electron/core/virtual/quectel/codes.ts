import type { FetchFailure } from '../kit/fetchFile.ts';
import type { QuectelKnobs } from './knobs.ts';

/** Numbers of `HTTPEND`, `FTPEND` and `END` that the simulator gives by itself (at-commands 3). */
export const endCodes = {
  ok: 0,
  packageProblem: 504,
  ftpUnknown: 601,
  ftpTimeout: 602,
  pathWrong: 608,
  ftpFile: 611,
  ftpLogin: 625,
  httpTimeout: 702,
  httpBusy: 703,
  httpUrl: 711,
  httpName: 714,
  httpSocket: 716,
} as const;

/** What a download that brought no file ends with. */
export function httpEndCode(failure: FetchFailure, knobs: QuectelKnobs): number {
  switch (failure) {
    case 'url':
      return endCodes.httpUrl;
    case 'offline':
      return knobs.offlineEndCode;
    case 'name':
      return endCodes.httpName;
    case 'connect':
      return endCodes.httpSocket;
    case 'silent':
    case 'broken':
      return endCodes.httpTimeout;
    case 'response':
      return knobs.statusEndCode;
  }
}
