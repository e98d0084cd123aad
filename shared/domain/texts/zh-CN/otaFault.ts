/** Faults that the OTA server can be set to, each with the failure of the field that it reproduces. */
export const otaFault = {
  delay: {
    name: '首字节迟到',
    field: '平台边制作边让模块等待，模块超时放弃（libfota 180 秒，libfota2 300 秒）。',
  },
  slowHeader: {
    name: '响应头分片',
    field: '有的下载器要求第一次读取（常为 512 字节）就拿到整个响应头，否则找不到长度而放弃。',
  },
  throttle: {
    name: '链路很慢',
    field: '信号弱或 NB-IoT，下载时间超过模块的时限。',
  },
  cut: {
    name: '下载中断',
    field: '下载到一半无线链路断开，模块需要续传，有的会卡住。',
  },
  wrongLength: {
    name: '长度不符',
    field: '代理出错或文件中途被换，声明的长度与内容不符，模块一直等待或留下残缺文件。',
  },
  ignoreRange: {
    name: '忽略续传范围',
    field: '网站对续传请求返回整个文件；2025 年 1 月以前的 LuatOS 会直接接在后面，升级包因此损坏。',
  },
  chunked: {
    name: '分块传输',
    field: '代理不写长度而分块发送；FOTA 客户端不支持，2025 年底到 2026 年初的部分 LuatOS 版本会崩溃。',
  },
  status: {
    name: '错误状态码',
    field: '平台或网关过载；最新的模块只显示 -9。',
  },
  empty: {
    name: '空的 200',
    field: '上传了空文件，libfota 报失败 4。',
  },
  building: {
    name: '返回码 43',
    field: '平台还在制作差分包；AT 模块立即显示 -1003，8910 每 30 秒再问一次。',
  },
  corrupt: {
    name: '字节损坏',
    field: '传输中坏了一个字节，模块必须靠自身校验拒绝这个包。',
  },
  redirect: {
    name: '重定向',
    field: '文件移到了对象存储；LuatOS 不跟随，8910 此后一直访问新地址。',
  },
};
