/** Ports, the module behind one, and how it will be reached. Longer than usual: tables of texts. */
import { inputProblem } from './common.ts';

export const portRole = {
  luatLogInterface: '合宙模块的日志接口',
  luatApLogInterface: '合宙模块的应用日志接口',
  luatUserInterface: '合宙模块的用户接口，AT 固件在这里收发 AT',
  luatModuleUnknownInterface: '合宙模块，看不出是哪个接口',
  ec7xxBootRom: 'EC618/EC7xx 的启动程序，正等待烧录',
  simcomBootRom: '芯讯通模块的启动程序，正等待烧录',
  unisocBootRom: '展锐芯片的启动程序，正等待烧录',
  unisocUserInterface: '展锐模块的用户接口',
  unisocLogInterface: '展锐模块的日志接口',
  unisocAtInterface: '展锐模块的 AT 接口',
  unisocModuleUnknownInterface: '展锐模块，看不出是哪个接口',
  rdaDownload: '展锐 8910 的下载口，正等待烧录',
  diagnosticInterface: '模块的诊断接口',
  positionInterface: '模块的定位（NMEA）接口',
  audioInterface: '模块的音频接口',
  moduleAtInterface: '模块的 AT 接口',
  moduleModemInterface: '模块的调制解调器接口，也接受 AT',
  quectelModuleUnknownInterface: '移远模块，看不出是哪个接口',
  simcomModuleUnknownInterface: '芯讯通模块，看不出是哪个接口',
  usbBridge: 'USB 转串口，可能接着模块的 AT 串口',
  usbUnknown: '没有见过的 USB 设备',
  plainUart: '普通串口，没有 USB 信息',
  systemPort: '系统自己的端口，后面没有模块',
  addedByPath: '按路径添加',
  addedByAddress: '网络上的串口，多半接着 AT 口',
  chosen: '由你指定',
  virtualModule: '虚拟模块的 AT 口',
};
export const leaseOwner = {
  terminal: 'AT 终端',
  upgrade: '升级任务',
  settings: '读写设置',
  identify: '识别模块',
  flash: '烧录任务',
  replay: '回放',
  otherProgram: '其他程序',
};
export const portEvent = {
  opened: '端口已打开',
  closed: '端口已关闭',
  vanished: '端口消失',
  returned: '端口回来了',
  leaseTaken: '端口被占用',
  leaseReleased: '端口已释放',
  openFailed: '端口打不开',
  linesSet: '设置了 DTR/RTS',
};
/** How the module will find the URL, and what to do when it cannot. */
export const reach = {
  thisComputer: '这个地址只有本机能访问：虚拟模块可以，真实模块不行，请选别的地址或改用串口方式。',
  sameNetwork: '模块要与这台电脑在同一网络，才能按名称找到它；找不到时请改用 IP 地址、公网地址或串口方式。',
  public:
    '模块经移动网络从公网访问这个地址；访问不到时，请检查端口映射或内网穿透，白名单卡要先登记地址，或改用串口方式。',
  private:
    '这是内网地址：模块要用私有 APN 或同一网络才能访问；普通 SIM 卡请换成公网地址或内网穿透，白名单卡要先登记地址，或改用串口方式。',
};
export const finding = {
  noSim: '没有可用的 SIM 卡（未插或已锁），不能经网络下载。',
  notRegistered: '模块还没有注册到网络，检查天线和 SIM 卡。',
  notAttached: '模块没有附着数据网络，检查 APN。',
  weakSignal: '信号很弱，下载容易中断，换个位置或改用串口方式。',
  noSignal: '模块没有给出信号强度。',
  baseMismatch: '模块运行的不是这个升级包的起点，会拒绝这个包。',
  baseUnknown: '无法确定模块运行的是不是这个升级包的起点。',
  alreadyThere: '模块已经运行目标版本，不需要升级。',
  urlSaved:
    '模块里已有下载地址，升级会临时改写它并在结束后尽量恢复；AUTO 默认打开，模块会每天访问已保存的地址。',
  urlNotReadable: '模块不回答现有的下载地址，升级后无法恢复它。',
  keyMissing: '模块里没有项目 KEY，不能从云平台升级；由这台电脑提供升级包时不需要。',
  loopbackOnly: '下载地址只有本机能访问，只适用于虚拟模块。',
  privateAddress: '下载地址是内网地址，模块要用私有 APN 或同一网络才能访问。',
  largePackage: '升级包接近模块的下载区上限（480 KiB），超过时会在下载完后被拒绝。',
  bootloaderChanged: '启动程序有变化，但不在升级包里，模块会保留原来的启动程序。',
  serialRecommended: '网络条件不好，建议改用串口方式。',
  requestsMany: '24 小时内从这个版本请求升级已有或将达到 6 次；按最严的说法，平台会禁止这个模块。',
  requestsHeld: '一小时内已请求 4 次，Airdock 会等到可以再次请求，以免平台禁止这个模块。',
  banStands: '平台曾判定这个模块反复升级并禁止了它；在平台解除之前，再请求没有意义。',
};
export const way = {
  http: '经网络下载。',
  serial: '经串口写入。',
  httpPossible: '模块可以经网络下载。',
  serialPossible: '模块支持串口升级，不需要网络。',
  serialNotOffered: '模块不支持串口升级，需要 EC618 的 V1155 或更新固件，标准 AT 或 LPAT。',
  noAddress: '这台电脑没有模块能访问的网络地址，请先连接网络。',
  cloud: '由平台升级，Airdock 只跟随。',
  local: '取出并保存模块后面的 MCU 的镜像。',
  localPossible: '可以取出模块后面的 MCU 的镜像。',
  localNotOffered: '模块不认识取出镜像的指令。',
  cloudPossible: '模块可以从平台升级。',
  httpNotOffered: '模块不支持经网络升级的指令。',
  cloudNotOffered: '模块不支持从平台升级的指令。',
  noDriver: '没有驱动能以这种方式升级这个模块。',
};
/** Before settings are sent. Nothing of this stops anything. */
export const setting = {
  keyUnusual: 'KEY 通常是 32 位字母和数字，请核对是否复制完整。',
  urlNotHttp: '地址应以 http:// 开头。',
  urlHttps: '不是所有固件都支持 https，建议使用 http://。',
  urlLong: '地址超过 255 字节，文档没有写明上限，模块可能不接受。',
  urlNotAscii: '地址里有空格或非 ASCII 字符，模块可能不接受。',
  urlLoopback: '这个地址指向模块自己或这台电脑，真实模块访问不到。',
  urlPrivate: '这是内网地址，模块要用私有 APN 或同一网络才能访问。',
  urlLocalName: '这个主机名没有域名后缀，只在本地网络里有效，模块在移动网络上解析不到。',
  urlServerOff: '地址指向这台电脑，但这里的 OTA 服务器没有在这个端口上运行。',
  urlNotServed: '地址指向这台电脑的 OTA 服务器，但它现在不提供这个路径。',
  urlSaved:
    '地址会保存在模块里。AUTO 默认打开，模块会每天访问它，电脑关机后也一样；怎样清空 URL 没有文档说明，只能改成别的地址。',
  autoOn: 'AUTO 打开后，模块会按 PERIOD 自己去询问升级，写入后可能立刻开始下载。',
  periodRange: '间隔应为 60 到 4294967296 秒，超出时模块会拒绝。',
  periodBan: '间隔短于 4 小时，云平台可能判为反复升级并禁止这个 IMEI。',
  fullWidth: '内容里有全角字符，多半是从文档里复制来的，请改为半角。',
};
export const settingName = {
  URL: '下载地址：模块从这里取升级包，不设时访问厂商云平台。',
  KEY: '项目密钥：云平台用它认出项目，由自己的服务器提供时不需要。',
  AUTO: '自动升级：1 为打开（默认），模块定时自己询问；0 为关闭。',
  PERIOD: '询问间隔：秒，默认 86400，即每天一次。',
};
/** What became of a written setting. */
export const settingOutcome = {
  stored: '已写入并回读一致',
  notStored: '模块回答 OK，但没有保存',
  sentOnly: '模块回答 OK，无法回读',
  refused: '模块拒绝',
  noAnswer: '没有回答',
  begun: '已发送，结果未知',
};
/** Whether a change can be taken back. */
export const settingUndo = {
  possible: '可以撤销',
  noOldValue: '没有读到原值，无从恢复',
  emptyBefore: '原来是空的，怎样清空没有文档说明；未保存的值在模块重启后消失',
  unchanged: '模块里的值没有变，不需要撤销',
  undone: '已撤销',
  oldKeyGone: '密钥库里已没有原来的 KEY',
};
/** Why a module holds something else than was written. */
export const settingDrift = {
  savedLost: '曾写入并保存，但模块现在是别的值：没有真正存住，或之后被别人改过',
  unsavedGone: '未保存的值已经不在，模块多半重启过',
};
export const projectFileProblem = {
  notJson: '不是 JSON 文件',
  notOurs: '不是 Airdock 导出的项目文件',
  field: '有一项内容不符合格式',
};
/** Why a value cannot be sent at all. */
export const settingProblem = {
  ...inputProblem,
  keyGivenTwice: '不能同时手动填写 KEY 又使用项目的密钥',
  nothing: '没有要写入的内容',
  empty: '不能为空',
  characters: '含有不能放进 AT 指令的字符',
  number: '应为数字',
  switch: '应为 0 或 1',
};
