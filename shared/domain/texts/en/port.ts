/** Ports, the module behind one, and how it will be reached. Longer than usual: tables of texts. */
import { inputProblem } from './common.ts';

export const portRole = {
  luatLogInterface: 'log interface of a Luat module',
  luatApLogInterface: 'application log interface of a Luat module',
  luatUserInterface: 'user interface of a Luat module, where AT firmware speaks AT',
  luatModuleUnknownInterface: 'a Luat module; which interface is not known',
  ec7xxBootRom: 'boot ROM of EC618/EC7xx, waiting to be flashed',
  simcomBootRom: 'boot ROM of a SIMCom module, waiting to be flashed',
  unisocBootRom: 'boot ROM of a Unisoc chip, waiting to be flashed',
  unisocUserInterface: 'user interface of a Unisoc module',
  unisocLogInterface: 'log interface of a Unisoc module',
  unisocAtInterface: 'AT interface of a Unisoc module',
  unisocModuleUnknownInterface: 'a Unisoc module; which interface is not known',
  rdaDownload: 'download port of a Unisoc 8910, waiting to be flashed',
  diagnosticInterface: 'diagnostic interface of a module',
  positionInterface: 'position (NMEA) interface of a module',
  audioInterface: 'audio interface of a module',
  moduleAtInterface: 'AT interface of a module',
  moduleModemInterface: 'modem interface of a module, which takes AT as well',
  quectelModuleUnknownInterface: 'a Quectel module; which interface is not known',
  simcomModuleUnknownInterface: 'a SIMCom module; which interface is not known',
  usbBridge: 'USB to serial bridge, perhaps to the AT UART of a module',
  usbUnknown: 'a USB device that is not known',
  plainUart: 'a plain serial port without USB information',
  systemPort: 'a port of the system itself, no module behind it',
  addedByPath: 'added by its path',
  addedByAddress: 'a serial line on the network, probably to an AT port',
  chosen: 'you said so',
  virtualModule: 'AT port of a virtual module',
};
export const leaseOwner = {
  terminal: 'AT terminal',
  upgrade: 'upgrade job',
  settings: 'module settings',
  identify: 'identification',
  flash: 'flash job',
  replay: 'replay',
  otherProgram: 'another program',
};
export const portEvent = {
  opened: 'Port opened',
  closed: 'Port closed',
  vanished: 'Port disappeared',
  returned: 'Port is back',
  leaseTaken: 'Port taken',
  leaseReleased: 'Port released',
  openFailed: 'Port cannot be opened',
  linesSet: 'DTR/RTS set',
};
/** How the module will find the URL, and what to do when it cannot. */
export const reach = {
  thisComputer:
    'Only this computer reaches this address: enough for a virtual module. For a real one choose another address or the serial way.',
  sameNetwork:
    'The module must be in the same network to find this computer by its name; otherwise use an IP address, a public address or the serial way.',
  public:
    'The module asks this address from the public network. If it cannot, check port forwarding or the tunnel, register the address for a whitelist SIM, or use the serial way.',
  private:
    'This is a private address: the module needs a private APN or the same network. With an ordinary SIM use a public address or a tunnel, register the address for a whitelist SIM, or use the serial way.',
};
export const finding = {
  noSim: 'There is no usable SIM (absent or locked), so the module cannot download over the network.',
  notRegistered: 'The module is not registered to a network; check antenna and SIM.',
  notAttached: 'The module is not attached for data; check the APN.',
  weakSignal: 'The signal is very weak and a download may break off; move the antenna or use the serial way.',
  noSignal: 'The module does not tell its signal strength.',
  baseMismatch: 'The module does not run the base of this package and will reject it.',
  baseUnknown: 'Whether the module runs the base of this package cannot be told.',
  alreadyThere: 'The module already runs the target version; there is nothing to upgrade.',
  urlSaved:
    'The module has a download URL already. The upgrade replaces it for a while and restores it where it can. AUTO is on by default, so a saved URL is asked every day.',
  urlNotReadable: 'The module does not tell its present download URL, so it cannot be restored afterwards.',
  keyMissing:
    'The module has no project KEY, which the cloud needs; a package from this computer does not need one.',
  loopbackOnly: 'Only this computer reaches the download address: good for a virtual module only.',
  privateAddress: 'The download address is private: the module needs a private APN or the same network.',
  largePackage:
    'The package nearly fills the download area of the module (480 KiB); beyond it the module rejects it after the download.',
  bootloaderChanged: 'The boot loader differs and is not in the package; the module keeps its own.',
  serialRecommended: 'The network does not look good; the serial way is recommended.',
  requestsMany:
    'From this version 6 upgrade requests within 24 hours are or will be reached; by the strictest reading the platform then bans the module.',
  requestsHeld:
    'There were 4 requests within an hour; Airdock waits until the next one is safe, or the platform may ban the module.',
  banStands:
    'The platform has seen an upgrade loop and banned this module; until it is lifted there, asking again is pointless.',
};
export const way = {
  http: 'Download over the network.',
  serial: 'Send over the serial port.',
  httpPossible: 'The module can download over the network.',
  serialPossible: 'The module offers the serial upgrade, which needs no network.',
  serialNotOffered:
    'The module does not offer the serial upgrade, which needs EC618 firmware V1155 or later, standard AT or LPAT.',
  noAddress: 'This computer has no network address that a module could reach; connect it first.',
  cloud: 'Upgraded by the platform; Airdock only follows.',
  local: 'The image of the MCU behind the module is read out and saved.',
  localPossible: 'The image of the MCU behind the module can be read out.',
  localNotOffered: 'The module does not know the commands to read out an image.',
  cloudPossible: 'The module can be upgraded from a platform.',
  httpNotOffered: 'The module does not know the commands to upgrade over its network.',
  cloudNotOffered: 'The module does not know the commands to upgrade from a platform.',
  noDriver: 'No driver can upgrade this module in this way.',
};
/** Before settings are sent. Nothing of this stops anything. */
export const setting = {
  keyUnusual: 'A KEY usually has 32 letters and digits; check that it was copied completely.',
  urlNotHttp: 'The URL should begin with http://.',
  urlHttps: 'Not every firmware supports https; http:// is recommended.',
  urlLong: 'The URL is longer than 255 bytes. No limit is documented, but the module may refuse it.',
  urlNotAscii: 'The URL has blanks or characters other than ASCII; the module may refuse it.',
  urlLoopback: 'This address means the module itself or this computer; a real module cannot reach it.',
  urlPrivate: 'This is a private address: the module needs a private APN or the same network.',
  urlLocalName:
    'This host name has no domain, so it holds on the local network only; a mobile network does not know it.',
  urlServerOff: 'The URL points to this computer, but no OTA server of Airdock runs on that port.',
  urlNotServed: 'The URL points to the OTA server of this computer, which does not serve this path now.',
  urlSaved:
    'The URL is saved in the module. AUTO is on by default, so the module asks it every day, even when this computer is off. How to clear a URL is not documented; it can only be replaced.',
  autoOn:
    'With AUTO on the module asks for upgrades by itself every PERIOD, and may begin to download at once.',
  periodRange: 'The period should be 60 to 4294967296 seconds; the module refuses others.',
  periodBan: 'With a period below 4 hours the cloud may see an upgrade loop and ban this IMEI.',
  fullWidth: 'There are full-width characters in it, most likely copied from a document; use ASCII ones.',
};
export const settingName = {
  URL: 'Download URL: where the module fetches packages; without one it asks the cloud of its vendor.',
  KEY: 'Project key: tells the cloud which project it is; an own server needs none.',
  AUTO: 'Automatic upgrade: 1 is on (the default), the module asks by itself; 0 is off.',
  PERIOD: 'Seconds between two questions; the default is 86400, once a day.',
};
/** What became of a written setting. */
export const settingOutcome = {
  stored: 'written and read back the same',
  notStored: 'the module said OK, but kept something else',
  sentOnly: 'the module said OK and cannot read back',
  refused: 'refused by the module',
  noAnswer: 'no answer',
  begun: 'sent, result not known',
};
/** Whether a change can be taken back. */
export const settingUndo = {
  possible: 'can be undone',
  noOldValue: 'the old value could not be read, so there is nothing to go back to',
  emptyBefore:
    'it was empty before, and how to clear a value is not documented; a value that was not saved is gone after a restart of the module',
  unchanged: 'the module kept what it had; nothing to undo',
  undone: 'undone',
  oldKeyGone: 'the old KEY is no longer in the secret store',
};
/** Why a module holds something else than was written. */
export const settingDrift = {
  savedLost:
    'it was written and saved, but the module holds something else now: it was not really kept, or somebody changed it',
  unsavedGone: 'the value that was not saved is gone; most likely the module restarted',
};
export const projectFileProblem = {
  notJson: 'it is not JSON',
  notOurs: 'it is not a project file of Airdock',
  field: 'one entry does not fit the format',
};
/** Why a value cannot be sent at all. */
export const settingProblem = {
  ...inputProblem,
  keyGivenTwice: 'give either a KEY or a project whose key is used',
  nothing: 'there is nothing to write',
  empty: 'it must not be empty',
  characters: 'it has characters that an AT command cannot carry',
  number: 'it should be a number',
  switch: 'it should be 0 or 1',
};
