/** Firmware and packages: what a file is, what differs, what a package carries. Longer than usual: tables of texts. */
export const notCovered = {
  bootloaderNotInFormat:
    'the boot loader differs, but this format does not carry it; the module keeps its own.',
  imageNotInPackage:
    'this image differs and the package does not carry it; the package alone does not reach the new firmware.',
  filesNotProvable:
    "this image differs; the package also changes files of the module's own file system, which cannot be rebuilt here, so nobody knows whether it is reached.",
  imageStays: 'the package does not carry this image; the module keeps its own.',
};
export const warning = {
  scriptDamaged:
    '{{image}} does not pass its own check {{check}} (expected {{expected}}, found {{found}}); LuatOS may not start it.',
  coreNotCompared:
    'OLD was not given, so nobody compared the cores; a module with another core must not get this package.',
  appVersionNotSet:
    'No application version was given, so 0 is written; give the number by which your application knows its release.',
  bootloaderNotCovered: 'The boot loader differs and is not in the package; the module keeps its own.',
  versionUnknown:
    'At least one side names no version, so the version may not be enough to confirm the upgrade.',
  sameVersion: 'Old and new firmware bear the same version, so the version cannot confirm the upgrade.',
  olderVersion: 'This package is a downgrade: the new firmware has the lower version.',
  updateNumberZero:
    'The update number of {{image}} is 0; a boot loader that compares it may skip a package that is not newer.',
  appAddressDiffers:
    'The boot loader starts the application at {{expected}}, but {{image}} is built for {{found}}.',
  experimental:
    'Experimental: the format is known and the package is proved here, but no module has shown yet that it takes one.',
  tryOneModuleFirst: 'Try it on one module first, one that you can flash by cable if it does not come back.',
  recompressionNotProvable:
    '{{image}}: the module compresses parts of it again by itself; that the result is the same byte for byte cannot be proved here.',
  psNotCovered:
    'The modem image {{image}} differs and is not in the package; it was built all the same because: {{reason}}.',
  nvNotCovered:
    'The settings {{image}} differ and are not in the package; it was built all the same because: {{reason}}.',
  imageNotCovered:
    '{{image}} differs and is not in the package; it was built all the same because: {{reason}}.',
  modemUnknown: 'At least one side has no modem image, so nobody knows whether the modem has to change too.',
  nvActionUnknown:
    'The package names settings files as the official ones do; what the module does with them is not known.',
  nvEntriesMissing:
    'The old firmware has no settings image, so the package cannot name the settings files that official ones name.',
  bareDownload:
    'This is a bare RDAOTA02 without the 7E wrapper; AT firmware downloads the wrapped form. Make sure that the receiver can handle it.',
  baseJump:
    'The versions {{old}} and {{new}} have different bases; modules refuse the way between them over the air.',
};
/** Checks of files and packages, by the id before any colon. */
export const check = {
  ota: {
    head: 'header of the update file',
    magic: 'magic of the update file',
    crc: 'checksum of the header',
    length: 'lengths in the header',
    commonMd5: 'MD5 of the sectors',
    sdkMd5: 'MD5 of the core delta',
    sdk: 'core delta of the update file',
  },
  sector: {
    head: 'header of a sector',
    magic: 'magic of a sector',
    length: 'length of a sector',
    dataLength: 'unpacked length of a sector',
    blockLength: 'block length of a sector',
    blocks: 'end of the blocks of a sector',
    md5: 'MD5 of a sector',
    address: 'address of a sector',
  },
  block: {
    head: 'header of a block',
    propsLength: 'number of property bytes of a block',
    props: 'property bytes of a block',
    size: 'length of a block',
    length: 'unpacked length of a block',
    stream: 'LZMA stream of a block',
  },
  archive: {
    magic: 'head of the archive',
    headerCrc: 'checksum of the archive head',
    truncated: 'archive complete',
    directory: 'place of the archive directory',
    directoryCrc: 'checksum of the archive directory',
    entries: 'number of archive members',
    open: 'archive readable',
    end: 'nothing behind the archive',
  },
  binpkg: {
    header: 'binpkg head',
    version: 'binpkg format version',
    magic: 'binpkg mark',
    crypt: 'binpkg digest method',
    count: 'binpkg number of images',
    args: 'binpkg arguments',
    entry: 'entry of an image',
    entryOffset: 'place of an entry',
    name: 'name of an image',
    size: 'size of an image',
    sha256: 'SHA-256 of an image',
    zone: 'image inside its zone',
    uniqueNames: 'no name twice',
    chip: 'chip recognised',
    end: 'nothing behind the last image',
  },
  soc: {
    infoJson: 'content of info.json',
    scriptAddress: 'address of the script',
    chip: 'chip of info.json and of the images agree',
    zone: 'script inside its zone',
  },
  luadb: {
    version: 'format version of the script library',
    file: 'record of a script file',
    size: 'size of a script file',
    md5: 'MD5 of the script library',
  },
  par: { length: 'length of the delta data', trailing: 'nothing behind the delta data' },
  package: {
    index: 'number of the image section',
    role: 'role of the image section',
    headerBytes: 'head length of the image section',
    method: 'packing method of the image section',
    zero: 'reserved field of the image section',
    imageBytes: 'image size of the image section',
    partCount: 'number of parts of the image section',
    tlvNew: 'field of the new digest',
    tlvName: 'field of the image name',
    trailing: 'nothing behind the image section',
  },
  part: { size: 'size of a part', marker: 'mark of a part', truncated: 'part complete' },
  bzip2: {
    content: 'content of the bzip2 data',
    blockSize: 'bzip2 block size',
    truncated: 'bzip2 data complete',
  },
  parHash: "the package's own digest",
  oldSha256: 'SHA-256 of the old image',
  oldBytes: 'size of the old image',
  oldImage: 'image in the old firmware',
  oldCrc: 'CRC of the old image',
  envelope: 'wrapper of the package',
  newSha256: 'SHA-256 of the new image',
  manifest: 'manifest of the package',
  sha256: 'SHA-256 of the file',
  size: 'size of the file',
};
export const role = {
  bootloader: 'boot loader',
  ap: 'application processor (AP)',
  cp: 'communication processor (CP)',
  script: 'script',
  filesystem: 'file system',
  data: 'data',
};
/** What a file that was not accepted seems to be; fits behind "its content is". */
export const recognised = {
  deltaPar: 'a bare delta, not full firmware',
  deltaParSigned: 'a signed delta, not full firmware',
  wrapper7e: 'an upgrade package for Luat AT firmware, not full firmware',
  luatosOta: 'a LuatOS OTA package, not full firmware',
  rdaota02: 'a delta for 8910, not full firmware',
  pac: 'a Unisoc .pac flash package',
  xt804: 'an image for the XT804 family',
  luadb: 'a LuatOS script library alone',
  uimage: 'a uImage',
  elf: 'an ELF program file',
  gzip: 'gzip data',
  soc: 'a .soc for a chip that is not supported yet',
  archive: 'an archive that does not hold a single firmware',
  binpkg: 'whole firmware in a binpkg, not a package',
  'xt804-image': 'an XT804 image that is not packed, not a package',
  unknown: 'unknown',
};
/** What a check expected or found where that is an amount; each # is a number. */
export const amount = {
  bytes: '# bytes',
  atMost: 'at most # bytes',
  atLeast: 'at least # bytes',
  moreThan: 'more than # bytes',
  between: '# to # bytes',
  nothing: 'nothing more',
};
export const format = {
  'ec618-at':
    'For EC618 modules with standard AT firmware (Air780E and others), in the wrapper that AT firmware needs.',
  'ec618-par': 'The bare EC618 delta data, for systems that handle the download themselves.',
  'luatos-script':
    'Brings only the LuatOS script; the core stays, so both cores must be equal. For EC618 and EC7xx.',
  luatos: 'For LuatOS on EC618: the script and a core delta; only the script where the cores are equal.',
  'csdk-full':
    'For CSDK firmware: the new images whole, whatever runs before. The application must keep a zone for it.',
  'ec7xx-at':
    'For EC716 and EC718 modules with standard AT firmware (Air780ET and others), in the wrapper that AT firmware needs.',
  ec7xx: 'The bare EC716 or EC718 delta data, for systems that handle the download themselves.',
  'xt804-fota':
    'For Air101, Air103, Air601 and Air6208: the new image whole and packed, whatever runs before.',
  'xt804-sota': 'For Air101, Air103, Air601 and Air6208: only the script, whatever runs before.',
  uis8910:
    'For the Air724UG family: the script, or a delta of the application; modem and settings must be equal.',
};
/** How sure Airdock is that a module takes such a package, with the reason. */
export const proofClass = {
  realPackages: 'The format was checked against real packages that the vendor made for modules in the field.',
  realFiles: 'The format was checked against real files of the vendor.',
  publicSource: "The format follows the vendor's public source code.",
  formatKnown: 'The format is known, but no such package has run on a real module yet.',
  medium: 'Most of the format is known, but not what the module does with some parts of it.',
  experimental:
    'The format is known and the package is proved here, but what the module does by itself cannot be proved here.',
};
/** Rules that the proof enforced while it rebuilt the images. */
export const proofRule = {
  lengths: 'all lengths in the package agree with its content',
  parHash: "the package's own digest is right",
  oldSha256: 'the old images have the SHA-256 that the package names',
  blockRule: 'no bzip2 block exceeds the 8192 bytes that the module can unpack',
  windowRule: 'only old data is used that is still there while the module rewrites its flash in place',
  newSha256: 'the rebuilt images have the SHA-256 that the package names',
  inPlaceOrder: 'nothing is read from a place that was already rewritten',
  sectionSha256: 'the unpacked sections have the SHA-256 that the section table names',
  recompressionNotProvable: 'not provable: that the module compresses the sections to the same bytes',
  imageCrc: 'head and body of every image have the checksums that they name',
  gzipHead: 'the gzip head has exactly the ten bytes that the module skips',
  gzipTrailer: 'length and CRC of the unpacked content are right',
  imageWalk: 'the module finds every image when it walks through the unpacked content',
  packCrc: "the pack's own checksum is right",
  oldCrc: 'the old image has the checksum that the package names',
  blockCrc: 'every rebuilt block has the checksum that the package names',
};
/** Why an archive was refused. */
export const hostile = {
  tooManyEntries: 'too many members',
  tooLarge: 'too large when unpacked',
  ratio: 'suspicious compression ratio',
  absolutePath: 'a member has an absolute path',
  parentPath: 'a member points to a parent folder',
  badName: 'a member has a name that is not allowed',
  link: 'a member is a link',
  special: 'a member is a special file',
  duplicate: 'two members have one name',
  encrypted: 'a member is encrypted',
};
export const imageDifference = {
  added: 'only in the new firmware',
  removed: 'only in the old firmware',
  moved: 'at another address',
};
export const carriedBy = {
  luatos: 'a LuatOS update with script and core delta',
  'wired-flash': 'flashing over USB or a serial cable',
};
