/**
 * Every text key that an upgrade can say, so that a test can demand a text for each in every language. Params are named beside
 * the key. Longer than usual: tables.
 */

/** Keys below `verdict.`. */
export const verdictCodes = [
  // proven
  'upgrade.succeeded', // from, to
  'upgrade.imageRuns', // version
  // not provable
  'upgrade.versionChanged', // from, to: the package's new version is not known
  'upgrade.versionCannotTell', // version: old and new bear the same name
  'upgrade.silentAfterReboot', // waitedMs
  'upgrade.portGone', // waitedMs
  'upgrade.portUnstable', // losses
  'upgrade.reportedUnverified', // waitedMs?: the module or the platform said so, no version was read
  'upgrade.imageTaken', // version: digests agree; whether it runs is not known
  'upgrade.imageKept', // version: saved, and nobody was told
  // never started
  'upgrade.alreadyThere', // version
  'upgrade.notIdentified',
  'upgrade.portLost',
  'upgrade.settingRefused', // name, answer
  'upgrade.triggerRefused', // answer
  'upgrade.neverArrived', // waitedMs, url
  'upgrade.noFirstSign', // waitedMs
  'upgrade.restartedBeforeDownload', // version
  'upgrade.noDriver', // version
  'upgrade.banStands',
  'upgrade.noOffer', // waitedMs
  'upgrade.offerRefused', // component, to
  'upgrade.offerGone', // answer
  'upgrade.batteryLow', // actual, needed: percent
  'upgrade.batteryUnknown', // needed
  'upgrade.signalWeak', // actual, needed: dBm
  'upgrade.signalUnknown', // needed
  // download
  'upgrade.stalled', // waitedMs, percent
  'upgrade.downloadTooLong', // limitMs, percent
  'upgrade.downloadInterrupted', // version
  'upgrade.blockShort', // startByte, sizeBytes, readBytes
  'upgrade.imageDamaged', // name, expected, actual
  // the module's own codes
  'upgrade.urlInvalid', // code
  'upgrade.noNetwork', // code
  'upgrade.serverUnreachable', // code
  'upgrade.packageRejected', // code, http?
  'upgrade.packageRejectedAfterDownload', // code
  'upgrade.serverAnsweredError', // code, http?
  'upgrade.storeFailed', // code
  'upgrade.moduleError', // code
  // the cloud's codes: code, cause, http?
  'upgrade.cloudUnknownDevice',
  'upgrade.cloudNoPermission',
  'upgrade.cloudBaseJump',
  'upgrade.cloudProjectInvalid',
  'upgrade.cloudFirmwareInvalid',
  'upgrade.cloudNothingNewer',
  'upgrade.cloudLoopBanned',
  'upgrade.cloudBuilding',
  'upgrade.cloudBaseUnknown',
  'upgrade.cloudOther',
  // what downloads and packages of any family fail with: code
  'upgrade.downloadFailed',
  'upgrade.downloadTimedOut',
  'upgrade.downloadBusy',
  'upgrade.dnsFailed',
  'upgrade.socketFailed',
  'upgrade.portBlocked',
  'upgrade.ftpFileFailed',
  'upgrade.ftpLoginFailed',
  'upgrade.fotaPathWrong',
  'upgrade.backupAreaFailed',
  'upgrade.unpackFailed',
  'upgrade.applyQuit',
  'upgrade.packageFaulty',
  'upgrade.packageUnverified',
  'upgrade.packageDamaged',
  'upgrade.baseVersionWrong',
  'upgrade.sourceMismatch',
  'upgrade.noSpace',
  'upgrade.patchFailed',
  'upgrade.projectMismatch',
  'upgrade.baselineMismatch',
  'upgrade.settingNotKept', // code: name of the setting
  // scripts of LuatOS modules
  'upgrade.luaError', // code: the error
  'upgrade.scriptHangs',
  'upgrade.libfotaNoKey',
  'upgrade.libfotaBadVersion',
  'upgrade.libfotaIncomplete', // code
  'upgrade.libfotaUrl',
  'upgrade.libfotaRefused', // code
  // platforms of other vendors: code as on the wire
  'upgrade.notLoggedIn', // code
  'upgrade.loginSilent', // code
  'upgrade.connectionLost', // code
  'upgrade.planForMcu', // code
  'upgrade.planForModule', // code
  'upgrade.quecthingNotSetUp', // code
  'upgrade.quecthingOtherProduct',
  'upgrade.quecthingWrongKey',
  'upgrade.quecthingWrongSecret',
  'upgrade.quecthingNoNetwork',
  'upgrade.quecthingQuota',
  'upgrade.quecthingFailed',
  'upgrade.quecthingEvent', // code: a token of `quecthingEvent.`
  'upgrade.miplLoginFailed',
  'upgrade.miplSessionGone',
  'upgrade.cisError', // code: a token of `cisError.`
  // after the download
  'upgrade.applyFailed', // code
  'upgrade.rolledBack', // code
  'upgrade.resetRefused', // answer
  'upgrade.noReboot', // version
  'upgrade.sameVersion', // version, expected?
  'upgrade.otherVersion', // version, expected
  // over the AT port: code?, block?
  'upgrade.serialNotOffered', // answer
  'upgrade.serialParameter',
  'upgrade.serialUnsupported',
  'upgrade.serialSize',
  'upgrade.serialSequence',
  'upgrade.serialChecksum',
  'upgrade.serialNotErased',
  'upgrade.serialEraseFailed',
  'upgrade.serialWriteFailed',
  'upgrade.serialReadFailed',
  'upgrade.serialNoFile',
  'upgrade.serialOther', // answer
  'upgrade.serialSilent', // step, waitedMs
  'upgrade.uploadRefused', // answer
  'upgrade.streamBroken', // sentBytes, totalBytes, code?
  'upgrade.serialNotVerified', // state
  // by the person
  'upgrade.cancelledBeforeStart',
  'upgrade.cancelledWhileSending', // sentBytes, totalBytes
  'upgrade.cancelledWhileReading',
  'upgrade.cancelledModuleContinues', // percent?
  'upgrade.cancelledAfterDownload',
  'upgrade.cancelledWhileApplying',
  'upgrade.cancelledWhileWaiting',
] as const;
export type VerdictCode = (typeof verdictCodes)[number];

