/** Quectel: QuecThing (at-commands 2.1) and DFOTA (3). */
import { commandsOf } from './command.ts';

export const quecthingCommands = commandsOf('quecthing', [
  [
    'AT+QIOTCFG="productinfo","~<pk>","<ps>"[,"<ver>"]',
    '设置产品的 PK 与 PS；只写名称则读取',
    'Sets PK and PS of the product; the name alone reads them',
  ],
  ['AT+QIOTCFG="productinfo"', '读取产品信息', 'Reads the product'],
  ['AT+QIOTCFG="server",~<type>,"<url>"', '设置服务器地址', 'Sets the address of the server'],
  ['AT+QIOTCFG="lifetime",<n>', '心跳或生存时间，秒', 'Keep-alive or lifetime in seconds'],
  ['AT+QIOTCFG="buffer",<0|1>', '接收缓存模式', 'Buffered reception'],
  ['AT+QIOTCFG="act",<1-15>', '使用的 PDP', 'PDP context that is used'],
  ['AT+QIOTCFG="session_mode",<0|1>', '会话模式', 'Session mode'],
  ['AT+QIOTCFG="tsl",<0|1>', '物模型', 'Thing model'],
  ['AT+QIOTCFG="dk_ds"', '设备的 DK 与 DS', 'DK and DS of the device'],
  ['AT+QIOTCFG="txid_mode",<0|1>', '结果事件是否带编号', 'Whether result events carry a number'],
  ['AT+QIOTCFG="psk","~<psk>"', '预共享密钥，仅 NB', 'Pre-shared key, NB only'],
  ['AT+QIOTREG=0', '断开云平台', 'Disconnects from the cloud'],
  ['AT+QIOTREG=1', '现在连接云平台', 'Connects to the cloud now'],
  ['AT+QIOTREG=2', '每次开机都连接云平台', 'Connects to the cloud at every boot'],
  ['AT+QIOTREG?', '读取连接方式', 'Reads how it connects'],
  [
    'AT+QIOTSTATE?',
    '连接状态：8 在线、4 鉴权失败',
    'State of the connection: 8 online, 4 authentication failed',
  ],
  [
    'AT+QIOTMCUVER="~<component>"[,"<version>"]',
    '声明 MCU 组件的版本；不写版本则读取',
    'Declares the version of an MCU component; without a version it is read',
  ],
  ['AT+QIOTMCUVER?', '列出 MCU 组件的版本', 'Lists the versions of MCU components'],
  [
    'AT+QIOTINFO?',
    '设备信息：版本、电量、信号、剩余空间……',
    'Facts of the device: versions, battery, signal, free memory …',
  ],
  ['AT+QIOTINFO="up"', '上报设备信息', 'Reports the facts of the device'],
  ['AT+QIOTOTAREQ', '询问升级计划', 'Asks for an upgrade plan'],
  [
    'AT+QIOTOTAREQ=<0|1>',
    '询问升级计划；1 时另给 SHA256',
    'Asks for an upgrade plan; 1 asks for a SHA-256 too',
  ],
  ['AT+QIOTOTAREQ=?', '询问升级计划的参数', 'Parameters of the request'],
  ['AT+QIOTUPDATE=0', '拒绝升级', 'Refuses the upgrade'],
  ['AT+QIOTUPDATE=1', '接受升级', 'Accepts the upgrade'],
  ['AT+QIOTUPDATE=2', 'MCU 请求下一段', 'The MCU asks for the next part'],
  ['AT+QIOTUPDATE=3', 'MCU 开始写入', 'The MCU says that it is updating'],
  ['AT+QIOTOTARD=<start>,<length>', '读取 MCU 升级数据，二进制', 'Reads bytes of the MCU image, binary'],
  ['AT+QIOTOTARD=?', '一次最多读取的长度', 'Most that can be read at once'],
  ['AT+QIOTRST', 'QuecThing 的其他指令，升级不需要', 'Another command of QuecThing, not needed for upgrades'],
  [
    'AT+QIOTBINDCODE',
    'QuecThing 的其他指令，升级不需要',
    'Another command of QuecThing, not needed for upgrades',
  ],
  [
    'AT+QIOTLOCIN',
    'QuecThing 的其他指令，升级不需要',
    'Another command of QuecThing, not needed for upgrades',
  ],
  ['AT+QIOTSUBOTAREQ', '网关子设备：询问升级计划', 'Sub-device of a gateway: asks for an upgrade plan'],
  ['AT+QIOTSUBOTAUPDATE', '网关子设备：答复升级', 'Sub-device of a gateway: answers an upgrade'],
  ['AT+QIOTSUBOTARD', '网关子设备：读取升级数据', 'Sub-device of a gateway: reads the image'],
  [
    'AT+QHOTAREQ=~<battery>,<n2>,"<pk>","<ps>","<url>"',
    '不登录 MQTT 的 HTTP 升级；n2 的含义未知',
    'Upgrade over HTTP without an MQTT login; what n2 means is unknown',
    'onlyInCode',
  ],
]);

export const quectelCommands = commandsOf('quectel', [
  [
    'AT+QFOTADL="http://~<host>/<path>"[,<mode>[,<timeout>]]',
    '从 HTTP 下载差分包；模式 0 手动重启，1 自动重启',
    'Downloads a delta over HTTP; mode 0 waits for a restart by hand, 1 restarts',
  ],
  [
    'AT+QFOTADL="ftp://~<user>:<password>@<host>:<port>/<path>"',
    '从 FTP 下载差分包',
    'Downloads a delta over FTP',
  ],
  ['AT+QFOTADL="UFS:~<file>"', '使用模块里的差分包', 'Applies a delta that lies in the module'],
  [
    'AT+QFOTADL="FILE:~<size>",1,100,100',
    '经串口接收差分包，收到 FILESTART 后发送',
    'Takes a delta over the serial port, to be sent after FILESTART',
    'onlyInCode',
  ],
  ['AT+QFUPL', '把文件写入模块', 'Writes a file into the module'],
  ['AT+QINDCFG="all",1', '打开全部主动上报', 'All unsolicited reports on', 'onlyInCode'],
  ['AT+QGMR', '完整的固件版本', 'Firmware version in full'],
  ['AT+CSUB', '子版本', 'Sub-version'],
  [
    'AT+QCFG="fota/path","UFS:"',
    '差分包的存放位置（EC200U，冒号不可少）',
    'Where the delta is kept (EC200U; the colon is needed)',
  ],
]);
