/** The cloud side of a project: what to enter in the consoles, in their own words. Longer than usual: tables of texts. */
export const cloudEntry = {
  name: 'Name',
  alias: 'Other name',
  version: 'Version',
  coreVersion: 'Core version',
  sourceVersion: 'Source (start) version',
  kind: 'Kind of package',
  component: 'Component',
  url: 'Download URL',
};
export const cloudKind = {
  delta: 'Difference',
  full: 'Full package',
  FOTA: 'Module firmware (FOTA)',
};
export const cloudConfidence = {
  seen: 'seen in a screenshot of the console',
  documented: 'documented',
  inferred: 'concluded; compare with the console',
  free: 'yours to choose',
};
export const cloudStep = {
  openluat: {
    openProject:
      'Log in to the openLuat IoT platform and open the firmware list of this project. The modules must belong to it; moving them is up to the vendor.',
    uploadRelease:
      "Create a firmware and upload the dfota.bin file of the vendor's NEW release. The platform makes the difference itself.",
    uploadPackage: 'Create a firmware and upload the file below.',
    checkName:
      'Compare the name and the version that the console recognised with those below; the name must be exactly what the device reports.',
    chooseDevices: 'Switch the upgrade on, and choose all devices or enter the list of IMEIs.',
    success:
      '"Success" in the log of the platform only means that the package was handed out. The next request of the module with the new version is the proof.',
  },
  own: {
    putFile:
      'Put the package on the server so that a plain HTTP GET fetches it and the answer has a Content-Length.',
    tellUrl: 'Write the download URL to the module, then trigger the upgrade.',
    success:
      'The request tells no version, so the server cannot know how it went; only the answer of the module counts.',
  },
  quecthing: {
    addPackage:
      'Add a version package in the developer centre: module firmware, source and target version, then the file.',
    makePlan:
      'Make an upgrade plan: product and component. Without lists all devices are upgraded; the deny list wins over the allow list.',
    activate: 'Activate the plan. It cannot be deleted then; single devices can be cancelled.',
    success: 'The platform calls it a success when the device reports exactly the target version.',
  },
  onenet: {
    addPackage:
      'In remote upgrade choose FOTA and add a package: name, product and target version; where no vendor or model fits choose "other".',
    addDelta: 'Once both versions exist, add the difference with manual upload.',
    tryFew: 'Verify it with a few devices before the many.',
    addDevices:
      'Add devices to the queue: the start version, then all or some devices. Signal, battery and retries are only told to the device.',
    success: 'Only the target version or step 201, both reported by the device, count as success.',
  },
};
export const cloudFinding = {
  platformMakesDelta:
    'The openLuat platform makes the difference itself. The package that Airdock built is for an own server or the AT port, not for this console.',
  baseNotKnown:
    'The firmware bears no version name of its vendor, so the platform may not know this core (code 44). A custom core goes to the vendor first.',
  baseJump: 'The 8910 cannot go from {{from}} to {{to}} over the air (other base, code 21); flash it by USB.',
  notNewer:
    '{{to}} is not newer than {{from}}: the platform answers "already newest" (code 27) and does not go back.',
  serialOnly:
    'This package goes over the AT port only and does not belong on a server. Build the wrapped AT package instead.',
  otherVendor:
    '{{format}} is a package for Luat firmware, and QuecThing manages Quectel modules. It makes sense only for an MCU, or where the module really takes it.',
  boardGuessed:
    'The board name {{board}} comes from the firmware; the device may report another one. Compare it with the log of the platform.',
  nameUnknown:
    'The firmware tells neither project nor version. Enter the name and version that the device reports.',
  servedAgain:
    'The request tells neither identity nor version: with AUTO on the module downloads it again every period, so take it off the server in time.',
  fieldMissing: 'The project has no {{field}} yet.',
};
export const projectField = {
  url: 'URL',
  notes: 'notes',
  serverUrl: 'server address',
  productKey: 'product key',
  productId: 'product id',
  userId: 'user id',
};
/** Why a line of a list is no IMEI. */
export const imeiProblem = {
  noDigits: 'no IMEI',
  length: '{{found}} digits instead of 15',
  scientific: 'a spreadsheet has rounded it (8.62E+14); export it again as text',
  default: 'not a real IMEI (all digits alike)',
};
