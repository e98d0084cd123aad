/** What the families of modules have in common and what tells them apart. Longer than usual: tables of texts. */
export const driver = {
  unknown: '没有合适的驱动',
  'luat-at': '合宙 AT+UPGRADE',
  'luat-uart': '合宙 AT+UARTUPGRADE（串口）',
  'quectel-dfota': '移远 AT+QFOTADL（DFOTA）',
  'simcom-cfota': '芯讯通 AT+CFOTA',
  'simcom-lfota': '芯讯通 AT+LFOTA（串口）',
};
/** Why a driver was chosen. */
export const driverReason = {
  airM2M: '模块的版本名以 AirM2M 开头',
  quectel: '模块自称移远（Quectel）',
  simcomA76: '模块自称芯讯通 A76 系列',
};
export const verdict = {
  imageRuns: 'MCU 镜像已完整取出并核对摘要，它自己报告正在运行 {{version}}。',
  imageTaken: 'MCU 镜像已完整取出，摘要相符，并已声明版本 {{version}}；MCU 是否已运行它，要由它自己说明。',
  reportedUnverified: '模块或平台报告升级成功，但没有读到版本，结果未证实。',
  noDriver: '没有能升级这个模块的驱动（它报告 {{version}}）。',
  banStands:
    '平台曾判定这个模块反复升级并禁止了它（代码 40），没有再向平台请求。在平台解除后，请在设备页注明。',
  noOffer: '{{waitedMs}} 毫秒内平台没有给出升级计划。指令得到 OK 只说明已经询问。',
  offerRefused: '已拒绝平台的升级计划（{{component}} → {{to}}），没有改动模块。',
  offerGone: '模块不接受对升级计划的答复，回答 {{answer}}：计划可能已经失效。',
  batteryLow:
    '电量 {{actual}}% 低于计划要求的 {{needed}}%，Airdock 已拒绝升级。平台只给出要求，要由主机核对。',
  batteryUnknown: '计划要求电量至少 {{needed}}%，而模块说不出电量，Airdock 已拒绝升级。',
  signalWeak:
    '信号 {{actual}} dBm 弱于计划要求的 {{needed}} dBm，Airdock 已拒绝升级。平台只给出要求，要由主机核对。',
  signalUnknown:
    '计划要求信号不弱于 {{needed}} dBm，而模块说不出信号强度（AT+CSQ 为 99），Airdock 已拒绝升级。',
  blockShort: '从 {{startByte}} 起的数据块应有 {{sizeBytes}} 字节，只读到 {{readBytes}} 字节。',
  imageDamaged: '取出的镜像与平台给出的 {{name}} 不符（应为 {{expected}}，实为 {{actual}}），没有使用。',
  rolledBack: '模块没能应用升级，已恢复原来的固件。',
  resetRefused: '模块拒绝重启，回答 {{answer}}。升级包已在模块里，还没有应用。',
  cancelledWhileReading: '已在读取镜像途中取消，没有使用已读到的部分。',
  downloadFailed: '模块下载失败（{{code}}），文档没有说明具体原因。',
  downloadTimedOut: '模块下载超时（{{code}}）。',
  downloadBusy: '模块的下载服务正忙（{{code}}）。',
  dnsFailed: '模块解析不了服务器的域名（{{code}}）。',
  socketFailed: '模块与服务器的连接出错（{{code}}）。',
  portBlocked: '模块下载失败（{{code}}），已知的一个原因是服务器的端口被封。',
  ftpFileFailed: 'FTP 服务器上的文件打不开（{{code}}）。',
  ftpLoginFailed: 'FTP 登录失败（{{code}}）。',
  fotaPathWrong: '模块的升级路径设置有误（{{code}}）：常见的是少了冒号。',
  backupAreaFailed: '模块的备份区出错（{{code}}）。',
  unpackFailed: '升级包解不开，或模块空间不足（{{code}}）。',
  applyQuit: '模块的升级过程中途退出（{{code}}）。',
  packageFaulty: '升级包有问题，模块应用失败（{{code}}）。',
  packageUnverified: '升级包没有通过模块的校验（{{code}}）。',
  packageDamaged: '升级包的 MD5 不符（{{code}}），它在途中损坏了，或上传时就不完整。',
  baseVersionWrong: '升级包的起点版本与模块不符（{{code}}）。',
  sourceMismatch: '升级包不是从模块正在运行的固件生成的（{{code}}）。',
  noSpace: '模块的空间不足（{{code}}）。',
  patchFailed: '模块还原新固件失败（{{code}}）。',
  projectMismatch: '升级包属于另一个项目（{{code}}）。',
  baselineMismatch: '升级包属于另一个基线（{{code}}）。',
  uploadRefused: '模块不接受经串口送来的升级包，回答 {{answer}}。',
  streamBroken: '升级包只送出 {{sentBytes}}/{{totalBytes}} 字节，模块没有确认收齐。',
};
export const remedy = {
  checkPlan: '在平台核对升级计划：已启用、包含这个设备、起点版本与模块所报的一致。',
  checkLogin: '确认模块已登录平台，产品信息和服务器地址无误。',
  charge: '充电后再试。',
  acceptByHand: '确认电量与信号足够后，由操作者接受升级计划。',
  chooseDriver: '确认模块的型号和端口；知道它的升级方式时，可以指定驱动。',
  freeSpace: '删除模块文件系统里不用的文件，腾出空间。',
  fixFotaPath: '用 AT+QCFG="fota/path","UFS:" 改正升级路径，注意末尾的冒号。',
  checkFtpLogin: '核对 FTP 的用户名、密码和文件路径。',
  uploadPackageAgain: '重新上传升级包，并比较两边的 MD5。',
};
export const phase = {
  awaitingStart: '等待平台开始升级',
  checkingOffer: '核对升级计划的要求',
  offered: '等待操作者答复升级计划',
  answeringOffer: '答复升级计划',
  readingBlocks: '从模块取出镜像',
  handingOn: '核对并交出镜像',
  resetting: '主机重启模块',
  reporting: '等待平台得知结果',
};
export const event = {
  driverChosen: '选用驱动 {{driver}}：{{evidence}}',
  driverForced: '操作者指定驱动 {{driver}}',
  banned: '台账记录这个模块已被平台禁止',
  requestHeld: '为免被平台禁止，{{waitMs}} 毫秒后再请求',
  following: '没有发送任何指令，等待平台开始',
  offered: '平台给出升级计划：{{component}} {{from}} → {{to}}',
  offerAccepted: '已接受升级计划',
  offerRefused: '已拒绝升级计划',
  downloadInterrupted: '模块报告下载中断，它会自行继续',
  imageRead: '镜像已读完：{{sizeBytes}} 字节',
  hostReset: '主机已让模块重启',
  rollingBack: '模块正在恢复原来的固件',
  reportUnheard: '没有听到平台得知结果',
};
export const stage = { report: '上报结果' };