/** Keys below `remedy.`. */
export const remedyCodes = [
  'checkUrl',
  'checkQuotes',
  'checkSim',
  'checkSignal',
  'checkApn',
  'checkReach',
  'openFirewall',
  'useSerialWay',
  'checkFileOnServer',
  'checkBase',
  'checkPackageSize',
  'useIntermediateVersion',
  'tryAgain',
  'waitAndRetry',
  'flashByCable',
  'askVendor',
  'checkImei',
  'registerImei',
  'moveImeiToAccount',
  'fixKey',
  'matchFirmwareName',
  'checkCloudList',
  'unlockImei',
  'findLoopCause',
  'sendBaseToVendor',
  'updateFirmwareFirst',
  'checkCable',
  'checkPort',
  'checkPower',
  'readVersionLater',
  'keepPowered',
  'letModuleFinish',
  'restartModule',
  'restoreUrlByHand',
  'compareDigest',
  'checkPlan',
  'checkLogin',
  'charge',
  'acceptByHand',
  'chooseDriver',
  'freeSpace',
  'fixFotaPath',
  'checkFtpLogin',
  'uploadPackageAgain',
  'checkServer',
  'fixProductKey',
  'fixProductSecret',
  'setUpProduct',
  'fixDeviceKey',
  'resetDeviceSecret',
  'buyLicence',
  'takeImageWay',
  'flashImage',
  'askMcuVersion',
  'declareImage',
  'followCloudWay',
  'chooseProject',
  'fixScript',
  'setScriptKey',
  'fixScriptUrl',
  'fixScriptVersion',
] as const;
export type RemedyCode = (typeof remedyCodes)[number];

