/** Short words that several places share. */
export const outcome = {
  succeeded: '成功',
  failed: '失败',
  cancelled: '已取消',
  unproven: '未证实',
  interrupted: '被中断',
};
export const versionSource = {
  strings: '取自镜像内容',
  header: '取自文件头',
  fileName: '取自文件名',
  infoJson: '取自 info.json',
  user: '手动填写',
};
export const settingSource = { readBack: '已回读', sentOnly: '仅发送，未能回读', unknown: '未知' };

/** Why a file cannot be read or written: our own tokens and the system's codes. */
export const fileProblem = {
  notRegularFile: '不是普通文件',
  cannotBeOpened: '打不开',
  EACCES: '没有权限',
  EISDIR: '是文件夹',
  ENOSPC: '磁盘已满',
  EROFS: '文件系统只读',
  EPERM: '没有权限',
  ENOENT: '上级文件夹不存在',
};

/** What does not fit in an input, by token; see shared/domain/inputProblem.ts. */
export const inputProblem = {
  missing: '缺少这一项',
  notValid: '不符合要求',
  tooLong: '太长，最多的字符数',
  tooShort: '太短，最少的字符数',
  tooMany: '太多，最多的个数',
  tooFew: '太少，最少的个数',
  tooLarge: '太大，最大值',
  tooSmall: '太小，最小值',
  multipleOf: '应为它的整数倍',
  unknownField: '有不认识的项',
  choice: '应为其中之一',
  form: '写法不对',
  hostPort: '应为主机名，或主机名加端口',
  notZero: '不能为 0',
  oneLine: '只能有一行',
  growing: '应逐个增大',
  lastShare: '最后一个应为 100',
  beginsBeforeEnd: '开始应早于结束',
  openId: '这个编号正在使用',
  notMessage: '不是这个协议的消息',
  notPacket: '不是一个数据包',
  notJson: '不是有效的 JSON',
  binary: '应为文本，而不是二进制',
  type: {
    string: '应为文本',
    number: '应为数字',
    int: '应为整数',
    boolean: '应为是或否',
    array: '应为列表',
    object: '应为对象',
    record: '应为对象',
    null: '应为空',
    bigint: '应为整数',
    date: '应为日期',
    nan: '应为数字',
    undefined: '不应有这一项',
    never: '不应有这一项',
  },
};
