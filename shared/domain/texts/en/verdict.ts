/** How a job ended, by verdict code: what happened and what that means. Longer than usual: a table of texts. */
export const verdict = {
  job: { error: 'Airdock itself could not finish this job ({{error}}).' },
  delta: {
    proved: 'The package was built and proved: {{images}} image(s), {{sizeBytes}} bytes.',
    cancelled: 'Building was cancelled; no file was left behind.',
    interrupted: 'Airdock ended while building; there is no package.',
  },
  verify: {
    equal: 'Separate code rebuilt the new firmware from the old one and the package: {{images}} image(s).',
    differs:
      'The package does not reach the new firmware: an image is rebuilt differently, or is not in the package.',
    cancelled: 'The check was cancelled.',
    interrupted: 'Airdock ended during the check; there is no result.',
  },
  export: {
    written: '{{lines}} lines ({{sizeBytes}} bytes) were exported to {{path}}.',
    cancelled: 'The export was cancelled; no file was left.',
    interrupted: 'Airdock ended during the export, so there is no whole file. Export again.',
  },
  apply: {
    rebuilt: '{{images}} image(s) were rebuilt and written to {{path}}.',
    cancelled: 'Rebuilding was cancelled; no file was written.',
    interrupted:
      'Airdock ended while rebuilding; what was written may be incomplete. Remove it and start again.',
  },
  settings: {
    applied:
      'The preset "{{preset}}" was written to {{total}} modules, and every setting read back the same.',
    unproven:
      'The preset "{{preset}}" was sent to {{total}} modules; {{unproven}} of them cannot read back, so it is not proven there.',
    partly: 'The preset "{{preset}}" failed on {{failed}} of {{total}} modules; the others are not affected.',
    failed: 'The preset "{{preset}}" reached no module.',
    cancelled:
      'Cancelled. Settings that were begun were completed and read back; the other modules are unchanged.',
    interrupted:
      'Airdock ended while writing. What was sent and the old values are kept, so each change can be undone.',
  },
  upgrade: {
    succeeded: 'Upgraded: after its restart the module itself reports {{to}} (before: {{from}}).',
    versionChanged:
      'The version changed from {{from}} to {{to}}. The package does not name its target version, so this cannot be confirmed as the right one.',
    versionCannotTell:
      'The module reports {{version}}. Old and new firmware bear the same name, so the name cannot tell whether it was upgraded.',
    silentAfterReboot:
      'After the upgrade had begun the module did not tell its version within {{waitedMs}} ms, so the result is not proven. It may still be restarting or applying the package: keep it powered.',
    portGone:
      'The port did not come back within {{waitedMs}} ms. The version could not be read, so the result is not proven.',
    portUnstable:
      'The port kept disappearing ({{losses}} times). The version could not be read, so the result is not proven.',
    alreadyThere:
      'The module already runs {{version}}. There is nothing to upgrade; the module was not changed.',
    notIdentified: 'The module did not tell its version. The upgrade was not started.',
    portLost: 'The port disappeared before the download began. The upgrade was not started.',
    settingRefused: 'The module refused to set {{name}}: {{answer}}. The upgrade was not started.',
    triggerRefused: 'The module refused the upgrade command: {{answer}}. No download was started.',
    neverArrived:
      'The module took the command, but did not ask for {{url}} within {{waitedMs}} ms. Most likely its network does not reach this computer.',
    noFirstSign:
      'The module took the command, but showed no sign of a download within {{waitedMs}} ms. Its OK only means that the command was received.',
    restartedBeforeDownload: 'The module restarted before the download began and still runs {{version}}.',
    stalled: 'The download had begun and then stopped: no progress for {{waitedMs}} ms.',
    downloadTooLong:
      'The download was not finished after {{limitMs}} ms. Airdock no longer waits; the module may still go on.',
    downloadInterrupted:
      'The module restarted during the download and still runs {{version}}. An incomplete package is never applied.',
    urlInvalid:
      'The module finds the download URL invalid ({{code}}). Usual causes: a typing error, or full-width quotes copied from a document.',
    noNetwork:
      'The module has no data connection ({{code}}): it is not attached, or its APN is not connected.',
    serverUnreachable:
      'The module cannot connect to the server ({{code}}): the address is out of its reach, DNS fails, or the SIM only reaches a whitelist.',
    packageRejected:
      'The module rejected what it received ({{code}}): the package is invalid or too large, or the server sent an error message instead of a package.',
    packageRejectedAfterDownload:
      'The whole package arrived and the module rejected it ({{code}}): most likely it was made for another base, or it exceeds the download area (480 KiB on EC618).',
    serverAnsweredError:
      "The server's HTTP answer to the module was an error ({{code}}). Most often the file is not there (404).",
    storeFailed: 'The module could not write the package to its flash ({{code}}).',
    moduleError: 'The module reports upgrade error {{code}}; no document explains it further.',
    cloudUnknownDevice:
      'The cloud does not know this device (code {{cause}}): its IMEI is not on the platform, or the request names its parameters wrongly.',
    cloudNoPermission:
      "No permission (code {{cause}}): IMEI, firmware and project are not in one account. Another document numbers 'no permission' 25; where the server explains itself in words, trust its words.",
    cloudBaseJump:
      'The cloud refuses to change the base over the air (code {{cause}}): an 8910 cannot go from 1.0.2/1.2 to 1.0.3/1.3.',
    cloudProjectInvalid:
      'The project is invalid (code {{cause}}): the KEY is wrong or belongs to another account. Another document reads it as no permission; where the server explains itself in words, trust its words.',
    cloudFirmwareInvalid:
      'The firmware is invalid (code {{cause}}): the project has no firmware of the name that the module reports. Another document reads it as a wrong project; where the server explains itself in words, trust its words.',
    cloudNothingNewer:
      'Nothing to deliver (code {{cause}}): the module is up to date, not on the list, or the upgrade switch is off. Another document reads it as wrong firmware; where the server explains itself in words, trust its words.',
    cloudLoopBanned:
      'The cloud sees an upgrade loop and has banned this IMEI (code {{cause}}). Documents disagree on the limit: about 6 requests an hour, or 6 to 10 a day.',
    cloudBuilding:
      'The cloud is still building the delta (code {{cause}}), which usually takes a few minutes.',
    cloudBaseUnknown:
      'The cloud does not have the base that the module runs (code {{cause}}); usual with custom firmware.',
    cloudOther: 'The cloud refused the request; no document explains code {{cause}}.',
    applyFailed: 'The module failed to apply the package ({{code}}).',
    noReboot: 'The module did not restart after the download and still runs {{version}}.',
    sameVersion:
      'After its restart the module still reports {{version}}: the upgrade had no effect. A package that was served is delivered, not running.',
    otherVersion: 'After its restart the module reports {{version}} instead of {{expected}}.',
    baseMismatch:
      'The module runs {{module}}, the package starts from {{base}}. It does not fit; the upgrade was not started.',
    preflightRefused:
      'The preflight found a problem that stops the upgrade; the module was not changed. Solve it, or give a reason to go on.',
    serialNotOffered:
      'The module does not offer the serial upgrade: {{answer}}. It needs EC618 firmware V1155 or later, standard AT or LPAT.',
    serialParameter: 'The module finds a parameter of the serial upgrade wrong (error 1).',
    serialUnsupported: 'The module does not support this step of the serial upgrade (error 2).',
    serialSize: 'The module finds the size of a block or of the package wrong (error 3).',
    serialSequence: 'The numbers of the blocks are not consecutive (error 4).',
    serialChecksum:
      'The checksum of a block was wrong several times (error 5); most likely the line is disturbed.',
    serialNotErased: 'The download area was not erased (error 6).',
    serialEraseFailed: 'The module could not erase its download area (error 7).',
    serialWriteFailed: 'The module could not write to its download area (error 8).',
    serialReadFailed: 'The module could not read its download area (error 9).',
    serialNoFile: 'The module finds no package in its download area (error 10).',
    serialOther: 'The module refused the serial upgrade: {{answer}}. No document explains it.',
    serialSilent: "The serial upgrade stopped at '{{step}}': no answer within {{waitedMs}} ms.",
    serialNotVerified:
      'The package was written completely, but did not pass the check of the module ({{state}}). It was not applied.',
    cancelled: 'The upgrade was cancelled.',
    interrupted:
      'Airdock ended during the upgrade and did not see the result. The module may have gone on by itself: read its version.',
    cancelledBeforeStart: 'Cancelled before the download began; the module was not asked to upgrade.',
    cancelledWhileSending:
      'Cancelled while sending over the serial port ({{sentBytes}} of {{totalBytes}} bytes). Nothing was applied; the module runs as before.',
    cancelledModuleContinues:
      'No longer followed. The module goes on downloading by itself; no document names a command to stop it.',
    cancelledAfterDownload:
      'No longer followed. The module has the package and will restart and apply it by itself.',
    cancelledWhileApplying:
      'No longer followed. The module is restarting or applying the package: keep it powered.',
    cancelledWhileWaiting: 'Cancelled while waiting to ask again; the module was not asked once more.',
  },
};
