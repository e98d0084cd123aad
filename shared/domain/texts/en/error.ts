/** What Airdock itself could not do, by AppError code: what was expected, and what to do next. */
export const error = {
  rpc: {
    unknownMethod:
      'There is no call named {{method}}. Window and core may be of different versions; reopen Airdock.',
    unknownTopic:
      'There is no topic named {{topic}}. Window and core may be of different versions; reopen Airdock.',
    invalidInput: 'The input does not fit: {{reason}}',
    frameTooLarge: 'The message exceeds the limit of {{limitBytes}} bytes and was refused.',
    disconnected: 'The connection to the core was lost; reconnecting. Running jobs are not affected.',
    cancelled: 'Cancelled.',
    internal: 'Something went wrong inside Airdock: {{reason}}. Please export the log and report it.',
  },
  host: {
    notAvailable: 'This computer lacks {{tool}}. {{hint}}',
    foreignOrigin:
      'The request came from a foreign page and was refused. Use the address that Airdock printed.',
    missingToken:
      'The address has no token, or its token was used already. Use the newest address that Airdock printed.',
    dataFolderLocked:
      'The data folder is in use by another Airdock (process {{pid}}). Close it first, or name another folder with AIRDOCK_HOME.',
    dataFolderUnusable:
      'The data folder {{path}} cannot be used: {{reason}}. Check its permissions, or name another folder with AIRDOCK_HOME.',
  },
  file: {
    notFound: 'There is no file {{path}}. Check the path.',
    notReadable: '{{path}} cannot be read: {{reason}}.',
    notWritable: '{{path}} cannot be written: {{reason}}.',
    exists: '{{path}} exists already. Choose another name, or overwrite it with --force.',
    tooLarge:
      '{{path}} has {{sizeBytes}} bytes; the limit is {{limitBytes}}. Firmware is never that large: is it the right file?',
  },
  firmware: {
    unknownFormat:
      '{{fileName}} was not recognised: its content looks like {{found}}, expected {{expected}}.',
    damaged:
      '{{fileName}} is damaged: check {{check}} at offset {{offset}} expected {{expected}} and found {{found}}. Get the file again.',
    hostileArchive:
      'The archive {{fileName}} is not safe and was refused: {{reason}}. Ask its provider for the original file.',
    missingMember: 'The archive has no {{member}}. Make sure that it is a complete .soc file.',
    tooLarge: '{{what}} has {{sizeBytes}} bytes; the limit is {{limitBytes}}.',
  },
  delta: {
    identical:
      'Old and new firmware are identical; there is nothing to upgrade. Was the same version chosen twice?',
    wrongChip: 'Format {{format}} is for {{expected}} only; the chosen firmware is for {{found}}.',
    swapped:
      'The new firmware ({{newVersion}}) is older than the old one ({{oldVersion}}); they may be swapped. Swap the files, or allow the downgrade explicitly.',
    tooLarge:
      'The delta has {{sizeBytes}} bytes, more than the {{limitBytes}} bytes of the FOTA area; the module would refuse it after the download. Upgrade by way of a version in between.',
    notCarried: 'Image {{image}} differs, but format {{format}} does not carry it. Use {{use}} instead.',
    imageSetDiffers:
      'Old and new firmware do not have the same images: {{detail}}. Make sure that both belong to one product.',
    unsupportedFormat: 'Delta format {{format}} is not supported.',
    damagedPackage:
      'The package is not valid: check {{check}} at offset {{offset}} expected {{expected}} and found {{found}}.',
    wrongBase:
      'The package was not made for this old firmware: image {{image}} should be {{expected}} and is {{found}}.',
    proofFailed:
      'The delta did not pass its proof ({{image}}) and was discarded; no file was written. Please report this pair.',
    cancelled: 'Building the delta was cancelled; no file was written.',
  },
  package: {
    unknown: 'The library has no package {{sha256}}.',
    damaged:
      'Package {{sha256}} no longer has the digest that it was stored under and is not used any more. Build it again.',
    inUse: 'The OTA server is serving this package; stop serving it first.',
  },
  port: {
    unknown: 'There is no port {{id}}. Check the connection, or refresh the list.',
    busy: 'Port {{id}} is in use ({{owner}}). Release it there first.',
    noPermission:
      'No permission to open {{path}}. On Linux run sudo usermod -aG {{group}} $USER and log in again.',
    notReady:
      'Port {{path}} cannot be opened yet: the device may be starting. Wait a few seconds and try again.',
    closed: 'Port {{id}} has gone. Check cable and power.',
    openFailed: '{{path}} cannot be opened: {{reason}}.',
  },
  modem: {
    timeout:
      'The module did not answer {{command}} within {{timeoutMs}} ms. Check that this is its AT port, the baud rate and the power.',
    commandRefused: 'The module refused {{command}}: {{code}}.',
    notSupported: 'The module does not support {{feature}}.',
  },
  server: {
    notRunning: 'The OTA server is not running.',
    addressInUse:
      'Port {{port}} is taken by another program. Choose another one, for example {{suggestion}}.',
    noAddress:
      'This computer has no network address that a module could reach. Connect it, or upgrade over the serial port.',
    urlTooLong:
      'The download URL has {{lengthBytes}} bytes; the limit is {{limitBytes}}. Use a shorter host name or an IP address.',
  },
  job: {
    unknown: 'There is no job {{id}}.',
    notCancellable: 'The job has ended already.',
  },
  journal: {
    damaged:
      'Journal segment {{segment}} is damaged at offset {{offset}}; what follows cannot be read, everything else is intact.',
    diskFull:
      'The disk is full or not writable; the journal is kept in memory for now: {{reason}}. Free some space soon.',
  },
  store: { damaged: 'The database was damaged. It was kept as {{savedAs}} and a new one was started.' },
  project: { unknown: 'There is no project {{id}}.' },
  settings: { invalid: 'Setting {{name}} is not valid: {{reason}}.' },
  virtual: {
    unknown: 'There is no virtual module {{id}}.',
    badFirmware: 'A virtual module cannot run this firmware: {{reason}}. It needs a .binpkg for EC618.',
    badKnob: 'The virtual module has no knob {{knob}}, or does not take this value: {{reason}}.',
  },
};
