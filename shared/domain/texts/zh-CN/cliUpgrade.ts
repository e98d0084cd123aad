/** Texts of the verb upgrade for what other vendors' modules need. */
export const cliUpgrade = {
  imageSaved: '镜像：{{path}}（{{sizeBytes}} 字节，SHA-256 {{sha256}}）',
  option: {
    component: '用于 --way local：MCU 的组件名和正在运行的版本，询问前先声明',
    undeclared: '用于 --way local：只保存镜像，不告知平台',
  },
  usage: { badComponent: '组件写作“名称=版本”，不是 {{word}}。' },
};
