/** What Airdock itself could not do, by AppError code: what was expected, and what to do next. */
export const error = {
  rpc: {
    unknownMethod:
      'There is no call named {{method}}. Window and core may be of different versions; reopen Airdock.',
    unknownTopic:
      'There is no topic named {{topic}}. Window and core may be of different versions; reopen Airdock.',
    invalidInput: 'The input does not fit ({{member}} {{path}}: {{reason}}).',
    frameTooLarge: 'The message exceeds the limit of {{limitBytes}} bytes and was refused.',
    disconnected: 'The connection to the core was lost; reconnecting. Running jobs are not affected.',
    cancelled: 'Cancelled.',
    internal: 'Something went wrong inside Airdock: {{reason}}. Please export the log and report it.',
    tooManyOpen: 'Too many requests are open on one connection (limit {{limit}}).',
  },
  host: {
    notAvailable:
      'This is not available here: this door (desktop, browser or command line) does not offer it, or this computer lacks a tool. airdock doctor tells what is missing.',
    foreignOrigin:
      'The request came from a foreign page and was refused. Use the address that Airdock printed.',
    missingToken:
      'The address has no token, or its token was used already. Use the newest address that Airdock printed.',
    dataFolderLocked:
      'The data folder is in use by another Airdock (process {{pid}}). Close it first, or name another folder with AIRDOCK_HOME.',
    dataFolderUnusable:
      'The data folder {{path}} cannot be used: {{reason}}. Check its permissions, or name another folder with AIRDOCK_HOME.',
    coreNotRunning: 'No Airdock is running on the data folder {{folder}}.',
    coreEnded:
      'The Airdock that ran this has ended before the result was seen. Run the command again, or check the version of the module with ATI.',
  },
  file: {
    notFound: 'There is no file {{path}}. Check the path.',
    notReadable: '{{path}} cannot be read: {{reason}}.',
    notWritable: '{{path}} cannot be written: {{reason}}.',
    noFolder:
      'There is no folder {{folder}}, so {{path}} cannot be written. Make the folder first, or choose another place.',
    neverOverwritten:
      '{{path}} exists already, and rebuilt images never overwrite anything. Choose another name.',
    isFolder: '{{path}} is a folder. Name a file inside of it.',
    exists: '{{path}} exists already. Choose another name, or overwrite it with --force.',
    tooLarge:
      '{{path}} exceeds the limit of {{limitBytes}} bytes. Firmware is never that large: is it the right file?',
  },
  firmware: {
    empty: '{{fileName}} is empty: it has 0 bytes. Get the file again, or look whether copying it broke off.',
    unknownFormat:
      '{{fileName}} was not recognised: its content is {{found}} (first bytes {{firstBytes}}). Supported today: {{supported}}.',
    damaged:
      'The file is damaged: check {{check}} at offset {{offset}} expected {{expected}} and found {{found}}. Get the file again.',
    hostileArchive:
      "The archive is not safe and was refused: {{reason}} ('{{member}}'). Ask its provider for the original file.",
    missingMember: 'The archive has no {{member}}. Make sure that it is a complete .soc file.',
    tooLarge:
      '{{fileName}} has {{sizeBytes}} bytes; the limit is {{limitBytes}}. Firmware is never that large: is it the right file?',
  },
  delta: {
    identical:
      'Old and new firmware are identical; there is nothing to upgrade. Was the same version chosen twice?',
    mixedChips:
      'The old firmware is for {{oldChip}} and the new one for {{newChip}}: they are not of one kind of module, so neither leads to the other. Was the wrong file chosen?',
    wrongChip: 'Format {{format}} is for {{wanted}} only; the chosen firmware is for {{found}}.',
    swapped:
      'The new firmware ({{new}}) is older than the old one ({{old}}); they may be swapped. Swap the files, or allow the downgrade explicitly.',
    tooLarge:
      'Too large for {{format}}: {{sizeBytes}} bytes, the limit is {{limitBytes}}; the module would refuse it. Upgrade by way of a version in between, or flash by cable.',
    notCarried:
      'Image {{image}} ({{role}}) differs, but format {{format}} does not carry it. What carries it: {{carriedBy}}.',
    missingImage: 'Format {{format}} needs an image of the kind {{role}}, and the new firmware has none.',
    imageSetDiffers:
      'Old and new firmware do not have the same images: {{image}} ({{reason}}). Make sure that both belong to one product.',
    notPackage:
      '{{fileName}} is no upgrade package: its content is {{found}}. Choose a file that airdock delta or the tools of the vendor made.',
    emptyPackage: 'The package is empty: it has 0 bytes. Get the file again, or build it anew.',
    unsupportedFormat:
      '{{format}} cannot be used here. Choose a package that fits the module and the way: over the network the AT package with its wrapper, over the AT port also a bare delta.par.',
    damagedPackage:
      'The package is not valid: check {{check}} at offset {{offset}} expected {{expected}} and found {{found}}.',
    wrongBase:
      'The package was not made for this old firmware: check {{check}} expected {{expected}} and found {{found}}. Give the firmware that the module runs now, and make sure that old and new are not swapped.',
    proofFailed:
      'The package did not pass its proof ({{image}}) and was discarded; no file was written. Please report this pair.',
    cancelled: 'Cancelled; no file was written.',
    otherModel:
      '{{old}} and {{new}} are of different models or variants; one cannot be upgraded to the other.',
    zoneExceeded: 'Image {{image}} has {{sizeBytes}} bytes, more than its flash zone of {{zoneBytes}} bytes.',
    workerFailed:
      'The thread that works on the package ended unexpectedly: {{reason}}. No file was written; try again.',
    timedOut:
      'Not done after {{seconds}} seconds, so it was stopped; no file was written. Make sure that the files are the right ones; on a busy computer try again later.',
    needsNew:
      'The exact bytes of the compressed parts of {{image}} are made by the module itself. Use verify, with the new firmware.',
    needsOld:
      'Format {{format}} starts from the firmware that the module runs now. Choose the old firmware too, or a format that needs none.',
    otaSetting:
      'info.json asks for {{field}} {{found}}, but modules of this chip take {{expected}}. Make sure that the .soc is unchanged.',
    transformUnknown:
      "The package uses the vendor's closed code transform ({{transform}}). It cannot be rebuilt here, which does not mean that it is wrong. Check it with the vendor's FotaToolkit, or have it made again without the transform.",
  },
  package: {
    unknown: 'The library has no package {{sha256}}.',
    damaged:
      'Package {{sha256}} is no longer what was stored ({{found}}) and is not used any more. Build it again.',
    inUse: 'The OTA server is serving this package; stop serving it first.',
    notProved:
      'The package did not pass its proof and is not kept: image {{image}} should be {{expected}} and was rebuilt as {{found}}. Was it made for these two firmwares?',
    leavesBehind:
      'Image {{image}} ({{role}}) differs and is not in the package, which alone does not reach the new firmware; it is not kept. Where that is meant, give a reason.',
    unproven: 'Package {{sha256}} has no proof that holds (image {{image}}) and is not kept.',
  },
  planning: {
    libfotaVersion:
      'libfota makes its version from a core like V2034 and a script version like 1.2.3, not from {{core}} and {{version}}.',
    toolkitNotSet:
      'No FotaToolkit is set. Name its program in the desktop window, or with airdock toolkit PROGRAM.',
    toolkitConfig:
      'It is not clear which configuration is meant: {{folder}} holds {{count}} of them, and each is for one chip. Name the file of this chip.',
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
    noControl:
      '{{what}} of port {{id}} cannot be set: this kind of port has no such control, or its driver refused.',
    heldElsewhere:
      'Another program has {{path}} open, e.g. a serial monitor, LuaTools or another Airdock. Close it there first.',
    heldByProgram: 'The program {{program}} (process {{pid}}) has {{path}} open. Close it there first.',
    heldByModemManager:
      'The system service ModemManager (process {{pid}}) has {{path}}; it sends AT commands to every module that is plugged in. Wait until it is done, or run sudo systemctl stop ModemManager.',
    permissionNotActive:
      'No permission to open {{path}}: you are in the group {{group}}, but that counts only from the next login. Log out and in again.',
    ownerOnly:
      'No permission to open {{path}}: the system lets only its owner open it. Add a udev rule that gives it to the group dialout, and plug it in again.',
    ambiguous:
      'Several ports may be what was {{path}} ({{candidates}}), and nobody said which. Choose one on the ports page and try again.',
    badAddress:
      'The address {{address}} is not valid: expected tcp://HOST:PORT, e.g. tcp://192.168.1.20:5000.',
    hostUnknown: 'There is no host {{host}}. Check the name, or use the IP address.',
    connectRefused:
      '{{address}} refused the connection. Check the port number, and that the serial server or virtual module there is running.',
    unreachable:
      '{{address}} did not answer within {{timeoutMs}} ms. Check the address, the network and the firewall.',
  },
  modem: {
    timeout:
      'The module did not answer {{command}} within {{timeoutMs}} ms. Check that this is its AT port, the baud rate and the power.',
    commandRefused: 'The module refused {{command}}: {{code}}.',
    notSupported: 'The module does not support {{feature}}.',
    writeStalled:
      'The port took no more bytes for {{stallMs}} ms ({{sentBytes}} of {{totalBytes}} sent). Check cable, flow control and whether the module still runs.',
    unknownDriver: 'There is no driver {{driver}}. There are: {{known}}.',
    driverWay: "Driver {{driver}} cannot deliver in the way '{{way}}'. Choose another way or another driver.",
    noOfferOpen: 'Job {{jobId}} is not waiting for an answer to an upgrade plan now.',
    noWaitToSkip: 'Job {{jobId}} is not in a wait that can be cut short.',
    noOwnUpgrade: 'No upgrade that the module at {{portId}} began by itself is known to run now.',
    ownUpgradeRuns:
      'The module at {{portId}} is at an upgrade that it began by itself. Follow it (upgrade --follow), or wait until it has ended.',
    orderBreaksUpgrade:
      'Not sent: {{command}} would break the upgrade that the module at {{portId}} is at. Follow it (upgrade --follow), or wait until it has ended; questions such as AT+UPGRADE? are let through.',
  },
  terminal: {
    running: "The sequence '{{name}}' is still running on this port. Stop it first.",
    badHex: 'Not hexadecimal: {{text}}. Write pairs of digits, for example 41 54 0D.',
    badSequence:
      'Line {{line}} of the sequence cannot be understood: {{text}}. Directives are @wait, @expect, @hex, @timeout, @repeat and @continue.',
    unknownFavourite: 'There is no favourite {{id}}. It may have been removed in another window.',
  },
  onenet: {
    badKey: 'This is no access key; it must be Base64 as the console shows it. Copy it again, whole.',
    tokenField:
      'The token cannot be made: {{field}} is "{{value}}", which OneNET does not know. Correct this field.',
    unknownPlan: 'There is no OneNET plan {{id}}; it may have been removed. Look at the list again.',
    unknownTask: 'There is no OneNET task {{tid}}. Look at the list again.',
  },
  otaClient: {
    badUrl: '"{{url}}" is no address that can be asked; write http://HOST[:PORT] or a whole URL.',
    missingField: 'The request {{form}} needs {{fields}}; give it.',
    connectFailed: 'No connection to {{host}}:{{port}} ({{reason}}). Check address, port and firewall.',
    noFolder: '{{path}} is no folder that can be written to. Choose another one.',
  },
  server: {
    notRunning: 'The OTA server is not running. Start it in the window, or with airdock serve.',
    runsElsewhere:
      'The OTA server runs at port {{port}} already, not at {{wanted}}. Stop it first, or leave the port out to join it.',
    unknownDecision: 'There is no decision {{word}}; airdock serve requests shows what was decided.',
    addressInUse: 'Port {{port}} is taken by another program. Close that program, or choose another port.',
    noAddress:
      'This computer has no network address that a module could reach. Connect it, or upgrade over the serial port.',
    urlTooLong:
      'The download URL has {{lengthBytes}} bytes; the limit is {{limitBytes}}. Use a shorter host name or an IP address.',
    unknownCampaign: 'There is no campaign {{id}}; it may have been removed. Look at the list again.',
    campaignAborted: 'Campaign {{id}} was aborted and can no longer be changed; make a new one.',
    noNextStage: 'Campaign {{id}} has no next stage; it is open to all modules already.',
    unknownModule: 'This server has never seen the module {{id}}; check its identity.',
    unknownFault: 'No fault with the id {{id}} is set; it may have been cleared already.',
    notUnderstood:
      'This text is no upgrade request ({{reason}}); paste the whole URL that the module asks for, or the whole request head from a log.',
    portForbidden: 'The system does not allow port {{port}}. Choose another one, for example {{freePort}}.',
    unknownPublication: 'There is no download address with the id {{id}}.',
  },
  job: {
    unknown: 'There is no job {{id}}.',
    notCancellable: 'The job has ended already.',
    stillRunning: 'The job is still running; cancel it first.',
    resourceBusy: '{{resource}} is in use by another job. Wait for it to end, or cancel it.',
  },
  journal: {
    damaged:
      'Journal segment {{segment}} is damaged at offset {{offset}}; what follows cannot be read, everything else is intact.',
    diskFull:
      'The disk is full or not writable; the journal is kept in memory for now: {{reason}}. Free some space soon.',
    writeFailed:
      'The journal cannot be written to disk and is kept in memory for now: {{reason}}. Check the disk.',
    rowsShed: 'Memory is full: rows {{fromSeq}} to {{toSeq}} of the journal could not be kept.',
    closed: 'The journal is closed already.',
    badPattern: '"{{pattern}}" is no regular expression: {{reason}}. Correct it, or search for it as a text.',
    slowPattern:
      'The pattern "{{pattern}}" takes far too long on a line; the search was stopped. Avoid repetitions within repetitions, e.g. (a+)+.',
    indexFailed:
      'The index of the journal failed: {{reason}}. The record itself is intact; try again, or restart Airdock, which builds the index anew.',
  },
  store: {
    damaged:
      'The database {{path}} is damaged ({{reason}}). Airdock renames it in its folder and starts a new one; where that fails, move it away and start again.',
    newer:
      'The data folder belongs to a newer Airdock ({{found}} > {{known}}). Update Airdock, or name another folder with AIRDOCK_HOME.',
  },
  project: { unknown: 'There is no project {{id}}.' },
  settings: {
    invalid: 'Setting {{name}} is not valid: {{reason}}.',
    secretNotStored: 'The key could not be stored: {{reason}}.',
    noKey: 'The project "{{project}}" has no key. Enter it in the project first.',
    changeUnknown: 'No such change of a setting ({{id}}). Only the last ones of each module are kept.',
    notUndoable: 'This change of {{name}} cannot be undone: {{reason}}.',
    otherModule:
      'Another module is behind this port ({{found}}) than the one that was changed ({{expected}}). Nothing was written.',
    badFile: 'This file cannot be imported: {{reason}}. No project was changed.',
    newerFile:
      'The file comes from a newer Airdock (format {{found}}; this one knows {{known}}). Please update Airdock.',
  },
  preset: {
    unknown: 'No preset {{id}}.',
    empty: 'The preset "{{name}}" sets nothing. Fill in at least one setting.',
    keyNotForModule:
      'The key of a {{platform}} project is not the KEY of AT+UPGRADE and does not belong into the module. Choose an openLuat or own-server project.',
  },
  device: {
    invalidId: 'Device id {{id}} is not valid: expected an IMEI of 15 digits or a serial number.',
    unknown: 'No device {{id}} was seen here. Identify the module first.',
  },
  virtual: {
    unknownDialect: 'There is no virtual module of the kind {{dialect}}. Choose one of {{known}}.',
    unknown: 'There is no virtual module {{id}}.',
    badFirmware:
      'This kind of virtual module cannot run {{fileName}}: it is firmware for another module, or the file is damaged. Choose another kind or another file.',
    badKnob: 'The virtual module does not take knob {{knob}} like this. What fits: {{reason}}.',
  },
  report: {
    emptyLog: '{{fileName}} is empty: there is no log to import.',
    notALog:
      '{{fileName}} is binary data and no text log. Choose a log that a serial tool has saved; a report bundle is opened as a bundle.',
    unknownRecording: 'There is no recording {{id}}; it may have been removed.',
    badPattern: '"{{pattern}}" is no valid pattern ({{reason}}). Change it, or search for it as plain text.',
    nothingChosen: 'Nothing was chosen. Choose at least one job, one stretch of the record or one recording.',
    notABundle: '{{fileName}} is no report bundle of Airdock. A plain log is imported as a log.',
    newerBundle:
      'This bundle has format version {{version}}; this Airdock reads up to {{known}}. Update Airdock, then open it again.',
    hostileBundle:
      'The bundle is refused: {{reason}} ({{member}}, limit {{limit}}, found {{found}}). Have it made again.',
    damagedBundle: 'The bundle is damaged: {{member}} does not fit its digest. Have it sent again.',
    conditionsUnknown:
      'The recording does not tell what kind of module it is. Choose a kind of virtual module.',
    noUpgrade: 'Job {{id}} is no ended upgrade, so there is nothing to certify.',
    nothingToReplay: 'The recording holds no serial bytes to replay.',
  },
};
