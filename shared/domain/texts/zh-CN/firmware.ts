/** Firmware and packages: what a file is, what differs, what a package carries. Longer than usual: tables of texts. */
export const compare = {
  chipDiffers: '新旧固件的芯片不同，不能互相升级。',
  notEc618: '差分升级目前只支持 EC618，这对固件属于别的芯片。',
  nothingChanged: '新旧固件的镜像完全相同，没有需要升级的内容。',
  imageAdded: '新固件多了一个镜像，差分包带不了，需要用线烧录。',
  imageRemoved: '新固件少了一个镜像，请确认两个文件属于同一产品。',
  addressMoved: '镜像在闪存里的地址变了，差分包做不到，需要用线烧录。',
  exceedsZone: '新镜像超过它的闪存分区，模块放不下。',
  bootloaderChanged: '启动程序有变化，差分包不携带它，模块会保留原来的启动程序。',
  scriptChanged: '脚本有变化，底层差分包不携带脚本，请使用 LuatOS 的脚本升级或用线烧录。',
  filesystemChanged: '文件系统有变化，差分包不携带它，需要用线烧录。',
  dataChanged: '数据镜像有变化，差分包不携带它，需要用线烧录。',
  otherModelOrVariant: '两个固件的型号或变体不同，不能互相升级。',
  newIsOlder: '新固件的版本更低，请确认没有选反。',
};
export const notCovered = {
  bootloaderNotInFormat: '启动程序有变化，而这种格式不携带它，模块会保留原来的启动程序。',
  imageNotInPackage: '这个镜像有变化，但升级包里没有它，只用这个包到不了新固件。',
  imageStays: '升级包不含此镜像，模块保留原有的。',
};
export const warning = {
  bootloaderNotCovered: '启动程序有变化，但不在升级包里，模块会保留原来的启动程序。',
  versionUnknown: '新旧固件至少有一个没有版本名，升级后可能无法靠版本确认结果。',
  sameVersion: '新旧固件的版本名相同，升级后无法靠版本名确认结果。',
  olderVersion: '这是一个降级包：新固件的版本更低。',
  updateNumberZero: '{{image}} 的升级序号为 0；如果引导程序比较序号，可能会跳过不更新的包。',
  appAddressDiffers: '引导程序从 {{expected}} 启动应用，而 {{image}} 是为 {{found}} 生成的。',
  experimental: '实验性：格式已知，升级包也已在本机验证，但还没有模块实际升级过。',
  tryOneModuleFirst: '请先在一台能用线缆重新刷写的模块上试用。',
  recompressionNotProvable:
    '{{image}}：模块会自行重新压缩其中一部分，压缩结果是否逐字节相同，在这里无法验证。',
};
/** Checks of files and packages, by the id before any colon. */
export const check = {
  archive: {
    magic: '压缩包的文件头',
    headerCrc: '压缩包文件头的校验',
    truncated: '压缩包是否完整',
    directory: '压缩包目录的位置',
    directoryCrc: '压缩包目录的校验',
    entries: '压缩包的成员数',
    open: '压缩包能否打开',
  },
  binpkg: {
    header: 'binpkg 文件头',
    version: 'binpkg 格式版本',
    magic: 'binpkg 标记',
    crypt: 'binpkg 的摘要算法',
    count: 'binpkg 的镜像数',
    args: 'binpkg 的参数区',
    entry: '镜像的描述',
    entryOffset: '镜像描述的位置',
    name: '镜像的名称',
    size: '镜像的大小',
    sha256: '镜像的 SHA-256',
    zone: '镜像是否在分区之内',
    uniqueNames: '镜像名称不重复',
    chip: '能否判断芯片',
    end: '文件末尾没有多余内容',
  },
  soc: {
    infoJson: 'info.json 的内容',
    scriptAddress: '脚本的地址',
    chip: 'info.json 与镜像的芯片一致',
    zone: '脚本是否在分区之内',
  },
  luadb: {
    version: '脚本库的格式版本',
    file: '脚本文件的记录',
    size: '脚本文件的大小',
    md5: '脚本库的 MD5',
  },
  par: { length: '差分数据的长度', trailing: '差分数据之后没有多余内容' },
  package: {
    index: '镜像段的序号',
    role: '镜像段的用途',
    headerBytes: '镜像段头的长度',
    method: '镜像段的压缩方式',
    zero: '镜像段的保留字段',
    imageBytes: '镜像段的镜像大小',
    partCount: '镜像段的分块数',
    tlvNew: '新镜像摘要的字段',
    tlvName: '镜像名称的字段',
    trailing: '镜像段之后没有多余内容',
  },
  part: { size: '分块的大小', marker: '分块的标记', truncated: '分块是否完整' },
  bzip2: { content: 'bzip2 数据的内容', blockSize: 'bzip2 的块大小', truncated: 'bzip2 数据是否完整' },
  parHash: '升级包自带的摘要',
  oldSha256: '旧镜像的 SHA-256',
  newSha256: '新镜像的 SHA-256',
  manifest: '升级包的说明文件',
  sha256: '文件的 SHA-256',
  size: '文件的大小',
};
export const role = {
  bootloader: '启动程序',
  ap: '应用处理器（AP）',
  cp: '通信处理器（CP）',
  script: '脚本',
  filesystem: '文件系统',
  data: '数据',
};
/** What a file that was not accepted seems to be; fits behind "its content is". */
export const recognised = {
  empty: '空文件',
  deltaPar: '不带封装的差分包，不是完整固件',
  deltaParSigned: '带签名的差分包，不是完整固件',
  wrapper7e: '合宙 AT 升级包，不是完整固件',
  luatosOta: 'LuatOS 的 OTA 包，不是完整固件',
  rdaota02: '8910 的差分包，不是完整固件',
  pac: '展锐的 .pac 烧录包',
  xt804: 'XT804 系列的镜像',
  luadb: '单独的 LuatOS 脚本库',
  uimage: 'uImage 镜像',
  elf: 'ELF 程序文件',
  gzip: 'gzip 压缩文件',
  soc: '尚不支持的芯片的 .soc',
  archive: '普通压缩包，里面不是单个固件',
  unknown: '未知内容',
};
export const format = {
  'ec618-at': '供运行标准 AT 固件的 EC618 模块（如 Air780E）使用，带 AT 固件需要的外层封装。',
  'ec618-par': '不带封装的 EC618 差分数据，供自己处理下载的系统使用。',
};
/** Rules that the proof enforced while it rebuilt the images. */
export const proofRule = {
  lengths: '包内各处长度与实际内容一致',
  parHash: '升级包自带的摘要正确',
  oldSha256: '旧镜像与包内记录的 SHA-256 一致',
  blockRule: '每个 bzip2 块都不超过模块能解的 8192 字节',
  windowRule: '只用到模块就地改写闪存时还在的旧数据',
  newSha256: '还原出的镜像与包内记录的 SHA-256 一致',
  inPlaceOrder: '不读取已被改写的位置',
  sectionSha256: '解压后的各段与段表记录的 SHA-256 一致',
  recompressionNotProvable: '无法验证：模块重新压缩各段后是否逐字节相同',
};
/** Why an archive was refused. */
export const hostile = {
  tooManyEntries: '成员太多',
  tooLarge: '解开后太大',
  ratio: '压缩率异常',
  absolutePath: '成员使用绝对路径',
  parentPath: '成员指向上级目录',
  badName: '成员名称不合法',
  link: '成员是链接',
  special: '成员是特殊文件',
  duplicate: '成员重名',
  encrypted: '成员已加密',
};
export const imageDifference = {
  added: '只在新固件里',
  removed: '只在旧固件里',
  moved: '地址不同',
};
export const carriedBy = {
  'luatos-ota': 'LuatOS 的脚本升级包',
  'wired-flash': '用 USB 或串口线烧录',
};
