/** Checks of this computer. */
export const doctor = {
  node: 'Node 版本',
  dataFolder: '数据目录',
  diskSpace: '磁盘剩余空间',
  serialAccess: '串口权限',
  ports: '串口',
  network: '模块可访问的网络地址',
  socat: '伪终端（socat）',
  secrets: '密钥存放位置',
};
