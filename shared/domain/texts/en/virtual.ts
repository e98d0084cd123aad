/** Virtual modules: their kinds, their knobs and the cases that a support desk starts from. Longer than usual: tables of texts. */
export const virtualDialect = {
  'ec618-at': 'EC618 with standard AT firmware (Air780E and kin)',
  'ec7xx-at': 'EC716/EC718 with standard AT firmware (Air780EP and kin)',
  'uis8910-at': 'UIS8910 with standard AT firmware (Air724UG and kin)',
  'luatos-log': 'LuatOS module (log port, checks for updates itself)',
  quecthing: 'Quectel QuecThing (FOTA, and SOTA of an MCU)',
  'quectel-dfota': 'Quectel AT+QFOTADL (EC200U, EC800K, BG96 and kin)',
  'onemo-lwm2m': 'China Mobile OneMO (MN316 and kin, updated by its LwM2M platform)',
  'simcom-a76xx': 'SIMCom A76xx (LFOTA, CFOTA)',
  replay: 'replayed recording',
};
export const knobGroup = {
  time: 'Time',
  line: 'AT line',
  identity: 'Identity and supply',
  radio: 'SIM and network',
  port: 'Port',
  settings: 'Upgrade settings',
  download: 'Download',
  cloud: 'Request and cloud',
  package: 'Package check',
  apply: 'Writing and restart',
  serial: 'Serial upgrade',
  platform: 'Platform connection',
  mcu: 'External MCU',
};
export const knobUnit = {
  ms: 'ms',
  s: 's',
  bytes: 'bytes',
  bytesPerSecond: 'bytes/s',
  percent: '%',
  millivolts: 'mV',
  dbm: 'dBm',
  times: 'times as fast',
  attempts: 'times',
  cme: 'CME error number',
};
