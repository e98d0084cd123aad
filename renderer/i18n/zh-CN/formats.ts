/** Names of the package formats; what each is for is said by the core's texts. */
export const formats = {
  'ec618-at': 'EC618 AT 升级包',
  'ec618-par': 'EC618 原始差分包',
  'luatos-script': 'LuatOS 脚本升级包',
  luatos: 'LuatOS 脚本加底层升级包',
  'csdk-full': 'CSDK 完整升级包',
  'ec7xx-at': 'EC7xx AT 升级包',
  ec7xx: 'EC7xx 原始差分包',
  'xt804-fota': 'XT804 固件升级包（.fota）',
  'xt804-sota': 'XT804 脚本升级包（.sota）',
  uis8910: 'UIS8910 升级包',
  class_realPackages: '与真实升级包核对过',
  class_realFiles: '与真实文件核对过',
  class_publicSource: '依据公开源代码',
  class_formatKnown: '格式已知',
  class_medium: '部分已知',
  class_experimental: '实验性',
};
