import { meaning } from '../../../../../shared/domain/codeMeaning.ts';
import { quecthingFailures } from '../../../../../shared/domain/quecthingEvents.ts';
import { readVersionBy } from '../../identityVersion.ts';
import { readBatteryAndSignal } from '../conditions.ts';
import { type DriverDefinition, defineDriver } from '../defineDriver.ts';
import { detectByWord } from '../detection.ts';
import { decodeFota } from './fota.ts';
import { quecthingImage } from './image.ts';
import { declareMcuVersion, readMcuVersion } from './mcuVersion.ts';
import { answerPlan, knowsQuecthing, logInToReport, loginMs, queryLogin, requestPlan } from './session.ts';
import { decodeSota } from './sota.ts';

/** QuecThing: the platform has a plan, the host asks for it, weighs it and says yes (at-commands 2). */

const planIsForMcu = meaning('upgrade.planForMcu', 'server', 'pointless', 'takeImageWay', 'checkPlan');
const planIsForModule = meaning(
  'upgrade.planForModule',
  'server',
  'pointless',
  'followCloudWay',
  'checkPlan',
);

const codes: DriverDefinition['codes'] = {
  event: new Map([...quecthingFailures, ['mcu', planIsForMcu], ['module', planIsForModule]]),
  order: new Map([
    [
      'AT+QIOTREG',
      meaning('upgrade.quecthingNotSetUp', 'module', 'pointless', 'setUpProduct', 'checkServer'),
    ],
    ['AT+QIOTCFG', meaning('upgrade.quecthingNotSetUp', 'module', 'later', 'setUpProduct', 'restartModule')],
    [
      'otherProduct',
      meaning('upgrade.quecthingOtherProduct', 'module', 'pointless', 'chooseProject', 'setUpProduct'),
    ],
    ['silent', meaning('upgrade.loginSilent', 'network', 'later', 'checkSignal', 'checkSim', 'checkServer')],
  ]),
};

const family = {
  dialects: ['QIOTEVT'],
  triggers: ['host', 'cloud'],
  needsConfirm: true,
  codes,
  // Every Quectel can have it; that this one does is asked by `isOffered`.
  detect: detectByWord(/\bquectel/i, 'quecthing', 'likely'),
  // Between its events a download tells nothing, however long it takes.
  timeouts: {
    ...{ firstSignMs: loginMs + 30_000, offerMs: 120_000 },
    ...{ noProgressMs: 30 * 60_000, downloadMs: 60 * 60_000 },
  },
  isOffered: knowsQuecthing,
  readConditions: readBatteryAndSignal,
  confirm: answerPlan,
  queryState: queryLogin,
} satisfies Partial<DriverDefinition>;

/** The module's own firmware; proved by its version after the restart, told to the platform at the next login. */
export const quecthingFotaDriver = defineDriver({
  ...family,
  id: 'quecthing-fota',
  deliveries: ['cloud'],
  progress: 'events',
  successProof: 'versionReadbackAndUrc',
  decode: decodeFota,
  readVersion: (channel, options) => readVersionBy(channel, ['AT+CGMR', 'AT+QGMR', 'ATI'], options),
  trigger: (channel, request, options) => requestPlan(channel, request, ['AT+QIOTOTAREQ'], options),
  report: logInToReport,
});

/** The image of the MCU behind the module; its digests are checked here, that it runs is its own to say. */
export const quecthingSotaDriver = defineDriver({
  ...family,
  id: 'quecthing-sota',
  deliveries: ['local'],
  progress: 'bytes',
  transfers: ['pullBlocks'],
  successProof: 'versionReadbackAndUrc',
  decode: decodeSota,
  readVersion: readMcuVersion,
  // SHA-256 is told from SDK 2.8.2 on; older ones refuse to be asked for it.
  async trigger(channel, request, options) {
    const { component } = request;
    const declared = component === null ? null : await declareMcuVersion(channel, component, options);
    if (declared?.kind === 'refused') return declared;
    return requestPlan(channel, request, ['AT+QIOTOTAREQ=1', 'AT+QIOTOTAREQ'], options);
  },
  image: quecthingImage,
});