/** Keys below `phase.` that progress uses. */
export const phaseCodes = [
  'upgrade.identifying',
  'upgrade.configuring',
  'upgrade.requesting',
  'upgrade.awaitingStart',
  'upgrade.checkingOffer',
  'upgrade.offered',
  'upgrade.answeringOffer',
  'upgrade.downloading',
  'upgrade.readingBlocks',
  'upgrade.handingOn',
  'upgrade.resetting',
  'upgrade.testing',
  'upgrade.erasing',
  'upgrade.sending',
  'upgrade.verifying',
  'upgrade.downloaded',
  'upgrade.awaitingReboot',
  'upgrade.rebooting',
  'upgrade.applying',
  'upgrade.reconnecting',
  'upgrade.checkingVersion',
  'upgrade.settling',
  'upgrade.explaining',
  'upgrade.deferred',
  'upgrade.reporting',
  'upgrade.restoring',
] as const;
export type PhaseCode = (typeof phaseCodes)[number];

/** Keys below `event.` that an upgrade writes to the journal. */
export const eventCodes = [
  'upgrade.identified', // version
  'upgrade.urlRead', // url
  'upgrade.urlWasEmpty',
  'upgrade.urlNotReadable',
  'upgrade.urlSet', // url, saved
  'upgrade.triggered',
  'upgrade.triggerIgnored', // answer: the module was already downloading
  'upgrade.startedByModule', // nobody had asked for it
  'upgrade.startedByUrl', // setting the URL was enough
  'upgrade.unaskedBegan', // driver: heard while no job has the port
  'upgrade.typedBegan', // driver: an order that was typed, and no job follows
  'upgrade.unaskedEnded', // it failed or the module restarted, and no job followed
  'upgrade.unaskedSilent', // nothing more was heard of it
  'upgrade.tookOver', // driver: a job follows what had begun before it
  'upgrade.serverAsked', // the module's request reached the server
  'upgrade.serverServed', // status, sentBytes
  'upgrade.downloaded',
  'upgrade.moduleFailed', // code
  'upgrade.explained', // code?, http?, cause?
  'upgrade.waiting', // waitMs, cause: will ask again by itself
  'upgrade.driverChosen', // driver, reason, evidence
  'upgrade.driverForced', // driver
  'upgrade.requestHeld', // waitMs: the platform may not be asked yet
  'upgrade.following', // nothing is sent, the platform starts it
  'upgrade.offered', // component, from, to, minBattery?, minSignalDbm?
  'upgrade.offerAccepted',
  'upgrade.offerRefused',
  'upgrade.downloadInterrupted',
  'upgrade.resuming', // it was interrupted; asked to go on
  'upgrade.imageRead', // sizeBytes
  'upgrade.imageSaved', // path, sizeBytes, sha256
  'upgrade.quecthingSaid', // code: a token of `quecthingEvent.`
  'upgrade.scriptAsked', // code: the version it names, may be empty
  'upgrade.miplSaid', // code: a token of `miplEvent.`
  'upgrade.hostReset',
  'upgrade.rollingBack',
  'upgrade.reportUnheard',
  'upgrade.portVanished',
  'upgrade.portReturned', // portId
  'upgrade.portStillGone', // waitedMs
  'upgrade.bootSeen',
  'upgrade.applyEnded', // code
  'upgrade.versionRead', // version
  'upgrade.versionStillOld', // version, waitMs: will look once more
  'upgrade.cloudInformed', // succeeded
  'upgrade.serialOffered',
  'upgrade.serialErased',
  'upgrade.serialBlockRepeated', // block, code
  'upgrade.serialRestarted', // block, code
  'upgrade.serialVerified', // state
  'upgrade.serialApplied',
  'upgrade.cancelRequested',
  'upgrade.urlRestored', // url
  'upgrade.urlGone',
  'upgrade.urlStillSet', // url: not saved, forgotten at the module's next restart
  'upgrade.urlNotRestored', // url: saved, and the old one is not known or was not taken
  'upgrade.restoreImpossible', // reason
] as const;
export type EventCode = (typeof eventCodes)[number];

/** Keys below `driverReason.`: why a driver fits a module. */
export const driverReasonCodes = ['airM2M', 'quectel', 'quecthing', 'simcomA76', 'onemo', 'logPort'] as const;
export type DriverReasonCode = (typeof driverReasonCodes)[number];
