/** Preparing releases: the way over several packages, and the vendor's own tool as a second check. */
export const hopSkip = {
  unreadable: '无法读取。',
  damaged: '校验不正确。',
  notFirmware: '不是固件。',
  otherChip: '用于另一种芯片。',
  otherProduct: '是另一型号、变体或项目，或没有写明。',
  notBetween: '不在两个版本之间。',
  again: '与另一个文件相同。',
};
/** What FotaToolkit made of one image. */
export const toolkit = {
  equal: '{{name}}：还原结果与新固件一致（{{found}}…）。',
  differs: '{{name}}：不一致，应为 {{expected}}…，还原出 {{found}}…',
  failed: '{{name}}：失败，退出码 {{exitCode}}。',
  noOutput: '{{name}}：工具已结束，但没有写出镜像。',
  notStarted: '{{name}}：工具无法启动。',
  timeout: '{{name}}：工具超时，已终止。',
  cancelled: '{{name}}：已取消。',
};
export const event = {
  hops: {
    fits: '{{from}} 到 {{to}} 放得下：{{sizeBytes}} 字节',
    tooLarge: '{{from}} 到 {{to}} 太大：{{sizeBytes}} 字节，上限 {{limitBytes}} 字节',
    refused: '{{from}} 到 {{to}} 不可行（{{error}}）',
  },
  toolkit: { restored: '用 FotaToolkit 还原 {{name}}：{{result}}' },
};
export const verdict = {
  hops: {
    direct: '直接升级的升级包放得下，不需要分步。',
    hops: '找到了路线：依次经过 {{count}} 个升级包。',
    none: '经过中间的 {{count}} 个版本没有可行的路线。',
    cancelled: '搜索已取消，已生成的升级包会保留。',
    interrupted: 'Airdock 在搜索时退出了，已生成的升级包会保留。',
  },
  secondCheck: {
    equal: 'FotaToolkit 也能还原出新固件：{{images}} 个镜像。',
    differs: '用 FotaToolkit 的第二次检查没有成功（{{images}} 个镜像）。',
    cancelled: '第二次检查已取消。',
    interrupted: 'Airdock 在第二次检查时退出了。',
  },
};
export const phase = { secondCheck: '用 FotaToolkit 还原' };
