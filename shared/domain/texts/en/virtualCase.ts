/** Cases of the support desk that a virtual module can play: the customer's words, and what is to be seen. A table of texts. */
export const virtualCase = {
  cloudBuilding: {
    name: 'The cloud says 43 for two minutes',
    text: 'The delta is being generated. For two minutes every upgrade ends in -1003 and the query tells 43; then all is well.',
  },
  cloudWrongKey: {
    name: 'The cloud says 25: invalid project',
    text: 'The KEY is wrong or belongs to another account. The query tells 25.',
  },
  cloudOtherAccount: {
    name: 'The cloud says 17: no permission',
    text: 'IMEI, firmware and project are not under one account. The query tells 17.',
  },
  cloudUnknownDevice: {
    name: 'The cloud says 3: unknown device',
    text: 'The IMEI was not written or is not registered. The query tells 3.',
  },
  cloudOtherName: {
    name: 'The cloud says 26: name differs',
    text: 'The firmware name on the platform is not the one that the module reports. The query tells 26.',
  },
  cloudNewest: {
    name: 'The cloud says 27: already newest',
    text: 'The device is not selected, the upgrade switch is off, or there is nothing newer.',
  },
  cloudBanned: {
    name: 'The cloud says 40: banned for a loop',
    text: 'Too many requests from one version; this IMEI may not upgrade.',
  },
  cloudUnknownBase: {
    name: 'The cloud says 44: base unknown',
    text: 'The platform does not know the core of this custom firmware.',
  },
  cloudBaseJump: {
    name: 'The cloud says 21: base jump',
    text: 'There is no way over the air between bases 1.2 and 1.3; flash by cable.',
  },
  fileMissing: {
    name: 'The file is not on the server (404)',
    text: 'The address is wrong or nothing was uploaded. Ends in -1004.',
  },
  captivePage: {
    name: 'The server answers a web page',
    text: 'Status 200, but no package. Ends in -1003 after the download.',
  },
  noSim: {
    name: 'No SIM card',
    text: 'CPIN answers error 10, an upgrade -1001. Turn "SIM card inserted" on while it runs: that is the hot plug.',
  },
  simLocked: {
    name: 'The SIM card wants a PIN',
    text: 'The card is in but locked; the module cannot register.',
  },
  noCoverage: {
    name: 'No signal',
    text: 'It keeps searching and CSQ is 99: check antenna, place and band.',
  },
  registrationDenied: {
    name: 'The network denies registration',
    text: 'Unpaid, or the card is tied to another device. CREG answers 3.',
  },
  noData: {
    name: 'No data connection',
    text: 'Registered, but not attached: check the APN. An upgrade ends in -1001.',
  },
  weakSignal: {
    name: 'Weak signal, the download breaks off',
    text: 'A slow download that breaks at 60 % and ends in -1001.',
  },
  wrongBaseAtBoot: {
    name: 'Wrong base: dropped at the restart',
    text: 'Give it a package for another firmware: it restarts, writes nothing and runs the old version.',
  },
  wrongBaseSilent: {
    name: 'Wrong base: looks right, old version',
    text: 'Give it a package for another firmware: all progress is shown and the old version runs.',
  },
  deliveredNotInstalled: {
    name: 'The cloud says success, the version is old',
    text: 'All progress is right and ATI still tells the old version: success only means that the package was handed out.',
  },
  areaTooSmall: {
    name: 'The package exceeds the download area',
    text: 'The area has only 4096 bytes: -1003 after 100 %.',
  },
  flashBroken: {
    name: 'Writing to flash fails',
    text: 'The download ends in -1005; the serial upgrade in error 8.',
  },
  powerCutDownload: {
    name: 'Power fails during the download',
    text: 'At 50 %, for ten seconds; the old firmware runs on.',
  },
  powerCutApply: {
    name: 'Power fails while writing',
    text: 'In the second block, for ten seconds; then it continues. Never reflash at once.',
  },
  applyFails: {
    name: 'Writing fails, the old firmware stays',
    text: 'The boot loader tells an error number and the old firmware starts.',
  },
  bricked: {
    name: 'Writing fails, nothing starts any more',
    text: 'An error number, then silence; only flashing by cable helps.',
  },
  settingForgotten: {
    name: 'Settings are lost at a restart',
    text: 'Every setting answers OK and reads back, and is the old one after a restart.',
  },
  settingIgnored: { name: 'Settings answer OK and do nothing', text: 'Reading back tells the old value.' },
  noReadback: {
    name: 'Settings cannot be read back',
    text: 'Setting answers OK, reading an error; the value is only "sent".',
  },
  startsByItself: {
    name: 'Setting the URL starts a download',
    text: 'Progress begins without AT+UPGRADE.',
  },
  asksByItself: {
    name: 'The module asks for upgrades by itself',
    text: 'AUTO is on with a PERIOD of 60 seconds: once a URL is set, it asks every minute.',
  },
  portStaysAway: {
    name: 'The port is away for long',
    text: 'It vanishes at the restart and comes back after 25 seconds.',
  },
  baudLost: {
    name: 'Garbage and silence after a restart',
    text: 'Garbage first, then three command lines are not heard: send AT a few times.',
  },
  oldFirmware: {
    name: 'Very old firmware',
    text: 'Progress as +UPGRADE, failures as +CME ERROR, errors as a bare ERROR.',
  },
  noisyLine: {
    name: 'A noisy serial line',
    text: 'During a serial upgrade every 7th block fails its check and every 11th answer is lost.',
  },
  noSerialUpgrade: {
    name: 'Firmware without serial upgrade',
    text: 'AT+UARTUPGRADE is unknown: it needs standard AT or LPAT firmware from V1155 on.',
  },
};
