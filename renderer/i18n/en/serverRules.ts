import type { Same } from '../same.ts';
import type { serverRules as original } from '../zh-CN/serverRules.ts';

export const serverRules: Same<typeof original> = {
  saved: 'Rules saved',
  defaults: 'Back to defaults',
  loops: 'Ban for upgrading in a loop',
  loopsText:
    'So many downloads of one upgrade ban the module with code 40. Continued ones and bench modules do not count.',
  addLoop: 'Add a window',
  removeLoop: 'Remove window {{n}}',
  noLoops: 'No window: no module is banned by itself.',
  count: 'Ban at download number',
  hours: 'Within hours',
  times: 'Times',
  timesText: 'Parts of an hour are fine: 0.5 is half an hour.',
  confirm: 'Wait for the new version (hours)',
  confirmHint: 'Served and no report of the new version for so long: suspected to have failed.',
  pin: 'Keep a cut download (hours)',
  pinHint: 'A module that continues within this time gets the same file, whatever changed meanwhile.',
  answers: 'Answers that refuse',
  answersText: 'For imitating a platform; the list of requests always tells the reason as well.',
  table: 'Code table',
  classic: 'Classic',
  shifted: 'Shifted',
  text_classic: '17 no permission, 25 invalid project, 26 invalid firmware, 27 newest already.',
  text_shifted: '25 no permission, 26 invalid project, 27 invalid firmware or newest already.',
  status: 'HTTP status',
  statusHint:
    '400 to 499. Which one the platform sends is not published; modules only need neither 2xx nor 3xx.',
  redirect: 'Allow redirects',
  redirectHint: 'Only for requests with need_oss_url=1: the answer is an address that works once.',
  badStatus: 'The status must be 400 to 499.',
  badLoop: 'The number must be 2 to 1000, the window one minute to 30 days.',
  badConfirm: 'The wait for the new version must be one minute to 90 days.',
  badPin: 'The time for a cut download must be one minute to 30 days.',
};
