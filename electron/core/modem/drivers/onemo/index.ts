import { meaning } from '../../../../../shared/domain/codeMeaning.ts';
import { cisErrors, miplApplyFailures, miplFailures } from '../../../../../shared/domain/miplEvents.ts';
import { readVersionBy } from '../../identityVersion.ts';
import { defineDriver } from '../defineDriver.ts';
import { detectByWord } from '../detection.ts';
import { logIn, logInToReport, loginMs } from './session.ts';
import { decodeOnemo } from './signals.ts';

/** China Mobile's OneMO modules (MN316 and kin): the platform begins once the module is logged in (at-commands 5). */
export const onemoLwm2mDriver = defineDriver({
  id: 'onemo-lwm2m',
  dialects: ['MIPLEVENT', 'FIRMWARE'],
  deliveries: ['cloud'],
  triggers: ['cloud'],
  resumesAtLogin: true,
  progress: 'events',
  successProof: 'versionReadbackAndUrc',
  detect: detectByWord(/\b(?:MN3\d{2}[A-Z]?|OneMO)\b/i, 'onemo'),
  decode: decodeOnemo,
  codes: {
    mipl: miplFailures,
    apply: miplApplyFailures,
    cis: cisErrors,
    login: new Map([
      ['silent', meaning('upgrade.loginSilent', 'network', 'later', 'checkSignal', 'checkSim', 'checkLogin')],
    ]),
  },
  // The platform chooses its moment after a login.
  timeouts: {
    ...{ firstSignMs: loginMs + 30_000, offerMs: 180_000 },
    ...{ noProgressMs: 30 * 60_000, downloadMs: 60 * 60_000 },
  },
  readVersion: (channel, options) => readVersionBy(channel, ['AT+CGMR', 'ATI'], options),
  trigger: (channel, { resume }, options) => logIn(channel, resume, options),
  report: logInToReport,
});
