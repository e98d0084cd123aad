/** Upgrade commands of other makers (at-commands 4 and 5). */
import { commandsOf } from './command.ts';

export const peerCommands = [
  ...commandsOf('simcom', [
    [
      'AT+CFOTA=~<ch>,<mode>,"<url>",<user>,<password>',
      'A76xx：从服务器下载并升级',
      'A76xx: downloads from a server and upgrades',
      'onlyInCode',
    ],
    [
      'AT+CFOTA=1',
      'SIM70xx：升级已下载的差分包',
      'SIM70xx: applies the delta that was downloaded',
      'onlyInCode',
    ],
    ['AT+HTTPTOFS=', 'SIM70xx：下载文件到模块', 'SIM70xx: downloads a file into the module', 'onlyInCode'],
    [
      'AT+LFOTA=0,<size>',
      'A76xx：声明经串口发送的差分包大小',
      'A76xx: announces the size of a delta over the serial port',
      'onlyInCode',
    ],
    [
      'AT+LFOTA=1,<size>',
      'A76xx：收到 > 后发送差分包',
      'A76xx: takes the delta after the prompt',
      'onlyInCode',
    ],
    ['AT+CRESET', '重启并升级', 'Restarts and upgrades', 'onlyInCode'],
    ['AT+CAPFOTA=1', '艾拉比云：打开升级', 'ABUP cloud: upgrades on'],
    [
      'AT+CSCFOTA=~<oem>,<model>,<pid>,<secret>,<ver>',
      '艾拉比云：询问升级',
      'ABUP cloud: asks for an upgrade',
    ],
  ]),
  ...commandsOf('onemo', [
    ['AT+MIPLCREATEEX="~<host>:<port>",1', '创建 LwM2M 实例', 'Creates an LwM2M instance'],
    ['AT+MIPLOPEN=~<ref>,<lifetime>,<timeout>', '登录 OneNET', 'Logs in to OneNET'],
    [
      'AT+MIPLFOTACFG="timeout",<hours>',
      '升级的最长时间，小时（仅 CTWing）',
      'Longest time of an upgrade in hours (CTWing only)',
    ],
  ]),
  ...commandsOf('ublox', [
    ['AT+UFWUPD=3', '经串口写入固件（Xmodem）', 'Takes firmware over the serial port (Xmodem)'],
    [
      'AT+UFWINSTALL',
      '安装已下载的固件，128 为成功',
      'Installs firmware that was downloaded; 128 is success',
    ],
    ['AT+UFOTASTAT=1', '打开升级状态上报', 'Reports of the upgrade on'],
    ['ATI9', '应用与固件版本', 'Versions of application and firmware'],
  ]),
  ...commandsOf('nordic', [
    [
      'AT#XFOTA=<0|1|2|7|9>',
      '升级：0 取消、1 与 2 下载、7 读取、9 擦除',
      'Upgrade: 0 cancel, 1 and 2 download, 7 read, 9 erase',
    ],
    ['AT#XRESET', '重启应用并启用升级', 'Restarts the application and activates the upgrade'],
    ['AT#XMODEMRESET', '重启调制解调器并启用升级', 'Restarts the modem and activates the upgrade'],
    ['AT%HTTPFOTADL=~<url>', 'nRF93M1：从 HTTP 下载', 'nRF93M1: downloads over HTTP'],
  ]),
  ...commandsOf('telit', [['AT#OTAUIDM', '升级管理', 'OTA manager', 'onlyInCode']]),
  ...commandsOf('huawei', [
    ['AT^FOTADET', '询问是否有新版本', 'Asks for a new version', 'onlyInCode'],
    ['AT^FOTADL=<1|2>', '开始或停止下载', 'Starts or stops the download', 'onlyInCode'],
    ['AT^FOTADLQ', '下载进度', 'Progress of the download', 'onlyInCode'],
  ]),
  ...commandsOf('meig', [
    [
      'AT+NFWUPD=<0-5>',
      '经串口写入升级包，步骤与 AT+UARTUPGRADE 相同',
      'Package over the serial port, in the steps of AT+UARTUPGRADE',
      'onlyInCode',
    ],
  ]),
];
