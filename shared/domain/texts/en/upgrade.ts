/** What an upgrade says while it runs and what to do after it. Longer than usual: tables of texts. */
export const remedy = {
  checkUrl:
    'Check the download URL: it begins with http://, has ASCII characters only, and a browser can download it.',
  checkQuotes: 'Type the URL again with plain ASCII quotes; do not copy quotes and commas from a document.',
  checkSim: 'Check the SIM: seated, paid for, not locked. AT+CPIN? should answer READY.',
  checkSignal: 'Check antenna and signal: AT+CSQ should not be 99, and AT+CREG? should show state 1 or 5.',
  checkApn: 'Check attachment and APN: AT+CGATT? should be 1; a private SIM needs its own APN.',
  checkReach:
    'Let the module reach this computer: public address, tunnel, private APN or the same network. A whitelist SIM needs the address registered first.',
  openFirewall: 'Open the port of the OTA server in the firewall of this computer.',
  useSerialWay:
    'Use the serial way, which needs no network (EC618 firmware V1155 or later, standard AT or LPAT).',
  checkFileOnServer:
    'Check that the server still serves this package and that the path matches to the letter.',
  checkBase: 'Check that the old firmware is exactly what the module runs, then build the package again.',
  checkPackageSize:
    'Check that the package fits into the download area of the module (480 KiB on EC618 and EC718P).',
  useIntermediateVersion:
    'Upgrade in two steps by way of a version in between; each package will be smaller.',
  tryAgain: 'Try again.',
  waitAndRetry:
    'Wait 1 to 5 minutes and try again, fewer than 5 times an hour, or the cloud may see an upgrade loop.',
  flashByCable: 'Flash the full firmware over USB or a serial cable.',
  askVendor: 'Export the log and give it to the vendor.',
  checkImei: 'Read the IMEI with AT+CGSN: it must have been written and not be a default.',
  registerImei: 'Register this IMEI on the cloud platform.',
  moveImeiToAccount: 'Ask the vendor which account owns the IMEI, and have it moved to that of the project.',
  fixKey:
    'Copy the project KEY from the cloud again (usually 32 letters and digits) and write it to the module.',
  matchFirmwareName:
    'Give the firmware on the cloud the name that the module reports; only the version may differ.',
  checkCloudList: 'Check on the cloud: upgrade switch, device list, target version.',
  unlockImei: 'Lift the ban on this IMEI in the device list of the cloud.',
  findLoopCause: 'Find out why it upgraded again and again before the next try, or it will be banned again.',
  sendBaseToVendor: 'Send the custom base to the vendor and have it added to the cloud.',
  updateFirmwareFirst:
    'First bring the module by another way to firmware with serial upgrade (EC618 V1155 or later).',
  checkCable: 'Check serial cable, ground and baud rate; use a shorter cable or a lower rate.',
  checkPort: 'Check the port: plug it in again and make sure that it is the AT port.',
  checkPower: 'Check the power supply: stable, and strong enough for the transmit bursts of the module.',
  readVersionLater: 'Send ATI after about two minutes; what the module answers is what counts.',
  keepPowered: 'Keep the module powered and let it finish; do not flash it at once.',
  letModuleFinish: 'Let the module finish download and restart by itself; do not cut its power.',
  restartModule:
    'Restart the module with AT+RESET and try again; a download URL that was not saved is gone after that.',
  restoreUrlByHand:
    'Set the old URL in the AT terminal with AT+UPGRADE="URL","old URL". How to clear a URL is not documented. AUTO is on by default, so a saved URL is asked every day; AT+UPGRADE="AUTO",0 stops that.',
  compareDigest: 'Compare the SHA-256 digests of the firmware files; version names are not enough.',
};
export const phase = {
  export: 'Exporting records',
  build: 'Building the package',
  prove: 'Proving the package',
  settings: 'Writing settings',
  upgrade: {
    identifying: 'Identifying the module',
    configuring: 'Setting the download URL',
    requesting: 'Telling the module to upgrade',
    downloading: 'The module is downloading',
    testing: 'Asking for the serial upgrade',
    erasing: 'Erasing the download area',
    sending: 'Sending over the serial port',
    verifying: 'The module is checking the package',
    downloaded: 'Downloaded; the module is judging it',
    awaitingReboot: 'Waiting for the restart',
    rebooting: 'The module is restarting',
    applying: 'The module is applying the package',
    reconnecting: 'Waiting for the module to come back',
    checkingVersion: 'Reading the version',
    settling: 'Waiting to read the version once more',
    explaining: 'Asking the module why it failed',
    deferred: 'Waiting to ask again',
    restoring: 'Restoring settings',
  },
};
export const stage = {
  prepare: 'Prepare',
  build: 'Build the package',
  identify: 'Identify the module',
  preflight: 'Preflight',
  configure: 'Set the download URL',
  request: 'Tell the module',
  download: 'Download',
  verify: 'Verify',
  reboot: 'Restart',
  apply: 'Apply',
  reconnect: 'Wait for the module',
  versionCheck: 'Check the version',
  restore: 'Restore settings',
  done: 'Done',
};
export const retryClass = {
  helps: 'Trying again may help',
  later: 'Try again later, or after something has changed',
  pointless: 'Trying again is pointless before the cause is solved',
};
/** How the module's firmware stands to the package's base. */
export const baseState = {
  match: 'it fits',
  mismatch: 'it does not fit',
  unknown: 'cannot be told',
  already: 'already the target version',
};
export const domain = {
  module: 'Module',
  server: 'Server',
  network: 'Network',
  airdock: 'Airdock',
  person: 'Operator',
};
