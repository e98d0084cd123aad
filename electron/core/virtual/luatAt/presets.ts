import type { KnobPreset } from '../dialect.ts';
import type { LuatKnobs } from './knobs.ts';

/** A preset whose knobs the compiler knows. */
function preset(id: string, knobs: Partial<LuatKnobs>): KnobPreset {
  return { id, knobs };
}

/** The cases of the support desk (at-commands 6) that a module with AT firmware can show. */
export const luatPresets: readonly KnobPreset[] = [
  preset('cloudBuilding', { cloudVerdict: 43, cloudVerdictSec: 120 }),
  preset('cloudWrongKey', { cloudVerdict: 25 }),
  preset('cloudOtherAccount', { cloudVerdict: 17 }),
  preset('cloudUnknownDevice', { cloudVerdict: 3 }),
  preset('cloudOtherName', { cloudVerdict: 26 }),
  preset('cloudNewest', { cloudVerdict: 27 }),
  preset('cloudBanned', { cloudVerdict: 40 }),
  preset('cloudUnknownBase', { cloudVerdict: 44 }),
  preset('fileMissing', { httpStatus: 404 }),
  preset('captivePage', { httpStatus: 200 }),
  preset('noSim', { sim: false }),
  preset('simLocked', { simLock: 'pin' }),
  preset('noCoverage', { registration: 2, signalRssi: 99 }),
  preset('registrationDenied', { registration: 3 }),
  preset('noData', { attached: false }),
  preset('weakSignal', { signalRssi: 5, signalJitter: 3, linkBytesPerSecond: 4000, breakAtPercent: 60 }),
  preset('wrongBaseAtBoot', { wrongBase: 'droppedAtBoot' }),
  preset('wrongBaseSilent', { wrongBase: 'silentlyOld' }),
  preset('deliveredNotInstalled', { versionAfterReboot: 'old' }),
  preset('areaTooSmall', { fotaAreaBytes: 4096 }),
  preset('flashBroken', { flashWriteFails: true }),
  preset('powerCutDownload', { powerCut: 'download:50', powerOffMs: 10_000 }),
  preset('powerCutApply', { powerCut: 'apply:1:halfImage', powerOffMs: 10_000 }),
  preset('applyFails', { applyFails: 'keepsOld' }),
  preset('bricked', { applyFails: 'dead' }),
  preset('settingForgotten', { settingStored: 'untilReset' }),
  preset('settingIgnored', { settingStored: 'ignored' }),
  preset('noReadback', { readback: 'error' }),
  preset('startsByItself', { startOnUrlSet: true }),
  preset('asksByItself', { factoryAuto: 1, factoryPeriodSec: 60 }),
  preset('portStaysAway', { usbDrop: true, portBackMs: 25_000 }),
  preset('baudLost', { deafLines: 3, garbageBytes: 48 }),
  preset('oldFirmware', { failureReport: 'cmeError', progressName: '+UPGRADE', stateOk: false, cmee: 0 }),
];

/** Only a base jump of UIS8910 is refused with it (at-commands 1.2). */
export const baseJumpPreset = preset('cloudBaseJump', { cloudVerdict: 21 });

/** Only EC618 has the serial upgrade (at-commands 1.5). */
export const serialPresets: readonly KnobPreset[] = [
  preset('noisyLine', { uartBadBlockEvery: 7, uartLostAnswerEvery: 11 }),
  preset('noSerialUpgrade', { uartUpgrade: 'no' }),
];
