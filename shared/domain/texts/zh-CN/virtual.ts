/** Virtual modules: their kinds, their knobs and the cases that a support desk starts from. Longer than usual: tables of texts. */
export const virtualDialect = {
  'ec618-at': 'EC618 标准 AT 固件（Air780E 等）',
  'ec7xx-at': 'EC716/EC718 标准 AT 固件（Air780EP 等）',
  'uis8910-at': 'UIS8910 标准 AT 固件（Air724UG 等）',
  'luatos-log': 'LuatOS 模块（日志口，自己检查升级）',
  quecthing: '移远 QuecThing（FOTA 和 MCU 的 SOTA）',
  'quectel-dfota': '移远 AT+QFOTADL（EC200U、EC800K、BG96 等）',
  'onemo-lwm2m': '中移物联 OneMO（MN316 等，LwM2M 平台升级）',
  'simcom-a76xx': '芯讯通 A76xx（LFOTA、CFOTA）',
  replay: '回放的记录',
};
export const knobGroup = {
  time: '时间',
  line: 'AT 串口行为',
  identity: '身份与供电',
  radio: 'SIM 卡与网络',
  port: '端口',
  settings: '升级设置',
  download: '下载过程',
  cloud: '请求与云平台',
  package: '升级包检查',
  apply: '写入与重启',
  serial: '串口升级',
  platform: '平台连接',
  mcu: '外部 MCU',
};
export const knobUnit = {
  ms: '毫秒',
  s: '秒',
  bytes: '字节',
  bytesPerSecond: '字节/秒',
  percent: '百分比',
  millivolts: '毫伏',
  dbm: '分贝毫瓦',
  times: '倍',
  attempts: '次',
  cme: 'CME 错误号',
};
