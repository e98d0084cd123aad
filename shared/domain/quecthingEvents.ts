/**
 * What `+QIOTEVT: <type>,<code>` means (at-commands 2.2). Every row has a text below `quecthingEvent.` in both languages; a row with
 * a meaning keeps an upgrade from beginning, or explains why it fails. Longer than usual: tables.
 */
import { type CodeMeaning, meaning, waiting } from './codeMeaning.ts';

const askVendor = meaning('upgrade.quecthingEvent', 'server', 'later', 'askVendor', 'tryAgain');
const perhapsNoNetwork = waiting(
  'network',
  meaning('upgrade.quecthingNoNetwork', 'network', 'later', 'checkSignal', 'checkSim', 'checkApn'),
);
const connectionLost = waiting(
  'network',
  meaning('upgrade.connectionLost', 'network', 'later', 'checkSignal', 'checkSim', 'waitAndRetry'),
);
const wrongDeviceKey = meaning('upgrade.quecthingEvent', 'server', 'pointless', 'fixDeviceKey');
const otherDeviceSecret = meaning('upgrade.quecthingEvent', 'server', 'pointless', 'resetDeviceSecret');
const connectAgain = meaning('upgrade.quecthingEvent', 'server', 'helps', 'checkLogin', 'tryAgain');

/** Failures of authentication (1), connection (2), subscription (3), log-out (6), OTA (7) and platform (8). */
export const quecthingFailures: ReadonlyMap<number | string, CodeMeaning> = new Map<string, CodeMeaning>([
  ['1,10300', askVendor],
  ['1,10404', askVendor],
  ['1,10421', otherDeviceSecret],
  ['1,10422', otherDeviceSecret],
  ['1,10423', meaning('upgrade.quecthingWrongKey', 'server', 'pointless', 'fixProductKey', 'checkServer')],
  [
    '1,10424',
    meaning(
      'upgrade.quecthingWrongSecret',
      'server',
      'pointless',
      'fixProductSecret',
      'resetDeviceSecret',
      'checkServer',
    ),
  ],
  ['1,10425', wrongDeviceKey],
  ['1,10427', askVendor],
  ['1,10431', wrongDeviceKey],
  ['1,10433', askVendor],
  ['1,10434', askVendor],
  ['1,10440', meaning('upgrade.quecthingEvent', 'server', 'pointless', 'checkLogin', 'askVendor')],
  ['1,10450', perhapsNoNetwork],
  ['1,10500', askVendor],
  ['2,10404', askVendor],
  ['2,10430', otherDeviceSecret],
  ['2,10431', wrongDeviceKey],
  ['2,10433', askVendor],
  ['2,10434', askVendor],
  ['2,10437', connectAgain],
  ['2,10438', connectAgain],
  ['2,10450', perhapsNoNetwork],
  ['2,10471', askVendor],
  ['2,10473', connectionLost],
  ['2,10474', connectionLost],
  ['2,10475', meaning('upgrade.quecthingEvent', 'module', 'later', 'checkLogin', 'checkServer')],
  ['2,10476', connectionLost],
  ['2,10477', wrongDeviceKey],
  ['2,10478', otherDeviceSecret],
  ['2,10500', askVendor],
  ['3,10300', connectAgain],
  ['6,10200', meaning('upgrade.notLoggedIn', 'module', 'later', 'checkLogin', 'tryAgain')],
  [
    '7,10706',
    meaning(
      'upgrade.quecthingFailed',
      'module',
      'later',
      'checkPlan',
      'checkBase',
      'checkSignal',
      'tryAgain',
    ),
  ],
  ['7,10708', meaning('upgrade.quecthingEvent', 'module', 'later', 'tryAgain')],
  ['8,10428', meaning('upgrade.quecthingEvent', 'server', 'later', 'waitAndRetry')],
  ['8,10429', meaning('upgrade.quecthingQuota', 'server', 'later', 'buyLicence')],
  ['8,10442', meaning('upgrade.quecthingEvent', 'server', 'later', 'checkLogin')],
]);

/** Everything else that an event can say; none of it is about an upgrade that fails. */
export const quecthingNews = [
  '1,10200',
  '2,10200',
  '2,10441',
  '3,10200',
  '4,10200',
  '4,10210',
  '4,10220',
  '4,10230',
  '4,10240',
  '4,10250',
  '4,10300',
  '4,10310',
  '4,10320',
  '4,10330',
  '4,10340',
  '4,10350',
  '4,10400',
  '4,10410',
  '4,10420',
  '5,10200',
  '5,10210',
  '5,10211',
  '5,10212',
  '5,10428',
  '5,10473',
  '6,10201',
  '7,10700',
  '7,10701',
  '7,10702',
  '7,10703',
  '7,10704',
  '7,10705',
  '7,10707',
  '9,10200',
  '9,10300',
] as const;

/** Keys below `quecthingEvent.`. */
export const quecthingEventKeys: readonly string[] = [
  ...[...quecthingFailures.keys()].map(String),
  ...quecthingNews,
];
