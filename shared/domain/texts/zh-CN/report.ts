/** Handing over: recordings, bundles, certificates. */
const logFormat = {
  luatools: 'LuaTools 日志',
  sscom: 'SSCOM 日志',
  llcom: 'llcom 日志',
  generic: '带时间的日志',
  untimed: '没有时间的日志',
};
const recordingTimes = {
  dated: '有日期和时间',
  timeOfDay: '日志没有日期，只显示相对时间',
  relative: '日志从未知的起点计时，只显示相对时间',
  none: '日志没有时间，只知道先后顺序',
};
const logProblem = {
  undecodable: '{{count}} 行含有不符合编码的字节（首见第 {{line}} 行）',
  beforeFirstTime: '{{count}} 行出现在第一个时间之前（首见第 {{line}} 行）',
  timeBackwards: '时间倒退 {{count}} 次（首见第 {{line}} 行）',
  badHex: '{{count}} 行 HEX 已损坏，按文本保留（首见第 {{line}} 行）',
  tooLong: '{{count}} 行过长被截断（首见第 {{line}} 行）',
  binary: '{{count}} 处二进制数据（首见第 {{line}} 行）',
};
const pseudonym = {
  imei: 'IMEI 号',
  imsi: 'IMSI 号',
  iccid: 'ICCID 号',
  phone: '电话号码',
  key: '密钥',
  token: '令牌',
  coordinate: '坐标',
};
const condition = {
  banner: '启动时的版本行表明了芯片',
  version: '版本名表明了型号',
  logLines: '日志行的写法',
  command: '所用的命令',
  portLost: '端口在重启时消失过',
  noEcho: '模组不回显命令',
  simMissing: '没有 SIM 卡',
  notRegistered: '没有注册到网络',
  refused: '模组拒绝了升级包',
  storeFailed: '写入失败',
  broken: '下载中途断开',
  oldAfterReboot: '重启后仍是旧版本',
  code: '模组给出的代码',
  signal: '模组报告的信号',
};
const certificate = {
  title: '模组升级证明',
  imei: '模组 IMEI',
  from: '升级前版本',
  to: '升级后版本',
  package: '升级包摘要（SHA-256）',
  way: '升级方式',
  started: '开始时间',
  ended: '结束时间',
  duration: '用时',
  operator: '操作人',
  signature: '签名',
  verdict: '结论',
  proof: '证据（按时间排列的记录行）',
  row: '行号',
  time: '时间',
  source: '来源',
  words: '内容',
  unknown: '未知',
  madeBy: '由 Airdock {{version}} 于 {{time}} 生成；行号指本机记录。',
  seconds: '{{seconds}} 秒',
};
const certificateSource = { module: '模组', host: '主机', server: '服务器', airdock: '本软件' };
export const groups = {
  logFormat,
  recordingTimes,
  logProblem,
  pseudonym,
  condition,
  certificate,
  certificateSource,
};
export const event = {
  report: {
    imported: '已导入 {{file}}：{{rows}} 行，{{problems}} 处无法完整读取',
    written: '已写出报告包 {{path}}：{{sizeBytes}} 字节，替换 {{places}} 处',
    previewed: '报告包预览：{{rows}} 行，将替换 {{places}} 处',
    opened: '已打开报告包 {{file}}：{{recordings}} 份记录',
  },
  recording: { note: '工具提示：{{text}}' },
};
export const phase = {
  report: {
    reading: '读取',
    gathering: '收集',
    redacting: '去除身份信息',
    packing: '打包',
    unpacking: '解包',
  },
};
export const verdict = {
  report: {
    imported: '日志已导入为只读记录：{{rows}} 行，{{problems}} 处无法完整读取。',
    written: '报告包已写出：{{sizeBytes}} 字节，替换了 {{places}} 处身份信息。',
    previewed: '这是将会写出的内容：{{rows}} 行，将替换 {{places}} 处身份信息。',
    opened: '报告包已打开：{{recordings}} 份只读记录。',
  },
};
export const cliReport = {
  verb: {
    import: '导入客户发来的日志或报告包，成为只读记录',
    report: '报告包、证书和升级统计',
    replay: '把一份记录作为虚拟模组回放',
  },
  option: {
    encoding: '日志编码：utf-8、gb18030、utf-16le、utf-16be；不填则自动识别',
    'utc-offset': '写日志的电脑时区，东八区为 480（分钟）；不填则用本机时区',
    job: '任务编号，可重复',
    recording: '记录编号，可重复',
    'no-redact': '不替换身份信息',
    'with-firmware': '同时包含升级包和串口上的固件字节',
    speed: '回放速度是原来的几倍，默认 1',
    operator: '证书上的操作人',
    change: '改变一个条件，写成 名称=值，可重复',
    conditions: '只列出从记录推断的条件',
    like: '用这个固件启动一个条件相同的虚拟模组',
  },
  report: {
    recording: '记录 {{id}}：{{rows}} 行，{{format}}，编码 {{encoding}}；{{times}}',
    guessed: '日志没有写明收发方向：命令按样子判断',
    opened: '记录 {{id}}：{{rows}} 行，来自 Airdock {{version}}',
    none: '没有导入的记录',
    part: '文件 {{path}}：{{size}}',
    count: '{{kind}}：{{values}} 个值，{{places}} 处',
    sample: '替换{{kind}}：{{before}} → {{after}}（{{where}}）',
    withheld: '串口上的 {{bytes}} 字节固件已抹去',
    written: '已写出 {{path}}（{{size}}）',
    replaying: '回放为虚拟端口 {{portId}}，按 Ctrl-C 结束',
    condition: '条件 {{name}} = {{value}}（{{reason}}）',
    dialect: '虚拟模组类型：{{dialect}}',
    noDialect: '从记录看不出模组类型',
    outside: '串口：{{path}}',
  },
};
