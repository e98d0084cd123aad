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
