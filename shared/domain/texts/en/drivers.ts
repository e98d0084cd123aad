/** What the families of modules have in common and what tells them apart. Longer than usual: tables of texts. */
export const driver = {
  unknown: 'no driver fits',
  'luat-at': 'Luat AT+UPGRADE',
  'luat-uart': 'Luat AT+UARTUPGRADE (serial)',
  'quectel-dfota': 'Quectel AT+QFOTADL (DFOTA)',
  'quecthing-fota': "QuecThing (the module's own firmware)",
  'quecthing-sota': 'QuecThing (image of the MCU behind it)',
  'onemo-lwm2m': 'China Mobile OneMO (LwM2M)',
  'luatos-log': 'LuatOS (followed on its log port)',
  'simcom-cfota': 'SIMCom AT+CFOTA',
  'simcom-lfota': 'SIMCom AT+LFOTA (serial)',
};
/** Why a driver was chosen. */
export const driverReason = {
  airM2M: 'the version name of the module begins with AirM2M',
  quectel: 'the module calls itself a Quectel',
  quecthing: "the module calls itself a Quectel; a platform's upgrade goes by QuecThing",
  onemo: 'the module calls itself a OneMO MN3xx',
  logPort: 'the port carries a log, not AT commands',
  simcomA76: 'the module calls itself a SIMCom A76',
};
export const verdict = {
  settingNotKept:
    'The module answered OK to the setting {{code}} and did not keep it, so it asked somebody else.',
  luaError: 'The script of the module fails: {{code}}.',
  scriptHangs:
    'The script of the module hung until its watchdog restarted it; it did not come to an upgrade.',
  libfotaNoKey: 'The script has no PRODUCT_KEY, so its update library does not ask anybody.',
  libfotaBadVersion:
    'VERSION in the script is not of the form xxx.yyy.zzz, so its update library does not ask anybody.',
  libfotaIncomplete:
    'The update library gave up before asking (result {{code}}): version or key is missing in the script.',
  libfotaUrl:
    'The URL in the script does not fit its update library: libfota2 puts its parameters directly behind the text.',
  libfotaRefused:
    'The module asked and got no usable package ({{code}}): the server refused, or the package is not for this module. Its log does not tell which; the record of the server does.',
  notLoggedIn: 'The module is not logged in to its platform ({{code}}).',
  loginSilent: 'The module was told to log in to its platform, and nothing was heard of it.',
  connectionLost: 'The module lost its platform during the upgrade: {{code}}.',
  planForMcu:
    'The plan of the platform is for the MCU behind the module, not for the module; its image has to be read out by the host.',
  planForModule: 'The plan of the platform is for the module itself, which downloads it on its own.',
  quecthingNotSetUp:
    'The module refuses to connect ({{code}}): its product key, product secret or server is not set.',
  quecthingOtherProduct:
    'The module belongs to another product than the chosen project; it was left as it is.',
  quecthingWrongKey: 'The platform does not know the product key of the module ({{code}}).',
  quecthingWrongSecret:
    'The platform cannot decrypt what the module sends ({{code}}): its product secret is wrong, or its DeviceSecret is out of step.',
  quecthingNoNetwork:
    'The module reports an internal error of its connection ({{code}}); most often it has no network or no antenna.',
  quecthingQuota: 'The licence or the quota of the day is used up on the platform ({{code}}).',
  quecthingFailed:
    'The module reports that the update failed ({{code}}). It names no reason; known ones are a wrong target version, a lost network and a bad package.',
  quecthingEvent: 'The module reports {{code}}.',
  miplLoginFailed: 'The platform did not take the module in: {{code}}.',
  miplSessionGone: 'The session of the module with its platform ended: {{code}}.',
  cisError: 'The module refuses to log in: {{code}}.',
  imageRuns:
    'The MCU image was read in full and its digest agrees; the MCU itself reports that it runs {{version}}.',
  imageTaken:
    'The MCU image was read in full, its digest agrees, and version {{version}} was declared. Whether the MCU runs it is for the MCU to say.',
  imageKept:
    'The MCU image of version {{version}} was read in full and its digest agrees. The platform was not told; its plan stays open.',
  reportedUnverified:
    'The module or the platform reported success, but no version was read, so the result is not proven.',
  noDriver: 'No driver can upgrade this module (it reports {{version}}).',
  banStands:
    'The platform has banned this module for asking in a loop (code 40), so it was not asked again. Once the ban is lifted there, note it on the device page.',
  noOffer: 'The platform offered no upgrade plan within {{waitedMs}} ms. An OK only means that it was asked.',
  offerRefused:
    'The upgrade plan of the platform ({{component}} to {{to}}) was refused; the module was not changed.',
  offerGone: 'The module does not take the answer to the upgrade plan: {{answer}}. The plan may be gone.',
  batteryLow:
    'The battery stands at {{actual}} %, the plan needs {{needed}} %; Airdock refused. The platform only names the limit, the host has to keep it.',
  batteryUnknown:
    'The plan needs a battery of at least {{needed}} %, and the module does not tell its own; Airdock refused.',
  signalWeak:
    'The signal of {{actual}} dBm is weaker than the {{needed}} dBm that the plan needs; Airdock refused. The platform only names the limit, the host has to keep it.',
  signalUnknown:
    'The plan needs a signal of at least {{needed}} dBm, and the module does not know its own (AT+CSQ says 99); Airdock refused.',
  blockShort: 'The block at {{startByte}} should hold {{sizeBytes}} bytes; only {{readBytes}} could be read.',
  imageDamaged:
    'The image does not match the {{name}} of the platform (expected {{expected}}, got {{actual}}); it was not used.',
  rolledBack: 'The module could not apply the package and has put its old firmware back.',
  resetRefused:
    'The module refused to restart: {{answer}}. The package is in the module and was not applied yet.',
  cancelledWhileReading: 'Cancelled while the image was being read; what was read is not used.',
  downloadFailed: 'The download of the module failed ({{code}}); no document explains it further.',
  downloadTimedOut: 'The download of the module timed out ({{code}}).',
  downloadBusy: 'The download service of the module is busy ({{code}}).',
  dnsFailed: 'The module cannot resolve the name of the server ({{code}}).',
  socketFailed: 'The connection between module and server failed ({{code}}).',
  portBlocked: 'The download of the module failed ({{code}}); one known cause is a blocked server port.',
  ftpFileFailed: 'The file on the FTP server cannot be opened ({{code}}).',
  ftpLoginFailed: 'The FTP login failed ({{code}}).',
  fotaPathWrong: 'The upgrade path set in the module is wrong ({{code}}); often its colon is missing.',
  backupAreaFailed: 'The backup area of the module failed ({{code}}).',
  unpackFailed: 'The package cannot be unpacked, or the module has no space left ({{code}}).',
  applyQuit: 'The upgrade process of the module quit ({{code}}).',
  packageFaulty: 'The module failed to apply the package because of the package itself ({{code}}).',
  packageUnverified: 'The package did not pass the check of the module ({{code}}).',
  packageDamaged:
    'The MD5 of the package is wrong ({{code}}): it was damaged on its way, or was incomplete when it was uploaded.',
  baseVersionWrong: 'The package starts from another version than the module runs ({{code}}).',
  sourceMismatch: 'The package was not made from the firmware that the module runs ({{code}}).',
  noSpace: 'The module has no space left ({{code}}).',
  patchFailed: 'The module failed to rebuild the new firmware ({{code}}).',
  projectMismatch: 'The package belongs to another project ({{code}}).',
  baselineMismatch: 'The package belongs to another baseline ({{code}}).',
  uploadRefused: 'The module does not take a package over the serial port: {{answer}}.',
  streamBroken:
    'Only {{sentBytes}} of {{totalBytes}} bytes of the package were sent, and the module did not confirm that it has all of it.',
};
export const remedy = {
  chooseProject: 'Choose the project that the module belongs to, or none.',
  fixScript: 'Mend the script: the line is in the log.',
  setScriptKey: 'Set PRODUCT_KEY in the script to the key of the project.',
  fixScriptUrl:
    'Write the URL in the script as its library wants it: with a ? at its end, or with ### in front for libfota2.',
  fixScriptVersion: 'Set VERSION in the script as three numbers, e.g. 1.0.0.',
  checkServer:
    'Check the server in the module: the address of the region and the platform that the product was made on.',
  fixProductKey: 'Enter the product key again, as the platform shows it.',
  fixProductSecret: 'Enter the product secret again, as the platform shows it.',
  setUpProduct: 'Set product key, product secret and server with AT+QIOTCFG.',
  fixDeviceKey: 'Give the device a DeviceKey of 4 to 32 letters or digits, and enable it on the platform.',
  resetDeviceSecret: 'Reset the DeviceSecret on the platform, then send AT+QIOTREG=1.',
  buyLicence: 'Buy activation licences, or wait for the quota of the next day.',
  flashImage: 'Flash the saved image into the MCU: Airdock takes the image out and does not flash the MCU.',
  askMcuVersion:
    'After flashing, let the MCU itself report its version; declaring {{version}} only tells the platform and proves nothing.',
  declareImage:
    "Once the MCU runs it, declare {{version}} with AT+QIOTMCUVER; only then does the platform's plan end.",
  takeImageWay:
    'Start again with "Image of the MCU" in the window, or --way local: the host reads the image and saves it.',
  followCloudWay: 'Start again with the way "cloud": the module downloads by itself and is followed.',
  checkPlan:
    'Check the plan on the platform: active, naming this device, and starting from the version that the module reports.',
  checkLogin: 'Check that the module is logged in to the platform, with the right product and server.',
  charge: 'Charge the battery and try again.',
  acceptByHand: 'Make sure that battery and signal suffice, then accept the plan by hand.',
  chooseDriver: 'Check model and port of the module; if you know how it is upgraded, name a driver.',
  freeSpace: 'Delete files that are not needed from the file system of the module.',
  fixFotaPath: 'Set the upgrade path with AT+QCFG="fota/path","UFS:" and mind the colon at its end.',
  checkFtpLogin: 'Check user name, password and path of the FTP server.',
  uploadPackageAgain: 'Upload the package again and compare the MD5 of both sides.',
};
export const phase = {
  awaitingStart: 'Waiting for the platform to start',
  checkingOffer: 'Checking what the plan demands',
  offered: 'Waiting for your answer to the plan',
  answeringOffer: 'Answering the plan',
  readingBlocks: 'Reading the image from the module',
  handingOn: 'Checking the image and handing it on',
  resetting: 'Restarting the module',
  reporting: 'Waiting for the platform to hear the result',
};
export const event = {
  driverChosen: 'Driver {{driver}} chosen: {{evidence}}',
  driverForced: 'The operator chose driver {{driver}}',
  banned: 'The records say that the platform has banned this module',
  requestHeld: 'Asking in {{waitMs}} ms, so that the platform does not ban the module',
  following: 'Nothing was sent; waiting for the platform to start',
  offered: 'The platform offers a plan: {{component}} {{from}} to {{to}}',
  offerAccepted: 'Plan accepted',
  offerRefused: 'Plan refused',
  downloadInterrupted: 'The module reports an interrupted download; it will go on by itself',
  resuming: 'Asking the platform to go on with the interrupted download',
  imageSaved: 'Image saved to {{path}} ({{sizeBytes}} bytes, SHA-256 {{sha256}})',
  quecthingSaid: 'QuecThing event {{code}}',
  scriptAsked: 'The script asks its server for an update {{code}}',
  miplSaid: 'LwM2M event {{code}}',
  imageRead: 'Image read: {{sizeBytes}} bytes',
  hostReset: 'The host restarted the module',
  rollingBack: 'The module is putting its old firmware back',
  reportUnheard: 'Nothing was heard of the platform learning the result',
};
export const stage = { report: 'Report the result' };
